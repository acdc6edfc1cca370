"""How letters leave the house, by the environment."""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import service_secret
from tests.site import ROOT, clean_environment

CASES = [
    ({}, "django.core.mail.backends.filebased"),
    ({"EMAIL_URL": "smtp+tls://a:b@mail.example.org:587"}, "django.core.mail.backends.smtp"),
    (
        {"MAIL_SERVICE": "postmark", "MAIL_SERVICE_OPTIONS": "server_token=abc"},
        "anymail.backends.postmark abc",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("variables", "module"), CASES)
def test_environment_chooses_how_letters_are_sent(variables, module, tmp_path):
    ask = (
        "import django; django.setup(); from django.core.mail import mailers;"
        "print(type(mailers.default).__module__, getattr(mailers.default, 'server_token', ''))"
    )
    environment = clean_environment() | variables
    environment |= {
        "DATA_DIR": str(tmp_path),
        "SITE_URL": "http://127.0.0.1:8000",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stdout.strip().startswith(module), done.stderr


@pytest.mark.parametrize(
    "value", ["short:x", "no colon in twenty letters", ":no name in all of these"]
)
def test_secret_of_a_mail_service_that_is_none_is_refused(value):
    with pytest.raises(ImproperlyConfigured):
        service_secret(value)
    assert service_secret("name:a long password") == "name:a long password"
