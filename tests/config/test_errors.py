import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.broken_urls")]


@pytest.fixture
def reader():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def used(answer):
    return {template.name for template in answer.templates}


@pytest.mark.parametrize(
    ("path", "status"), [("/bad", 400), ("/forbidden", 403), ("/nowhere", 404), ("/crash", 500)]
)
def test_error_has_a_page_of_ours(reader, path, status):
    answer = reader.get(path)
    assert answer.status_code == status
    assert f"{status}.html" in used(answer)
    assert "Content-Security-Policy" in answer.headers
    assert "ZeroDivision" not in answer.text


@pytest.mark.parametrize("path", ["/bad", "/forbidden", "/nowhere"])
def test_error_page_is_never_kept(reader, path):
    assert "no-store" in reader.get(path).headers["Cache-Control"]


def test_unknown_host_is_a_bad_request(reader):
    answer = reader.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_form_without_its_token_gets_our_page(reader):
    answer = reader.post("/guarded-form", {"body": "words"})
    assert answer.status_code == 403
    assert "403.html" in used(answer)


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"body": "x" * 1_100_000}},
        {"data": "body=" + "x" * 1_100_000, "content_type": "application/x-www-form-urlencoded"},
        {
            "data": "&".join(f"f{number}=" for number in range(2_100)),
            "content_type": "application/x-www-form-urlencoded",
        },
    ],
)
def test_form_that_is_too_large_gets_our_page(reader, sent):
    answer = reader.post("/form", **sent)
    assert answer.status_code == 413
    assert "413.html" in used(answer)


def test_huge_body_is_refused_by_its_announced_length(reader, settings):
    answer = reader.post("/form", {"body": "x"}, CONTENT_LENGTH=str(settings.LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert "413.html" in used(answer)


@pytest.mark.parametrize("length", ["", "-5", "ten", "²", "9" * 40])
def test_odd_length_is_no_crash(reader, length):
    assert reader.post("/form", {"body": "x"}, CONTENT_LENGTH=length).status_code < 500


def test_body_that_is_no_form_is_a_bad_request(reader):
    answer = reader.post("/form", "\x00\xff", content_type="multipart/form-data; boundary=")
    assert answer.status_code == 400


def test_comment_that_lost_its_token_gets_its_text_back(reader):
    answer = reader.post("/guarded-form", {"body": "Long <thoughts>"})
    assert "Long &lt;thoughts&gt;</textarea>" in answer.text


def test_script_that_sent_a_form_gets_the_words_alone_above_its_fields(reader):
    answer = reader.post("/guarded-form", {"body": "words"}, headers={"hx-request": "true"})
    assert answer.status_code == 403
    assert answer.text.startswith('<div class="notice" role="alert">')
    assert answer.headers["HX-Reswap"] == "afterbegin"
    assert "no-store" in answer.headers["Cache-Control"]
