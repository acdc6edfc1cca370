"""Where the links of letters lead. To GET changes nothing: mail programs open links by themselves."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from blog.models import Article

from ..letters import confirming, links
from ..models import Comment, Commenter, Confirmation, Follow
from ..people import following, identity
from .addressed import SeeOther
from .private import private_page


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Says what is asked for, and lets it hold at the press of a button."""
    pk = links.opened("confirm", token)
    asked = Confirmation.objects.filter(pk=pk).first() if pk else None
    if asked is None:
        return _expired(request)
    if request.method != "POST":
        follow = Follow(**asked.wish)
        return render(request, "comments/confirm.html", {"asked": asked, "follow": follow})
    browser = identity.commenter_of(request)
    person = confirming.confirm(asked.pk, browser=browser, now=timezone.now())
    return SeeOther(links.my_page(person)) if person else _expired(request)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def my_comment(request, token):
    """Asks whether a comment is this mailbox's owner's: yes proves the address, no forgets it."""
    pk = links.opened("my_comment", token)
    rows = Comment.objects.select_related("commenter", "discussion__article")
    comment = rows.filter(pk=pk).exclude(email="").first() if pk else None
    if comment is None:
        return _expired(request)
    article = comment.discussion.article
    context = {"comment": comment, "article": article}
    if request.method != "POST":
        return render(request, "comments/my_comment.html", context)
    if "no" in request.POST:
        confirming.disclaim(comment)
        return render(request, "comments/my_comment.html", context | {"is_disclaimed": True})
    person = confirming.claim(comment, now=timezone.now())
    return SeeOther(links.my_page(person))


@csrf_exempt  # a mailbox's own button sends this, without a page of ours (RFC 8058)
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Ends what a letter came for, by a POST alone, whoever sends it; GET shows the button for it."""
    sealed = links.opened("stop", token)
    if sealed is None:
        return _expired(request)
    person = Commenter.objects.filter(pk=sealed[0]).first()
    follows = _follows(person, *sealed[1:]) if person else Follow.objects.none()
    is_stopped = request.method == "POST"
    if is_stopped:
        following.unfollow(follows)
    context = {"is_stopped": is_stopped, "follows": [] if is_stopped else follows}
    return render(request, "comments/stop.html", context)


def _follows(person: Commenter, what: str, pk: int):
    """Return what made the letter come."""
    person = person.present()
    if what == "comment":
        comment = Comment.objects.select_related("in_reply_to").filter(pk=pk).first()
        found = Follow.objects.matching_comment(comment) if comment else Follow.objects.none()
    elif what == "article":
        article = Article.objects.filter(pk=pk).first()
        found = Follow.objects.matching_article(article) if article else Follow.objects.none()
    elif what == "digest":
        found = Follow.objects.exclude(rhythm=Follow.Rhythm.AT_ONCE)
    else:
        raise Http404
    return found.filter(pk__in=person.follows.all())


def _expired(request):
    return render(request, "comments/link_expired.html", status=404)
