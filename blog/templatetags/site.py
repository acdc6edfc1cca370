"""What every page takes from the site's settings beside words: who counts, and whose frames may show."""

from django import template
from django.utils.html import format_html

from blog.models import SiteSettings
from content.embeds import framed
from content.policy import widen

register = template.Library()


@register.simple_tag(takes_context=True)
def counted(context):
    """Give the script of who counts visitors: on readers' shared pages alone, where the owner wants it."""
    request, site = context.get("request"), context.get("site")
    view = getattr(getattr(request, "resolver_match", None), "func", None)
    if not hasattr(view, "follows") or not isinstance(site, SiteSettings):
        return ""
    if "q" in request.GET:  # what somebody looks for would go there with the address
        return ""
    counter = site.counter
    if counter is None:
        return ""
    for directive in ("script-src", "connect-src"):
        widen(request, directive, counter.origin)
    # The attribute is one of three names of ours (blog/analytics.py).
    return format_html(
        '<script defer src="{}" {}="{}"></script>', counter.script, counter.attribute, counter.value
    )


@register.simple_tag(takes_context=True)
def embeds(context, html: str) -> str:
    """Let the page show the frames that its text offers; the hosts allowed, for the script."""
    hosts = framed(html, context["site"].own_embed_hosts)
    if hosts:
        widen(context["request"], "frame-src", *(f"https://{host}" for host in hosts))
    return " ".join(hosts)
