"""
What several machines must bear. `make test-cluster` runs this file, and nothing else does (its name
is not that of a test file): it needs nginx and Redis.
"""

import signal
import time

import pytest

from tests.person import QUEUE, Person

from . import machines
from .crowd import Crowd, shown_words

pytestmark = pytest.mark.timeout(120)
SEEN_AGAIN = (
    3  # seconds until nginx takes notice of a server that is back: more than its fail_timeout
)
ARTICLE = "/articles/tides/"
COMMENTS = """
from comments.models import Comment
print(*Comment.objects.values_list("pk", "status", "source"), sep="\\n")
"""
NO_REVIEW = """
from comments.models import Policy
Policy.objects.update_or_create(pk=1, defaults={"first_comments_held": 0})
"""


@pytest.fixture(scope="module")
def cluster():
    with machines.running() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def moderator(cluster):
    """Signed in at the first server; the other one knows her too."""
    mona = Person(cluster.server("first"))
    mona.sign_in("mona@example.org", "a quiet green river")
    return mona


class Word:
    """A reader's comment that moderators approve and reject in turns."""

    def __init__(self, cluster, moderator):
        self.moderator, self.status = moderator, "pending"
        self.servers = [cluster.server(name) for name in ("second", "first")]
        reader = Person(cluster.server("first"))
        letter = reader.reply_form("tides", "A patient word.")
        assert reader.ask(f"{ARTICLE}reply/", letter).status == 303
        _, _, rest = moderator.ask(QUEUE).text.partition('data-entry="')
        self.pk = int(rest.partition('"')[0])
        assert self.is_right_everywhere()

    def turn(self, server: str) -> None:
        """Decide through one server; each of them then shows it on the next page."""
        to = "rejected" if self.status == "approved" else "approved"
        self.moderator.base = server
        self.moderator.decide(self.pk, to, was=self.status)
        self.status = to
        assert self.is_right_everywhere()

    def is_right_everywhere(self) -> bool:
        seen = [Person(server).ask(f"/comments/{self.pk}/").status for server in self.servers * 2]
        return set(seen) == {200 if self.status == "approved" else 404}


@pytest.fixture(scope="module")
def word(cluster, moderator):
    return Word(cluster, moderator)


def test_a_decision_at_one_server_shows_on_the_next_page_of_the_other(cluster, word):
    first, second = cluster.server("first"), cluster.server("second")
    for server in (first, second, first):
        word.turn(server)
        for reader in (Person(second), Person(first)):
            is_there = "A patient word." in reader.ask(ARTICLE).text
            assert is_there == (word.status == "approved")


def test_a_page_made_by_one_server_is_kept_for_the_other(cluster):
    Person(cluster.server("first")).ask(ARTICLE)
    assert cluster.redis.dbsize() > 0
    before = cluster.redis.info("stats")["keyspace_hits"]
    Person(cluster.server("second")).ask(ARTICLE)
    assert cluster.redis.info("stats")["keyspace_hits"] == before + 1


def test_readers_and_writers_do_not_notice_that_a_server_is_killed(cluster):
    cluster.manage("shell", "--no-imports", "-c", NO_REVIEW)
    with Crowd(cluster.url, ARTICLE, "tides").busy() as crowd:
        time.sleep(1)
        for name in ("second", "first"):
            cluster.kill(name)
            time.sleep(2)
            cluster.start_server(name)
            time.sleep(SEEN_AGAIN)
    assert crowd.trouble == []
    assert crowd.read_count > 100
    assert len(crowd.posted) > 10
    kept = cluster.manage("shell", "--no-imports", "-c", COMMENTS)
    assert sorted(shown_words(kept)) == sorted(crowd.posted)  # nothing is lost, nothing there twice


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hanging"])
def test_without_redis_pages_are_right_though_slower(cluster, word, number):
    with Crowd(cluster.url, ARTICLE, "tides").busy() as crowd:
        time.sleep(1)
        cluster.kill("redis", number)
        for name in ("first", "second"):
            word.turn(cluster.server(name))
        if number == signal.SIGKILL:
            cluster.start_redis()
        else:
            cluster.kill("redis", signal.SIGCONT)
        word.turn(cluster.server("first"))
    assert crowd.trouble == []
    assert crowd.read_count > 10


def test_the_site_says_that_it_is_well(cluster):
    """Database and worker included."""
    assert Person(cluster.url).ask("/healthz").status == 200
