"""What a page leaves out and its reader has to find: their own answers that others do not see."""

from django.http import Http404

from ..models import Comment, Commenter, Discussion
from . import thread_views
from .thread_views import ThreadView

THREADS_APART = 5  # threads of other pages that are shown for the sake of an own answer


def brought_into_sight(
    discussion: Discussion,
    reader: Commenter,
    views: list[ThreadView],
    *,
    posted: int | None,
    is_beginning: bool,
) -> dict:
    """
    Add to ``views`` the reader's own held answers, and the comment ``posted``, that they leave out.

    ``is_beginning``: what stands in threads of other pages comes too, each with its surroundings.
    Raises Http404: ``posted`` is not the reader's.
    """
    seen = {comment.pk for view in views for comment in view.comments}
    answers = thread_views.own_answers(discussion, reader, without=seen, posted=posted)
    by_thread = {view.thread.pk: view for view in views}
    apart = []
    for answer in answers:
        if view := by_thread.get(answer.tree_id):
            _add(view, answer)
        elif is_beginning and len(apart) < THREADS_APART:
            apart.append(_window(discussion, reader, answer.pk))
            by_thread[answer.tree_id] = apart[-1]
    found = {"own_threads": apart}
    if posted is None:
        return found
    if posted not in seen and posted not in {answer.pk for answer in answers}:
        apart.append(_window(discussion, reader, posted))
    return found | {"posted": posted}


def _add(view: ThreadView, answer: Comment) -> None:
    if all(answer.pk != comment.pk for comment in view.comments):
        view.further.insert(0, answer)


def _window(discussion: Discussion, reader: Commenter, pk: int) -> ThreadView:
    """Return an own comment of another page with its surroundings. Raises Http404."""
    comment = Comment.objects.filter(discussion=discussion, commenter=reader, pk=pk).first()
    if comment is None:
        raise Http404
    return thread_views.window(comment, reader=reader)
