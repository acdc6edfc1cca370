"""The desk's own addresses, for scripts and buttons of the article's form. Each fetch asks who may."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from authors.models import Author
from blog import findings, manuscript, previews, writing
from blog.former_addresses import led_elsewhere
from blog.models import Article, Impossible, SiteSettings, WorkingCopy
from content import markup
from content.images import Refused, make_image
from content.models import Image
from content.paging import page_of

PICTURES_A_PAGE = 24
LONGEST_REASON = 2_000  # characters

MOVES = ("send_back", "redraft", "archive", "trash", "untrash")  # methods of the article


def may_write(user) -> bool:
    """Say whether ``user`` may begin an article: an editor, or somebody who signs articles."""
    if not user.has_perm("blog.add_article"):
        return False
    return user.has_perm("blog.edit_all_articles") or Author.objects.filter(user=user).exists()


def editable(request, pk: int) -> Article:
    """Return the article, where the one who asks may change it. Raises PermissionDenied, Http404."""
    if not request.user.has_perm("blog.change_article"):
        raise PermissionDenied
    return get_object_or_404(Article.objects.editable_by(request.user), pk=pk)


@never_cache
@require_POST
def autosave(request, pk=None):
    """Keep what is typed; the answer says the version, 409 that there is a newer one."""
    if pk is None and not may_write(request.user):
        raise PermissionDenied
    article = None if pk is None else editable(request, pk)
    now = timezone.now()
    try:
        typed = manuscript.typed(request.POST)
        if article is None:
            return _kept(writing.begin(manuscript=typed, by=request.user, now=now))
        version = manuscript.number(request.POST.get("version", ""))
        return _kept(
            writing.keep(
                article=article, manuscript=typed, version=version, by=request.user, now=now
            )
        )
    except manuscript.TooLong as error:
        return JsonResponse({"too_long": error.args[0]}, status=413)
    except writing.Newer as newer:
        who = str(newer.copy.edited_by or _("Somebody"))
        return JsonResponse({"who": who, "version": newer.copy.version}, status=409)


def _kept(copy: WorkingCopy) -> JsonResponse:
    article = copy.article
    return JsonResponse(
        {
            "version": copy.version,
            "at": date_format(timezone.localtime(copy.edited_at), "TIME_FORMAT"),
            "url": reverse("admin:blog_article_change", args=[article.pk]),
            "autosave": reverse("admin:blog_article_autosave", args=[article.pk]),
            "preview": reverse("admin:blog_article_preview", args=[article.pk]),
            "findings": about(article, copy.manuscript or manuscript.settled(article)),
        }
    )


def about(article: Article, typed: dict) -> list[str]:
    """Return the warnings about what is typed."""
    now, home = timezone.now(), settings.SITE_URL
    slugs = findings.linked_articles(typed["source"], home=home)
    seen = Article.objects.visible(now).filter(slug__in=slugs)
    hidden = slugs - set(seen.values_list("slug", flat=True))
    return findings.findings(
        title=typed.get("seo_title") or typed["title"],
        summary=typed.get("seo_description") or typed["summary"],
        source=typed["source"],
        hidden=hidden,
        hosts=SiteSettings.current().own_embed_hosts,
        home=home,
        gone_pictures=_gone_pictures(typed["source"]),
        taken_from=led_elsewhere("articles", typed["slug"], own=article.slug, now=now) or "",
    )


def _gone_pictures(source: str) -> int:
    """Return how many pictures of a text the library has no longer."""
    own = settings.MEDIA_URL
    pictures = markup.survey(source).pictures
    names = {each.removeprefix(own) for each in pictures if each.startswith(own)}
    return len(names - set(Image.objects.filter(file__in=names).values_list("file", flat=True)))


@never_cache
@require_safe
def preview(request, pk):
    return previews.page(request, editable(request, pk))


@require_POST
def move(request, pk):
    """Lead an article from one state to another; what was typed meanwhile is kept first."""
    article = editable(request, pk)
    name = request.POST.get("deed", "")
    now = timezone.now()
    try:
        _keep_typed(request, article, now)
        _do(name, article, reason=request.POST.get("reason", ""), by=request.user, now=now)
    except Impossible as impossible:
        messages.error(request, str(impossible))
    else:
        messages.success(request, _("Done: “%s”.") % article)
    return HttpResponseRedirect(reverse("admin:blog_article_change", args=[pk]))


def _do(deed: str, article: Article, *, reason: str, by, now) -> None:
    if deed == "review":
        writing.ask_for_review(article=article, by=by, now=now)
    elif deed == "discard":
        writing.discard(article=article, by=by, now=now)
    elif deed == "void_links":
        writing.void_links(article=article)
    elif deed == "give_way":
        return  # what was typed is among the revisions by now
    elif deed not in MOVES or not article.can_be_moved_by(by, deed):
        raise PermissionDenied
    elif deed == "send_back":
        reason = reason[:LONGEST_REASON].strip()
        writing.send_back(article=article, reason=reason, by=by, now=now)
    else:
        getattr(article, deed)(by=by, now=now)


def _keep_typed(request, article: Article, now) -> None:
    """Keep what stood in the form. Where somebody saved meanwhile, it stays among the revisions."""
    deed = request.POST.get("deed")
    if "source" not in request.POST or deed == "discard":
        return
    typed, how = manuscript.sent(request.POST), {"by": request.user, "now": now}
    version = manuscript.number(request.POST.get("version", ""))
    try:
        if deed == "give_way":
            article.record("gave way", manuscript=typed, **how)
        else:
            writing.keep(article=article, manuscript=typed, version=version, **how)
    except writing.Newer:
        article.record("gave way", manuscript=typed, **how)
        messages.warning(
            request, _("Somebody saved meanwhile: your last changes are among the revisions.")
        )


@never_cache
@require_safe
def schedule(request):
    """What appears when, by days, and what waits for an editor."""
    if not request.user.has_perm("blog.view_article"):
        raise PermissionDenied
    articles = Article.objects.editable_by(request.user).with_working_title()
    articles = articles.prefetch_related("bylines__author").defer("source", "html", "text")
    context = {
        **admin.site.each_context(request),
        "title": _("Schedule"),
        "scheduled": articles.scheduled(timezone.now())
        .annotate(day=TruncDate("published_at"))
        .order_by("published_at", "pk"),
        "waiting": articles.waiting().order_by("updated_at", "pk"),
    }
    return TemplateResponse(request, "admin/blog/article/schedule.html", context)


@never_cache
@require_safe
def library(request):
    """The pictures there are, the newest first, a page at a time: for the editor's dialog."""
    if not request.user.has_perm("content.view_image"):
        raise PermissionDenied
    words = request.GET.get("q", "").replace("\0", "")[:100]
    found = Q(alt__icontains=words) | Q(caption__icontains=words) | Q(credit__icontains=words)
    pictures = Image.objects.filter(found).order_by("-uploaded_at", "-pk")
    page = page_of(pictures, request.GET.get("page"), per_page=PICTURES_A_PAGE)
    return TemplateResponse(request, "admin/blog/article/_library.html", {"page": page})


@require_POST
def upload(request):
    """Take a picture that was dropped, pasted or chosen; 422 with a sentence where it is none."""
    if not request.user.has_perm("content.add_image"):
        raise PermissionDenied
    file = request.FILES.get("picture")
    if file is None:
        return JsonResponse({"problem": _("Choose a picture.")}, status=422)
    try:
        image = make_image(file, alt=request.POST.get("alt", "")[:300])
    except Refused as refused:
        return JsonResponse({"problem": " ".join(refused.messages)}, status=422)
    data = {"url": image.file.url, "width": image.width, "height": image.height, "id": image.pk}
    return JsonResponse(data, status=201)
