"""What every test may ask for. The environment of the tests is set in tests/settings.py."""

import pytest

# Role -> its rights, as the migrations made them.
RIGHT = ("content_type__app_label", "content_type__model", "codename")  # two apps have a "tag"
ROLES = pytest.StashKey[dict[str, list]]()


@pytest.fixture(autouse=True)
def _empty_cache():
    from django.core.cache import cache

    from content import frames

    cache.clear()
    frames.forget()  # the next test's editions have the same numbers


@pytest.fixture
def run_tasks():
    """Return a function that carries out the tasks which are due, as the worker does, and counts them."""
    from django_tasks_db.models import DBTaskResult

    from config.worker import make_worker

    def run() -> int:
        worker = make_worker()
        while row := DBTaskResult.objects.ready().first():
            row.claim(worker.worker_id)
            worker.run_task(row)
        return worker._run_tasks

    return run


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Note the roles that the migrations make: a transactional test empties every table behind it."""
    from django.contrib.auth.models import Group

    with django_db_blocker.unblock():
        request.config.stash[ROLES] = {
            group.name: list(group.permissions.values_list(*RIGHT)) for group in Group.objects.all()
        }


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Put the roles back once the tables were emptied; after the last test there are none."""
    result = yield
    if nextitem and _is_transactional(item):
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            _make_roles(item.config.stash[ROLES])
    return result


def _is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = bool(marker and marker.kwargs.get("transaction"))
    return marked or "transactional_db" in getattr(item, "fixturenames", ())


def _make_roles(roles: dict[str, list]) -> None:
    from django.contrib.auth.models import Group, Permission

    for name, rights in roles.items():
        group, _ = Group.objects.get_or_create(name=name)
        rows = Permission.objects.values_list("pk", *RIGHT)
        found = {tuple(right): pk for pk, *right in rows}
        group.permissions.set(found[right] for right in rights if right in found)
