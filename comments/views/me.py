"""The page of one's own, by a link from a letter or by cookie: no account, and nothing for guessers."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from content import post
from content.paging import page_of

from ..letters import confirming, links
from ..models import Comment, Commenter, Follow
from ..people import following, identity, merging
from ..reading.section import number
from ..writing.forms import AddressForm
from .addressed import SeeOther
from .following import TOO_MANY
from .private import private_page

COMMENTS_A_PAGE = 20


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def me(request, token=None):
    """All that is one's own here. What is pressed on it is sent to it."""
    person = person_by(request, token)
    if person is None:
        context = {"form": AddressForm(), "is_expired": token is not None}
        context["is_asked"] = "asked" in request.GET
        return render(request, "comments/me_link.html", context, status=404 if token else 200)
    if request.method == "POST":
        return _do(request, person)
    return render(request, "comments/me.html", _all_of(request, person))


def _all_of(request, person: Commenter) -> dict:
    comments = Comment.objects.filter(commenter=person).exclude(html="")
    comments = comments.select_related("discussion__article").order_by("-pk")
    page = page_of(comments, request.GET.get("page"), per_page=COMMENTS_A_PAGE)
    notes = {f"is_{name}": name in request.GET for name in ("followed", "asked", "joined")}
    return notes | {
        "person": person,
        "page": page,
        "follows": person.follows.select_related(
            "discussion__article", "thread", "category", "author"
        ).order_by("pk"),
        "rhythms": Follow.Rhythm,
        "second_guest": second_guest(request, person),
        "pause": post.pause_of(person.mailbox),
    }


@private_page
@require_POST
def me_link(request):
    """Send the link to one's own page; the answer is the same whether the address is known or not."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "comments/me_link.html", {"form": form}, status=422)
    try:
        confirming.ask(
            form.cleaned_data["email"],
            wish={},
            network=str(request.network),
            commenter=identity.commenter_of(request),
            now=timezone.now(),
        )
    except confirming.TooMany:
        form.add_error(None, TOO_MANY)
        return render(request, "comments/me_link.html", {"form": form}, status=429)
    return SeeOther(f"{reverse('comments:me')}?asked=1")


def person_by(request, token: str | None) -> Commenter | None:
    """Return whose page a link leads to, or without one whom the browser is known as."""
    if token is None:
        return identity.commenter_of(request)
    pk = links.opened("me", token)
    person = Commenter.objects.filter(pk=pk).first() if pk else None
    person = person and person.present()
    return None if person is None or person.erased_at else person


def second_guest(request, person: Commenter) -> Commenter | None:
    """Return whom this browser is known as, where that may be the owner of the page as well."""
    known = identity.commenter_of(request)
    return known if merging.can_join(person, known) else None


def _do(request, person: Commenter):
    if "comment" in request.POST:
        return _take_to(request, person)
    follow = get_object_or_404(person.follows, pk=number(request.POST.get("follow", "")))
    if "stop" in request.POST:
        following.unfollow(person.follows.filter(pk=follow.pk))
    elif (rhythm := request.POST.get("rhythm")) in Follow.Rhythm.values:
        following.follow(person, follow.target, rhythm=rhythm, now=timezone.now())
    return SeeOther(f"{request.path}#follows")


def _take_to(request, person: Commenter):
    """Go on to the page that edits or withdraws; from then on this browser is known as its writer's."""
    do = request.POST.get("do")
    if do not in {"edit", "withdraw"}:
        raise Http404
    comments = Comment.objects.filter(commenter=person)
    comment = get_object_or_404(comments, pk=number(request.POST["comment"]))
    response = SeeOther(reverse(f"comments:{do}", args=[comment.pk]))
    identity.remember(request, response, person)
    return response
