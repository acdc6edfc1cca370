import stat

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group

from authors.models import Author
from config import logins

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "logins.txt"


def test_three_logins_work_and_have_their_roles(path, rf):
    for login in logins.make_logins(path):
        user = authenticate(rf.post("/"), username=login.email, password=login.password)
        assert user.is_staff
        assert [group.name for group in user.groups.all()] == [login.role.capitalize()]
        assert user.is_superuser is (login.role == "administrator")


def test_file_is_for_its_owner_alone_and_gives_back_what_was_made(path):
    made = logins.make_logins(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert logins.kept_logins(path) == made
    assert [file.name for file in path.parent.iterdir()] == ["logins.txt"]


def test_each_password_is_its_own(path, tmp_path):
    first = logins.make_logins(path)
    get_user_model().objects.all().delete()
    second = logins.make_logins(path)
    assert len({login.password for login in first + second}) == 6


def test_all_users_are_made_or_none(path):
    Group.objects.filter(name="Administrator").delete()
    with pytest.raises(Group.DoesNotExist):
        logins.make_logins(path)
    assert not get_user_model().objects.exists()
    assert not path.exists()


def test_author_signs_as_somebody_of_the_demo(path):
    profile = Author.objects.create(name="Ada", slug="ada")
    logins.make_logins(path)
    profile.refresh_from_db()
    assert profile.user.email == "author@localhost"


def test_no_file_means_no_logins(path):
    assert logins.kept_logins(path) == []
