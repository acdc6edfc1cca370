"""Which pictures can be taken away, and by whom; what each role may do in the library."""

import pytest
from django.test import TestCase

from authors.models import User
from content.images import make_image
from content.models import Image
from content.renditions import render
from tests.blog.make import make_article

from .library import ADD, LIST, SEVERAL, WORDS, change, delete, member
from .make import picture, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_an_unused_picture_is_deleted_with_its_files(admin, tmp_path):
    image = make_image(upload(picture()))
    render(image)
    with TestCase.captureOnCommitCallbacks(execute=True):
        admin.post(delete(image), {"post": "yes"})
    assert not Image.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("use", ["cover", "text"])
def test_a_used_picture_is_not_deleted(admin, use):
    image = make_image(upload(picture()))
    text = f'<img src="{image.file.url}" alt="">'
    make_article(title="Seen", **({"cover": image} if use == "cover" else {"source": text}))
    assert "“Seen”" in admin.get(delete(image)).content.decode()
    admin.post(delete(image), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [image.pk]}
    assert "“Seen”" in admin.post(LIST, chosen).content.decode()
    admin.post(LIST, {**chosen, "post": "yes"})
    assert Image.objects.exists()


def test_several_unused_pictures_are_deleted_at_once(admin, tmp_path):
    images = [make_image(upload(picture())) for _ in range(3)]
    chosen = {"action": "delete_selected", "_selected_action": [image.pk for image in images]}
    with TestCase.captureOnCommitCallbacks(execute=True):
        admin.post(LIST, {**chosen, "post": "yes"})
    assert not Image.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_author_describes_pictures_and_takes_none_away(client):
    image = make_image(upload(picture()), alt="Old")
    before = image.file.name
    member(client, "Author")
    assert b'type="file"' not in client.get(change(image)).content
    client.post(change(image), {**WORDS, "upload": upload(picture("L"))})
    image.refresh_from_db()
    assert (image.alt, image.file.name) == ("A boat", before)
    assert client.post(delete(image), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
    client.post(LIST, chosen)
    assert Image.objects.exists()
    assert client.get(SEVERAL).status_code == 200


def test_an_editor_may_delete(client):
    image = make_image(upload(picture()))
    member(client, "Editor")
    client.post(delete(image), {"post": "yes"})
    assert not Image.objects.exists()


def test_an_author_learns_no_title_of_somebody_elses_draft(client):
    image = make_image(upload(picture()))
    make_article(title="Secret", status="draft", cover=image)
    member(client, "Author")
    for path in (LIST, change(image)):
        page = client.get(path).content.decode()
        assert "Secret" not in page
        assert "Article that you may not see (cover)" in page


def test_staff_without_the_right_sees_nothing(client):
    client.force_login(User.objects.create_user("bob@site.test", name="Bob", is_staff=True))
    image = make_image(upload(picture()))
    assert client.get(LIST).status_code == 403
    assert client.post(ADD, WORDS).status_code == 403
    assert client.get(change(image)).status_code == 403
    assert client.post(delete(image), {"post": "yes"}).status_code == 403
    assert client.get(SEVERAL).status_code == 403
    assert client.post(SEVERAL, {"uploads": [upload(picture())]}).status_code == 403
    assert Image.objects.count() == 1


def test_a_stranger_is_asked_to_sign_in(client):
    for path in (LIST, SEVERAL):
        assert client.get(path).url.startswith("/admin/login/")
