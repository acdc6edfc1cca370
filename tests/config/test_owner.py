import os

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_owners_style_sheet_comes_last_and_is_served(client, data):
    (data / "site.css").write_text(":root { --accent: #a40 }")
    html = client.get("/archive/").text
    assert html.index("css/house.bundle") < html.index('href="/site.css?v=')
    answer = client.get("/site.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert b"".join(answer.streaming_content) == b":root { --accent: #a40 }"


def test_changed_style_sheet_has_a_new_address(client, data):
    sheet = data / "site.css"
    sheet.write_text("a {}")
    before = client.get("/archive/").text
    os.utime(sheet, (1, 1))
    assert client.get("/archive/").text != before


def test_without_one_there_is_neither_link_nor_file(client, data):
    assert "site.css" not in client.get("/archive/").text
    assert client.get("/site.css").status_code == 404
