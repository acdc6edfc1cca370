"""Other hosts come in by the owner's word alone: who counts visitors, and whose films show."""

import pytest
from django.contrib.auth.models import Group

from blog.models import SiteSettings
from tests.authors.make import make_user

from .make import make_article
from .settled import COUNTED, FILM, FORM, OWN, PATH, policy_of, settle

pytestmark = pytest.mark.django_db


# --- Counting visitors -------------------------------------------------------------------------


def test_nobody_counts_visitors_unless_the_owner_says_who(client):
    make_article(slug="a")
    for path in ("/", "/articles/a/"):
        response = client.get(path)
        assert b"<script defer" not in response.content
        assert "http" not in response.headers["Content-Security-Policy"]


def test_who_counts_is_asked_on_shared_pages_and_only_that_host(client):
    settle(**COUNTED)
    make_article(slug="a")
    for path in ("/", "/articles/a/"):
        response = client.get(path)
        script = 'src="https://stats.example.org/js/script.js" data-domain="a.example"></script>'
        assert script in response.content.decode()
        policy = policy_of(response)
        assert policy["script-src"] == f"{OWN} https://stats.example.org"
        assert policy["connect-src"] == "'self' https://stats.example.org"
        assert "stats" not in policy["img-src"]


@pytest.mark.parametrize(
    "path",
    ["/articles/a/reply/", "/account/password/reset/", "/admin/login/", "/x/", "/search/?q=a"],
)
def test_private_pages_are_never_counted(client, path):
    settle(**COUNTED)
    make_article(slug="a")
    response = client.get(path)
    assert b"stats.example.org" not in response.content
    assert "stats" not in response.headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize(
    "host", ["x; script-src *", "https://x.example", "x", "*.example.org", "'self'"]
)
def test_what_is_no_host_widens_nothing(client, owner, host):
    assert b"errorlist" in owner.post(PATH, FORM | COUNTED | {"analytics_host": host}).content
    SiteSettings.objects.update(**COUNTED | {"analytics_host": host})
    response = client.get("/")
    assert b"<script defer" not in response.content
    assert policy_of(response)["script-src"] == OWN


def test_who_counts_needs_a_host_and_a_name(owner):
    for lacking in ("analytics_host", "analytics_id"):
        page = owner.post(PATH, FORM | COUNTED | {lacking: ""})
        assert b"errorlist" in page.content
    assert not SiteSettings.current().analytics_by


def test_editors_cannot_name_a_host_whose_script_readers_run(client):
    settle()
    editor = make_user(is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)
    assert client.get(PATH).status_code == 200
    assert client.post(PATH, FORM | COUNTED).status_code == 403


# --- Embeds ------------------------------------------------------------------------------------


def test_pages_with_a_film_may_show_its_frame_and_others_may_not(client):
    make_article(slug="film", source=FILM)
    make_article(slug="words")
    response = client.get("/articles/film/")
    assert policy_of(response)["frame-src"] == "https://www.youtube-nocookie.com"
    assert b'data-embeds="www.youtube-nocookie.com"' in response.content
    assert b"<iframe" not in response.content
    other = client.get("/articles/words/")
    assert "frame-src" not in policy_of(other)
    assert b"embeds.js" not in other.content


def test_frames_of_other_hosts_need_the_owners_word(client):
    make_article(slug="post", source=FILM.replace("youtu.be/dQw4w9WgXcQ", "town.example/@ana/123"))
    assert "frame-src" not in policy_of(client.get("/articles/post/"))
    settle(embed_hosts="town.example")
    assert policy_of(client.get("/articles/post/"))["frame-src"] == "https://town.example"


def test_hosts_of_embeds_are_hosts(owner):
    owner.post(PATH, FORM | {"embed_hosts": "Town.example\ntown.example  tube.example"})
    assert SiteSettings.current().embed_hosts == "town.example\ntube.example"
    assert b"errorlist" in owner.post(PATH, FORM | {"embed_hosts": "https://x.example"}).content
