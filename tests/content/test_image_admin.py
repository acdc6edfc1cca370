import pytest
from django.urls import reverse

from authors.models import User
from content.images import make_image
from content.models import Image

from .make import picture, upload

pytestmark = pytest.mark.django_db
WORDS = {"alt": "A boat", "caption": "", "credit": "", "focal_x": "0.5", "focal_y": "0.5"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("alice@site.test", name="Alice"))
    return client


def test_an_upload_becomes_an_image(admin):
    url = reverse("admin:content_image_add")
    assert b'name="upload"' in admin.get(url).content
    answer = admin.post(url, {**WORDS, "upload": upload(picture(form="JPEG"))})
    assert answer.status_code == 302
    image = Image.objects.get()
    assert (image.alt, image.width, image.height) == ("A boat", 60, 40)
    assert image.file.name.endswith(".jpg")


def test_what_is_no_picture_is_refused_beside_the_field(admin):
    url = reverse("admin:content_image_add")
    answer = admin.post(url, {**WORDS, "upload": upload(b"<svg onload=alert(1)>", "a.png")})
    assert answer.status_code == 200
    assert "SVG" in answer.context["adminform"].form.errors["upload"][0]
    assert not Image.objects.exists()


def test_words_change_and_the_picture_never_does(admin):
    image = make_image(upload(picture()), alt="Old")
    before = image.file.name
    url = reverse("admin:content_image_change", args=[image.pk])
    assert b'type="file"' not in admin.get(url).content
    admin.post(url, {**WORDS, "upload": upload(picture("L")), "file": upload(b"x")})
    image.refresh_from_db()
    assert (image.alt, image.file.name) == ("A boat", before)


def test_the_list_shows_pictures(admin):
    image = make_image(upload(picture()), alt="A boat")
    page = admin.get(reverse("admin:content_image_changelist")).content.decode()
    assert image.file.url in page
    assert "60 × 40" in page


def test_an_editor_without_the_right_sees_nothing(client):
    client.force_login(User.objects.create_user("bob@site.test", name="Bob", is_staff=True))
    assert client.get(reverse("admin:content_image_changelist")).status_code == 403
    assert client.post(reverse("admin:content_image_add"), WORDS).status_code == 403
