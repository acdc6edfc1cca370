"""The login throttle, through the real login page."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db

EMAIL = "alice@example.org"
PASSWORD = "correct horse battery staple"
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def _alice():
    get_user_model().objects.create_user(EMAIL, PASSWORD, name="Alice", is_staff=True)


def log_in(client, password=PASSWORD, *, email=EMAIL, address="192.0.2.1", agent="Firefox"):
    return client.post(
        f"{LOGIN}?next=/admin/%3Fq=needle",
        {"username": email, "password": password, "hidden": "needle"},
        REMOTE_ADDR=address,
        headers={"user-agent": agent, "accept": "text/needle"},
    )


def miss(client, times, **options):
    for _ in range(times):
        answer = log_in(client, "wrong", **options)
    return answer


def test_four_misses_leave_the_door_open(client):
    assert miss(client, 4).status_code == 200
    assert log_in(client).status_code == 302


def test_fifth_miss_answers_with_the_page_for_too_many(client):
    answer = miss(client, 5)
    assert answer.status_code == 429
    assert "429.html" in [template.name for template in answer.templates]
    assert "no-store" in answer.headers["Cache-Control"]


def test_locked_out_network_is_refused_even_with_the_right_password(client):
    miss(client, 5)
    assert log_in(client).status_code == 429


@pytest.mark.parametrize(
    "change", [{"agent": "Chrome"}, {"address": "192.0.2.77"}, {"email": " Alice@EXAMPLE.org"}]
)
def test_same_person_in_another_guise_stays_locked_out(client, change):
    miss(client, 5)
    assert log_in(client, **change).status_code == 429


def test_nobody_can_lock_out_somebody_in_another_network(client):
    miss(client, 6)
    assert log_in(client, address="198.51.100.7").status_code == 302


def test_locked_out_for_one_account_is_free_for_another(client):
    get_user_model().objects.create_user("bob@example.org", PASSWORD, name="Bob", is_staff=True)
    miss(client, 5)
    assert log_in(client, email="bob@example.org").status_code == 302


def test_success_forgets_the_misses(client):
    miss(client, 4)
    log_in(client)
    assert not AccessAttempt.objects.exists()


def test_nothing_that_was_typed_or_sent_is_stored(client):
    miss(client, 7, email="my-password-in-the-wrong-field")
    (row,) = AccessAttempt.objects.values()
    stored = " ".join(str(value) for value in row.values())
    for secret in ("192.0.2", "my-password", "wrong", "Firefox", "needle", "example"):
        assert secret not in stored
    assert row["post_data"].replace("-", "").strip() == ""
