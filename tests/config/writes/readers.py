"""What readers say and do."""

from datetime import timedelta

from comments.moderation.decisions import Seen, decide
from comments.moderation.reporting import report
from comments.writing.editing import edit_comment
from comments.writing.reacting import react
from tests.authors.make import make_user
from tests.comments.make import make_commenter

from .site import seen, unseen


@seen
def a_thread_begun(site):
    site.say()


@seen
def an_answer(site):
    site.say(to=site.comment(discussion__article=site.article))


@seen
def the_first_word_of_a_member(site):
    site.say(user=make_user(name="Max"))


@unseen
def a_comment_held(site):
    site.say(words="hush")


@seen
def an_edit(site):
    edit_comment(site.say(), source=f"Anew {next(site.numbers):04}", now=site.now)


@unseen
def an_edit_that_waits(site):
    comments = site.comments(text_version=1, visible_at__gt=site.now - timedelta(days=6))
    if comment := comments.filter(answers=None).last():
        edit_comment(comment, source=f"Anew {next(site.numbers):04} hush", now=site.now)


@seen
def a_comment_withdrawn(site):
    decide([Seen.of(site.comment())], to="withdrawn", now=site.now)


@seen
def a_reaction_to_a_comment(site):
    fan, comment = make_commenter(trusted=False), site.comment()
    article = comment.discussion.article
    react(article=article, comment_id=comment.pk, commenter=fan, kind="like", now=site.now)


@seen
def a_reaction_to_the_article(site):
    fan = make_commenter(trusted=False)
    react(article=site.article, comment_id=None, commenter=fan, kind="love", now=site.now)


@unseen
def a_report(site):
    reader = make_commenter(trusted=False)
    report(comment=site.say(words="hush"), reporter=reader, reason="spam", now=site.now)


@seen
def reports_that_hold(site):
    comment = site.comment()
    for _ in range(2):
        reader = make_commenter(trusted=False)
        report(comment=comment, reporter=reader, reason="spam", now=site.now)
