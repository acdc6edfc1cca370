"""The library of pictures for tests: its addresses, what its form sends, and who looks."""

from django.contrib.auth.models import Group
from django.urls import reverse

from authors.models import User

LIST = "/admin/content/image/"
ADD = "/admin/content/image/add/"
SEVERAL = "/admin/content/image/upload/"
WORDS = {"alt": "A boat", "caption": "", "credit": "", "focal_x": "0.5", "focal_y": "0.5"}


def change(image) -> str:
    return reverse("admin:content_image_change", args=[image.pk])


def delete(image) -> str:
    return reverse("admin:content_image_delete", args=[image.pk])


def shown(answer) -> set:
    return set(answer.context["cl"].result_list)


def member(client, role: str) -> None:
    user = User.objects.create_user("carol@site.test", name="Carol", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
