"""Several who write on one text at the same moment, each with a connection of their own."""

import pytest
from django.utils import timezone

from blog import writing
from blog.manuscript import settled
from blog.models import WorkingCopy
from tests.authors.make import make_editor
from tests.blog.make import make_article
from tests.comments.tree.test_concurrency import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WRITERS = 6


def test_of_several_who_save_one_version_one_wins_and_the_others_are_told():
    article, writers = make_article(), [make_editor() for _ in range(WRITERS)]
    before, outdated = settled(article), []

    def work(number):
        try:
            writing.keep(
                article=article,
                manuscript=before | {"source": f"<p>By {number}.</p>"},
                version=0,
                by=writers[number],
                now=timezone.now(),
            )
        except writing.Newer as newer:
            outdated.append((number, newer.copy.manuscript["source"]))

    at_once(work, workers=WRITERS)
    copy = WorkingCopy.of(article)
    assert copy.version == 1
    assert len(outdated) == WRITERS - 1
    assert {theirs for _, theirs in outdated} == {copy.manuscript["source"]}
    [winner] = set(range(WRITERS)) - {number for number, _ in outdated}
    assert copy.manuscript["source"] == f"<p>By {winner}.</p>"


def test_whoever_begins_again_with_the_newer_version_loses_nobodys_words():
    article, writers = make_article(), [make_editor() for _ in range(WRITERS)]
    before = settled(article)

    def work(number):
        version = 0
        while True:
            try:
                writing.keep(
                    article=article,
                    manuscript=before | {"source": f"<p>By {number}.</p>"},
                    version=version,
                    by=writers[number],
                    now=timezone.now(),
                )
            except writing.Newer as newer:
                version = newer.copy.version
            else:
                return

    at_once(work, workers=WRITERS)
    copy = WorkingCopy.of(article)
    assert copy.version == WRITERS
    kept = [revision.manuscript["source"] for revision in article.history.all()]
    assert sorted([*kept, copy.manuscript["source"]]) == [f"<p>By {n}.</p>" for n in range(WRITERS)]
