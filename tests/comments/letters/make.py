"""People who follow, and the letters that came of it."""

import itertools
import re

from django.core import mail
from django.utils import timezone

from comments.models import Commenter, Discussion, Follow
from comments.models.commenter import new_token
from comments.people import following

_numbers = itertools.count(1)


def make_reader(*, name="Bo", address="") -> Commenter:
    """A guest whose address is known to be theirs."""
    address = address or f"reader{next(_numbers)}@example.org"
    return Commenter.objects.create(name=name, token=new_token(), verified_email=address)


def follow_article(person, article, *, rhythm="at_once") -> Follow:
    target = following.target_of_article(article)
    return following.follow(person, target, rhythm=rhythm, now=timezone.now())


def follow_replies(person, *, rhythm="at_once") -> Follow:
    return following.follow(person, {"scope": "replies"}, rhythm=rhythm, now=timezone.now())


def follow_thread(person, comment, *, rhythm="at_once") -> Follow:
    target = following.target_of_thread(comment)
    return following.follow(person, target, rhythm=rhythm, now=timezone.now())


def letters_to(person) -> list:
    return [letter for letter in mail.outbox if letter.to == [person.mailbox]]


def link_in(letter, path: str) -> str:
    """Return the path of the letter's link that begins with ``path``."""
    return re.search(rf"http://127\.0\.0\.1:8000({path}[^\s>]+)", letter.body)[1]


def follow_url(article) -> str:
    return f"/articles/{article.slug}/follow/"


def counted(article) -> int:
    """Return how many follow the article, as its discussion says it."""
    return Discussion.objects.get(article=article).follower_count
