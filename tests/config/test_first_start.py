import pytest
from django.db import connection

from blog.models import SearchChange
from config import first_start
from tests.blog.make import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_migrations(monkeypatch, settings, tmp_path):
    """A database that seems new, and a `migrate` that only says it was called."""
    settings.DATA_DIR = tmp_path
    called = []
    monkeypatch.setattr(first_start, "call_command", lambda name, **options: called.append(name))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations")
    return called


@pytest.mark.parametrize("local", [True, False])
def test_new_database_is_made_without_a_copy_of_nothing(
    without_migrations, settings, tmp_path, local
):
    settings.IS_LOCAL = local
    said = []
    first_start.prepare_database(said.append)
    assert without_migrations == ["migrate"]
    assert said == ["Making the database …"]
    assert not (tmp_path / "backups").exists()


def test_site_on_the_internet_never_gets_the_demo(without_migrations, settings):
    settings.IS_LOCAL = False
    first_start.prepare_database(lambda line: None)
    first_start.fill_new_database(lambda line: None)
    assert "load_demo" not in without_migrations


def test_up_to_date_database_is_left_alone(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    said = []
    first_start.prepare_database(said.append)
    first_start.fill_new_database(said.append)
    assert said == []
    assert list(tmp_path.iterdir()) == []


def test_what_changes_is_noted_from_the_start_on_that_names_a_search_server(settings, tmp_path):
    settings.DATA_DIR, settings.SEARCH_URL = tmp_path, "opensearch://127.0.0.1:9/blog"
    first_start.prepare_database(lambda line: None)
    make_article()
    assert SearchChange.objects.exists()
    settings.SEARCH_URL = ""
    first_start.prepare_database(lambda line: None)
    make_article()
    assert not SearchChange.objects.exists()
