"""What tests of pictures may ask for: a folder, and who looks at the library."""

import pytest

from authors.models import User


@pytest.fixture
def media(settings, tmp_path):
    """A folder of pictures that is the test's own and empty."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def admin(client):
    """Somebody signed in who may do everything."""
    client.force_login(User.objects.create_superuser("alice@site.test", name="Alice"))
    return client
