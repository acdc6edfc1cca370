"""What `make lint` asks of Django: no missing migration, and nothing to warn of in production."""

import os
import secrets
import subprocess
import sys
import tempfile

CHECKS = (
    ("makemigrations", "--check", "--dry-run"),
    ("check", "--deploy", "--fail-level", "WARNING"),
)


def production(data_dir: str) -> dict[str, str]:
    """Return an environment as a real site has it, apart from whatever this machine's says."""
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": data_dir,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": "https://blog.example.org",
        "TRUSTED_PROXIES": "127.0.0.1",
        "EMAIL_URL": "smtp+tls://name:password@mail.example.org:587",
    }


def main() -> int:
    with tempfile.TemporaryDirectory() as data_dir:
        environment = production(data_dir)
        codes = [
            subprocess.run([sys.executable, "manage.py", *check], env=environment).returncode
            for check in CHECKS
        ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
