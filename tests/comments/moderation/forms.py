"""The queue's forms as a browser sends them, and what its pages show."""

from django.urls import reverse

from comments.models import Comment

QUEUE = reverse("admin:comments_queue")
SCRIPT = {"HTTP_HX_REQUEST": "true"}


def seen(comment) -> str:
    comment.refresh_from_db()
    return f"{comment.pk} {comment.status} {comment.text_version}"


def decide(client, comment, to, *, shown=None, **extra):
    url = reverse("admin:comments_queue_decide_one")
    return client.post(url, {"seen": shown or seen(comment), "to": to}, **extra)


def texts(client, **params) -> list[str]:
    page = client.get(QUEUE, params).context["page"]
    return [entry.comment.html for entry in page.entries]


def status_of(comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)
