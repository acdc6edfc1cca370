"""How a text would look, by the renderer that posting uses. Nothing is stored, and nothing is kept of it."""

from django.shortcuts import render

from content.markup import OutOfBounds, comment_html

from ..writing.forms import EditForm


def is_asked_for(request) -> bool:
    return "preview" in request.POST


def preview(request) -> dict:
    """Return the ``html`` of the text that was sent, or the ``problem`` for which it could not be posted."""
    form = EditForm(request.POST)
    if not form.is_valid():
        return {"problem": form.errors["body"][0]}
    try:
        return {"html": comment_html(form.cleaned_data["body"])}
    except OutOfBounds as problem:
        return {"problem": str(problem)}


def fragment(request, shown: dict):
    """The preview alone, for scripts; should htmx ask for it, it goes above the fields of the form."""
    response = render(
        request, "comments/_preview.html", {"preview": shown}, status=status_of(shown)
    )
    response["HX-Retarget"], response["HX-Reswap"] = "this", "afterbegin"
    return response


def status_of(shown: dict) -> int:
    return 422 if "problem" in shown else 200
