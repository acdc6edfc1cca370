"""The library of pictures in the admin: what comes in, how it is described, shown and found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from blog.models import WorkingCopy
from content.images import make_image
from content.models import Image
from content.renditions import render
from tests.authors.make import make_author
from tests.blog.make import make_article
from tests.html import flaws

from .library import ADD, LIST, SEVERAL, WORDS, change, shown
from .make import bomb_png, picture, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


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


def test_words_change_without_the_picture(admin):
    image = make_image(upload(picture()), alt="Old")
    before = image.file.name
    admin.post(change(image), {**WORDS, "file": upload(b"x")})
    image.refresh_from_db()
    assert (image.alt, image.file.name) == ("A boat", before)


def test_another_picture_takes_the_place_of_one(admin):
    image = make_image(upload(picture()), alt="Old")
    before = image.file.name
    admin.post(change(image), {**WORDS, "upload": upload(picture(size=(30, 30)))})
    image.refresh_from_db()
    assert image.file.name != before
    assert (image.alt, image.width, Image.objects.count()) == ("A boat", 30, 1)


def test_what_is_not_kept_and_what_stays_is_said_beside_the_fields(admin):
    image = make_image(upload(picture()))
    for url in (ADD, SEVERAL):
        assert "of an animation, only its first picture" in admin.get(url).content.decode()
    said = admin.get(change(image)).content.decode()
    assert "unless an older revision of a text shows it" in said


def test_a_replacement_that_is_no_picture_changes_nothing(admin):
    image = make_image(upload(picture()), alt="Old")
    answer = admin.post(change(image), {**WORDS, "upload": upload(b"\0\0\0\x18ftypheic")})
    assert "HEIC" in answer.context["adminform"].form.errors["upload"][0]
    assert Image.objects.get().alt == "Old"


def test_another_focal_point_asks_for_other_crops(admin):
    image = make_image(upload(picture()))
    render(image)
    DBTaskResult.objects.all().delete()
    admin.post(change(image), {**WORDS, "focal_x": "0.5"})
    assert not DBTaskResult.objects.exists()
    admin.post(change(image), {**WORDS, "focal_x": "0.25"})
    assert DBTaskResult.objects.get().args_kwargs["args"] == [image.pk]
    image.refresh_from_db()
    assert image.srcset("card")  # the old crops, until there are others


def test_a_focal_point_lies_in_the_picture(admin):
    image = make_image(upload(picture()))
    answer = admin.post(change(image), {**WORDS, "focal_x": "1.5"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["focal_x"]


def test_the_list_shows_pictures(admin):
    image = make_image(upload(picture()), alt="A boat")
    page = admin.get(reverse("admin:content_image_changelist")).content.decode()
    assert image.file.url in page
    assert "60 × 40" in page


def test_the_list_says_where_a_picture_is_used(admin):
    cover, figure, portrait, idle = (make_image(upload(picture()), alt=alt) for alt in "abcd")
    make_article(title="Seen", cover=cover, source=f'<img src="{figure.file.url}" alt="">')
    make_author(name="Ines", portrait=portrait)
    page = admin.get(LIST).content.decode()
    assert "Article “Seen” (cover)" in page
    assert "Article “Seen” (text)" in page
    assert "Author “Ines” (portrait)" in page
    assert page.count("Used nowhere") == 1
    assert shown(admin.get(LIST, {"use": "unused"})) == {idle}
    assert shown(admin.get(LIST, {"use": "used"})) == {cover, figure, portrait}
    assert shown(admin.get(LIST, {"q": "b"})) == {figure}


def test_unpublished_changes_are_named_by_their_article_and_keep_their_picture(admin):
    image = make_image(upload(picture()))
    article = make_article(title="Begun")
    WorkingCopy.objects.create(article=article, manuscript={"cover": str(image.pk)})
    page = admin.get(change(image)).content.decode()
    link = reverse("admin:blog_article_change", args=[article.pk])
    assert f'<a href="{link}">Working copy “Begun” (cover)</a>' in page
    assert not shown(admin.get(LIST, {"use": "unused"}))
    admin.post(f"{LIST}{image.pk}/delete/", {"post": "yes"})
    assert Image.objects.filter(pk=image.pk).exists()


def test_a_draft_is_named_by_the_title_that_is_being_written(admin):
    image = make_image(upload(picture()))
    draft = make_article(title="", status="draft")
    typed = {"title": "Of fog", "source": f'<img src="{image.file.url}" alt="">'}
    WorkingCopy.objects.create(article=draft, manuscript=typed)
    assert "Working copy “Of fog” (text)" in admin.get(change(image)).content.decode()
    assert "Of fog" in admin.get(f"/admin/blog/article/{draft.pk}/delete/").content.decode()


def test_one_picture_is_shown_by_itself(admin):
    image = make_image(upload(picture()))
    page = admin.get(reverse("admin:content_image_shown", args=[image.pk])).content.decode()
    assert page.strip().startswith(f'<img src="{image.file.url}" alt=""')
    assert admin.get(reverse("admin:content_image_shown", args=[image.pk + 1])).status_code == 404


def test_undescribed_pictures_are_found(admin):
    make_image(upload(picture()), alt="A boat")
    lacking = make_image(upload(picture()))
    assert shown(admin.get(LIST, {"described": "no"})) == {lacking}


def test_queries_of_the_library_do_not_grow(admin, django_assert_max_num_queries):
    for _ in range(2):
        make_article(cover=make_image(upload(picture())))
    with CaptureQueriesContext(connection) as few:
        admin.get(LIST)
    for _ in range(5):
        image = make_image(upload(picture()))
        make_article(cover=image, source=f'<img src="{image.file.url}" alt="">')
    with django_assert_max_num_queries(len(few)):
        admin.get(LIST)


def test_pages_of_the_library_are_valid(admin):
    image = make_image(upload(picture()), alt="A <boat>")
    render(image)
    make_article(title="<Seen>", cover=image)
    for path in (LIST, SEVERAL, change(image)):
        page = admin.get(path).content.decode()
        assert "<Seen>" not in page
        assert not [flaw for flaw in flaws(page) if "/static/admin/" not in flaw]


# --- Several at once ------------------------------------------------------------------------------


def test_ten_files_at_once_each_with_its_own_sentence(admin, tmp_path):
    good = [upload(picture(), f"good-{number}.png") for number in range(4)]
    bad = [
        upload(b"", "empty.png"),
        upload(b"\0\0\0\x18ftypheic", "phone.heic"),
        upload(b"<svg onload=alert(1)>", "drawing.svg"),
        upload(bomb_png(9_000, 9_000), "bomb.png"),
        upload(picture(form="JPEG", size=(400, 400))[:300], "cut.jpg"),
        upload(b"MZ" * 500, "<b>program.jpg"),
    ]
    eleventh = upload(picture(), "eleventh.png")
    page = admin.post(SEVERAL, {"uploads": [*good, *bad, eleventh], "credit": "Ines"})
    assert page.status_code == 200
    text = page.content.decode()
    assert [image.credit for image in Image.objects.all()] == ["Ines"] * 4
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 4
    assert text.count("is in the library") == 4
    for name, words in (
        ("phone.heic", "HEIC"), ("drawing.svg", "SVG"), ("bomb.png", "too many pixels"),
        ("cut.jpg", "broken"), ("eleventh.png", "Ten at once"), ("&lt;b&gt;program", "no picture"),
    ):  # fmt: skip
        assert words in text[text.index(name) :][:400], name


def test_nothing_taken_is_said_with_a_status(admin):
    answer = admin.post(SEVERAL, {"uploads": [upload(b"no picture", "a.txt")]})
    assert answer.status_code == 422
    answer = admin.post(SEVERAL, {})
    assert answer.status_code == 422
    assert answer.context["form"].errors["uploads"]


def test_a_script_gets_only_what_became_of_its_file(admin):
    answer = admin.post(SEVERAL, {"uploads": [upload(picture())]}, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<li class="is-taken">')


def test_a_full_disk_is_said_and_leaves_nothing(admin, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("no space left")

    monkeypatch.setattr("content.admin.uploads.make_image", full)
    answer = admin.post(SEVERAL, {"uploads": [upload(picture(), "a.png")]})
    assert "could not be stored" in answer.content.decode()
