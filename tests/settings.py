"""The settings under test: those of the project, in an environment that owes the developer's nothing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_OURS = (
    "ALLOWED_HOSTS", "CACHE_URL", "CSRF_TRUSTED_ORIGINS", "DEBUG", "EMAIL_URL", "FROM_EMAIL",
    "LANGUAGE_CODE", "MAIL_SERVICE", "MAIL_SERVICE_OPTIONS", "MAIL_SERVICE_SECRET", "PORT", "SEARCH_URL",
    "SECRET_KEY", "SECRET_KEY_FALLBACKS", "STATIC_ROOT", "TIME_ZONE", "TRUSTED_PROXIES",
)  # fmt: skip
for _name in _OURS:
    os.environ.pop(_name, None)

_directory = tempfile.mkdtemp(prefix="rejoinder-test-")
atexit.register(shutil.rmtree, _directory, ignore_errors=True)
os.environ["DATA_DIR"] = _directory
os.environ["SITE_URL"] = "http://127.0.0.1:8000"
os.environ["STATIC_ROOT"] = f"{_directory}/static"
Path(_directory, "static").mkdir()
# `make test` names a PostgreSQL here; without one, each process has a SQLite file of its own.
if url := os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = url
else:
    os.environ.pop("DATABASE_URL", None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "config.sqlite":
    # A file, so that threads with connections of their own meet as they do on a site.
    DATABASES["default"]["TEST"] = {"NAME": f"{_directory}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of tests must not leave connections behind
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LETTERS_ARE_FILES = False  # as on a site that others read
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
