import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from config import beat, health


@pytest.fixture(autouse=True)
def _nothing_remembered():
    health._migrated.remembered = False
    yield
    health._migrated.remembered = False


@pytest.fixture
def living_worker(run_tasks, settings):
    settings.HOUSEKEEPING = []
    beat.place_beat(now=timezone.now())
    run_tasks()


@pytest.mark.django_db
def test_well_site_says_so(client, living_worker):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "migrations": True, "worker": True}


@pytest.mark.django_db
def test_answer_is_never_kept_and_sets_no_cookie(client, living_worker):
    answer = client.get("/healthz")
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_site_without_a_worker_is_not_well(client):
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["worker"] is False
    assert answer.json()["database"] is True


@pytest.mark.django_db
def test_pending_migration_is_told(client, living_worker):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'axes'")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] is False


@pytest.mark.django_db
def test_database_that_takes_no_writes_is_told_without_a_word_of_why(client, monkeypatch):
    def refuse():
        raise DatabaseError("password of the database is hunter2")

    monkeypatch.setattr(health, "_begin_to_write", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "failing",
        "database": False,
        "migrations": False,
        "worker": False,
    }


@pytest.mark.django_db
def test_question_is_cheap(client, living_worker, django_assert_max_num_queries):
    client.get("/healthz")
    with django_assert_max_num_queries(4):  # SAVEPOINT and RELEASE among them
        client.get("/healthz")


@pytest.mark.django_db
def test_other_spelling_works_and_posting_does_not(client):
    assert client.get("/healthz/").status_code == 503
    assert client.post("/healthz").status_code == 405
