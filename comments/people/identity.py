"""Who is asking: the commenter behind a request, by account or by a signed cookie."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ..models import Commenter
from ..models.commenter import new_token

COOKIE = "__Host-commenter" if settings.IS_SECURE else "commenter"
HINT_COOKIE = "has-commented"  # readable by scripts: whether asking for the own view is worth it
COOKIE_AGE = 365 * 24 * 3600  # seconds; renewed with every comment
SALT = "comments.commenter"


def commenter_of(request: HttpRequest) -> Commenter | None:
    """Return who is asking; None for somebody who never commented here."""
    if request.user.is_authenticated:
        return Commenter.objects.filter(user=request.user).first()
    token = _token_in(request)
    return _known_by(token) if token else None


def commenter_for_posting(request: HttpRequest, name: str) -> Commenter:
    """
    Return who is asking; somebody new and unsaved where that is nobody yet.

    Of those who were introduced and did nothing, all who ask at once are one: the cookie's (``settled``).
    """
    if existing := commenter_of(request):
        return existing
    if request.user.is_authenticated:
        return Commenter(user=request.user, is_member=True, name=request.user.name)
    return Commenter(token=_token_in(request) or new_token(), name=name)


def introduce(request: HttpRequest, response: HttpResponse) -> None:
    """
    Give a guest whom nobody knows the cookie before their first deed.

    So fifty clicks that are sent at once come from one person. A row is made only with the deed.
    """
    if not request.user.is_authenticated and not _token_in(request):
        _set_cookie(response, COOKIE, signing.dumps(new_token(), salt=SALT), httponly=True)


def remember(request: HttpRequest, response: HttpResponse, commenter: Commenter) -> None:
    """
    Give a guest the cookie by which they are known; members have their session.

    One that leads to them since they were merged is renewed as it is: they may be parted again.
    """
    if commenter.token:
        own = _token_in(request)
        leads_here = own and own != commenter.token and _known_by(own) == commenter
        signed = signing.dumps(own if leads_here else commenter.token, salt=SALT)
        _set_cookie(response, COOKIE, signed, httponly=True)
    hint(response)


def hint(response: HttpResponse) -> None:
    """Let scripts know that this person's own view of a discussion holds more than everybody's."""
    _set_cookie(response, HINT_COOKIE, "1")


def forget(response: HttpResponse) -> None:
    """Take back the cookies: whoever uses this browser from now on is somebody else."""
    for name in (COOKIE, HINT_COOKIE):
        response.delete_cookie(name, samesite="Lax")


def _set_cookie(response: HttpResponse, name: str, value: str, *, httponly: bool = False) -> None:
    options = {"max_age": COOKIE_AGE, "secure": settings.IS_SECURE, "samesite": "Lax"}
    response.set_cookie(name, value, httponly=httponly, **options)


def _token_in(request: HttpRequest) -> str | None:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return None


def _known_by(token: str) -> Commenter | None:
    commenter = Commenter.objects.filter(token=token, erased_at=None).first()
    return commenter and commenter.present()
