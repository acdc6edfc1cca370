"""The only door through which blog pages reach the conversation."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from blog.models import Article
from comments.models import Comment, Discussion
from comments.reading import drawings, fingerprints, plurals, section
from comments.reading.thread_views import ThreadView
from content import markup

register = template.Library()

LATEST_SHOWN = 5
MOST_DISCUSSED_SHOWN = 5


@register.inclusion_tag("comments/_discussion.html", takes_context=True)
def discussion(context, article: Article) -> dict:
    """Show the whole discussion of ``article``, as the address's parameters ask."""
    request = context["request"]
    return section.context(article, request.GET, now=timezone.now()) | {"request": request}


@register.simple_tag(takes_context=True)
def drawn_thread(context, view: ThreadView) -> str:
    """Show a thread as everybody sees it, on a page that is the same for all."""
    return drawings.drawing(view, context["article"], is_closed=context["is_closed"])


@register.simple_tag
def comment_count(article: Article) -> str:
    """Return "12 comments", "" for none. ``article`` came with ``select_related("discussion")``."""
    found = section.discussion_of(article)
    count = found.approved_count if found else 0
    return (
        ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
        if count
        else ""
    )


@register.filter
def fingerprint(comment: Comment) -> str:
    """Return by what browsers tell the writer of ``comment`` from others (reading/fingerprints.py)."""
    return fingerprints.fingerprint(comment)


# What links beside a comment are called. Not {% blocktranslate %}, which takes five times as long: these
# are most of what a page of comments has to translate.
@register.filter
def to_reply(name: str) -> str:
    return gettext("Reply to %(name)s") % {"name": name}


@register.filter
def to_report(name: str) -> str:
    return gettext("Report the comment by %(name)s") % {"name": name}


@register.filter
def to_react(name: str) -> str:
    return gettext("React to the comment by %(name)s") % {"name": name}


@register.filter
def place(answer: Comment) -> str:
    """Say what its heading says of an answer, behind its writer's name: ", in reply to Ben, level 3"."""
    if not answer.in_reply_to.is_approved:
        words = gettext(", in reply to a comment that is not shown, level %(level)d")
        return words % {"level": answer.level}
    words = gettext(", in reply to %(name)s, level %(level)d")
    return words % {"name": answer.in_reply_to.shown_name, "level": answer.level}


@register.filter
def moment(value: datetime) -> str:
    """Write a moment for machines, as it is stored; the filter ``date`` formats it four times as long."""
    return value.isoformat()


@register.simple_tag
def counted_words() -> str:
    """Return the words for numbers that scripts need, as JSON (comments/reading/plurals.py)."""
    return plurals.counted_words()


@register.filter
def excerpt(comment: Comment, words: int) -> str:
    """Return the beginning of what ``comment`` says, as plain text."""
    return markup.excerpt(comment.html, words)


@register.inclusion_tag("comments/_latest_comments.html")
def latest_comments() -> dict:
    """Show the comments that last became visible, under articles that are."""
    articles = Article.objects.visible(timezone.now())
    comments = Comment.objects.approved().filter(discussion__article__in=articles)
    latest = comments.select_related("discussion__article", "commenter").newest_first()
    return {"comments": latest.defer("source", "facts")[:LATEST_SHOWN]}


@register.inclusion_tag("comments/_most_discussed.html")
def most_discussed() -> dict:
    """Show the articles with the most comments."""
    articles = Article.objects.visible(timezone.now())
    discussions = Discussion.objects.filter(article__in=articles, approved_count__gt=0)
    largest = discussions.select_related("article").order_by("-approved_count", "-pk")
    return {"discussions": largest[:MOST_DISCUSSED_SHOWN]}
