"""Where what a letter is about stands: whether readers may see it, and with what mailboxes show it."""

from django.utils import timezone

from blog.models import Article

from ..models import Comment

FOR_A_LETTER = ("discussion__article", "in_reply_to", "commenter__user")  # of a comment in one


def is_shown(article: Article) -> bool:
    return Article.objects.visible(timezone.now()).filter(pk=article.pk).exists()


def threads_of(comment: Comment) -> tuple[str, ...]:
    """Return what the letter belongs to, as Composed names it."""
    return (f"discussion-{comment.discussion_id}", f"thread-{comment.tree_id}")
