"""The desk: an author writes, illustrates, is cut off, comes back, shows it around; an editor publishes."""

import base64
import re
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.content.make import picture
from tests.tour import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.look]

CLIPBOARD = Path(__file__).parent / "clipboard"
DROP = """(area, files) => {
  const dataTransfer = new DataTransfer();
  for (const [bytes, name, type] of files)
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const { left, bottom } = area.getBoundingClientRect();
  const place = { clientX: left + 60, clientY: bottom - 20 };
  area.dispatchEvent(new DragEvent("drop", { ...place, bubbles: true, cancelable: true, dataTransfer }));
}"""
PASTE = """(area, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""

PASTE_FILE = """(area, [bytes, name, type]) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type }));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
NAMELESS = """new MutationObserver(() => {
  globalThis.nameless ||= document.querySelector(".ProseMirror:not([aria-label])") !== null;
}).observe(document, { childList: true, subtree: true })"""
AT_THE_END = """() => {
  const { state } = document.querySelector(".ProseMirror").editor;
  return !state.doc.textBetween(state.selection.head, state.doc.content.size, "", "*");
}"""
PNG = "image/png"
FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"


def text(page):
    area = page.locator(".ProseMirror[contenteditable=true]")
    area.wait_for()
    return area


def to_the_end(page):
    """Put the caret behind all that is written; the editor's first focus may undo what a key did."""
    for _again in range(40):
        text(page).press("Control+End")
        page.wait_for_timeout(250)
        if page.evaluate(AT_THE_END):
            return
    pytest.fail("the caret did not go to the end")


def source(page) -> str:
    return page.locator("[name=source]").input_value()


def drop(page, data: bytes, name: str, kind: str):
    drop_all(page, [(data, name, kind)])


def drop_all(page, files):
    text(page).evaluate(DROP, [[list(data), name, kind] for data, name, kind in files])


def kept(page):
    page.locator("[data-keeping]", has_text="Kept at").wait_for()


def press(page, name: str):
    page.get_by_role("button", name=name, exact=True).click()
    page.locator(".messagelist .success").wait_for()


def come_back(page, address: str):
    """Close the window and open another, as on the next morning."""
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    return again


def test_the_text_has_its_name_from_its_first_moment(page, site):
    page.add_init_script(NAMELESS)
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page)
    assert page.evaluate("globalThis.nameless") is False


def test_what_only_this_device_keeps_is_shown_to_its_writer_alone(page, site):
    def next_person(page, role):
        page.context.clear_cookies()
        page = come_back(page, "/")
        sign_in(page, site.logins[role])
        page.goto("/admin/blog/article/add/")
        return page

    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page).click()
    page.context.set_offline(True)
    page.keyboard.type("Between us.")
    page.locator("[data-keeping]", has_text="does not answer").wait_for()
    page = next_person(page, "administrator")
    expect(text(page)).to_have_text("")
    page = next_person(page, "author")
    expect(text(page)).to_have_text("Between us.")


def test_an_article_from_the_first_word_to_a_restored_revision(visitor, site):
    title = f"Of lamps {uuid.uuid4().hex[:8]}"
    author, editor, stranger = visitor(), visitor(), visitor()
    sign_in(author, site.logins["author"])
    author.goto("/admin/blog/article/add/")
    expect(text(author)).to_have_attribute("aria-label", "Text of the article")
    expect(text(author)).to_have_attribute("spellcheck", "true")

    author.get_by_label("Title:").fill(title)
    text(author).click()
    author.keyboard.type("A lamp is lit.")
    drop(author, picture(size=(600, 400)), "lamp.png", "image/png")
    alt = author.get_by_label("What does the picture show? (lamp.png)")
    alt.fill("A great lens")
    alt.press("Enter")
    to_the_end(author)
    author.keyboard.type("Said the keeper")
    author.locator("[data-name=blockquote]").click()
    kept(author)
    assert re.search(r"/article/\d+/change/$", author.url)
    assert author.troubles == []

    author.context.set_offline(True)
    to_the_end(author)
    author.keyboard.type(", cut off")
    author.locator("[data-keeping]", has_text="does not answer").wait_for()
    author = come_back(author, author.url)
    expect(text(author)).to_contain_text("Said the keeper, cut off")
    author.get_by_text("What this device kept is back in the form.").wait_for()
    kept(author)
    author = come_back(author, author.url)
    expect(text(author)).to_contain_text("Said the keeper, cut off")

    link = author.locator("#preview-link").input_value()
    assert stranger.goto(link).status == 200
    expect(stranger.locator("h1")).to_have_text(title)
    expect(stranger.locator(".article blockquote")).to_have_text("Said the keeper, cut off")
    expect(stranger.locator(".prose img").first).to_have_attribute("alt", "A great lens")
    assert stranger.context.cookies() == []
    press(author, "Send to review")

    sign_in(editor, site.logins["administrator"])
    editor.goto(author.url)
    text(editor)
    press(editor, "Publish")
    view = editor.get_by_role("link", name="View on site").first.get_attribute("href")
    for page in (editor, stranger):
        page.goto(view)
        expect(page.locator("h1")).to_have_text(title)
    expect(stranger.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    editor.get_by_role("link", name="Edit", exact=True).click()

    to_the_end(editor)
    editor.keyboard.type(" for ever")
    kept(editor)
    stranger.reload()
    expect(stranger.locator(".article blockquote")).to_have_text("Said the keeper, cut off")
    press(editor, "Publish changes")
    stranger.reload()
    expect(stranger.locator(".article blockquote")).to_have_text(
        "Said the keeper, cut off for ever"
    )

    editor.get_by_role("link", name="Revisions", exact=True).click()
    editor.locator(".revisions tbody tr", has_text="changes published").get_by_role("link").click()
    expect(editor.locator(".difference ins")).to_have_text(" for ever")
    editor.go_back()
    editor.locator(".revisions tbody tr").nth(1).get_by_role("link").click()
    press(editor, "Restore this revision")
    text(editor)
    press(editor, "Publish changes")
    stranger.reload()
    expect(stranger.locator(".article blockquote")).to_have_text("Said the keeper, cut off")
    assert stranger.troubles == editor.troubles == []


def test_what_word_and_google_docs_lay_in_the_clipboard_comes_out_clean(visitor, site):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page).evaluate(PASTE, (CLIPBOARD / "word.html").read_text())
    html = source(page)
    assert html.startswith(
        "<h2>Of lamps</h2><p>A <strong>bright</strong> and <em>steady</em> light.</p>"
    )
    assert (
        "<ul><li><p>Oil</p><ul><li><p>from whales</p></li></ul></li><li><p>Gas</p></li></ul>"
        in html
    )
    assert "<li><p>trim</p></li><li><p>light</p></li></ol>" in html
    assert '<p>And after a while:[1]</p><ol data-type="decimal" start="3"><li><p>watch</p>' in html
    assert "<h2>A numbered heading</h2>" in html
    assert "<p>⟦Picture missing: A great lens⟧</p>" in html
    assert "mso" not in html.lower()

    text(page).press("Control+a")
    text(page).evaluate(PASTE, (CLIPBOARD / "word-web.html").read_text())
    assert source(page).replace(' data-type="decimal"', "") == (
        "<h2>Of wicks</h2>"
        "<ul><li><p><strong>flat</strong></p><ul><li><p>of cotton</p></li></ul></li>"
        "<li><p>round</p></li></ul><p>Then:</p><ol><li><p>trim</p></li><li><p>light</p></li></ol>"
    )

    text(page).press("Control+a")
    data = base64.b64encode(picture()).decode()
    text(page).evaluate(PASTE, (CLIPBOARD / "docs.html").read_text().replace("DATA", data))
    page.get_by_label("What does the picture show? (Drawn here)").wait_for()
    html = source(page)
    assert html.startswith(
        "<h2>Of fog</h2><p>It is <strong>thick</strong> and <em>cold</em>, says "
        '<a href="https://example.org/fog">a page</a>.</p><ul><li><p>one</p></li><li><p>two</p></li></ul>'
    )
    assert "<ul><li><p>to do</p></li></ul>" in html
    left, right = "<p>⟦Picture missing: left⟧</p>", "<p>⟦Picture missing: right⟧</p>"
    assert f"<p>Both and here.</p>{left}{right}" in html
    assert "⟦Picture missing: without a name⟧" in html
    assert re.search(r'<figure[^>]*><img src="/media/images/', html)
    assert "Drawn here" not in html.replace('alt="Drawn here"', "")
    assert page.troubles == []  # the policy has nothing to report


def test_what_was_copied_from_a_page_keeps_its_own_pictures_and_leaves_gaps_for_others(
    visitor, site
):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/articles/what-a-lighthouse-says/")
    figure = page.locator(".prose figure:has(img)").first
    path = figure.locator("img").get_attribute("src")
    words = figure.locator("figcaption").inner_text()
    # As browsers copy it: with the host in front.
    copied = figure.evaluate("(each) => each.outerHTML").replace('src="/', f'src="{site.url}/')
    page.goto("/admin/blog/article/add/")
    text(page).evaluate(PASTE, copied)
    assert f'<img src="{path}"' in source(page)
    assert words in source(page)
    assert "⟦" not in source(page)

    text(page).press("Control+a")
    text(page).evaluate(PASTE, copied.replace(site.url, "https://elsewhere.example"))
    assert re.fullmatch(rf"<p>⟦Picture missing: [^⟧]*⟧</p><p>{re.escape(words)}</p>", source(page))
    assert page.troubles == []


def test_a_hostile_picture_is_refused_where_it_was_dropped(visitor, site):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    drop(page, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "evil.svg", "image/svg+xml")
    expect(page.locator(".upload[role=alert]")).to_contain_text("SVG drawings can carry programs")
    assert "<img" not in source(page)


def test_several_pictures_lie_in_the_text_as_they_were_dropped_and_a_broken_one_holds_up_none(
    visitor, site
):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page).click()
    page.keyboard.type("Above")
    widths = [3000, 301, 302]
    files = [(picture(size=(width, 1500)), f"{width}.png", PNG) for width in widths]
    drop_all(page, [files[0], (b"\x89PNG broken", "broken.png", PNG), *files[1:]])
    last = page.get_by_label("What does the picture show? (302.png)")
    last.wait_for()
    page.get_by_label("What does the picture show? (301.png)").press("Enter")
    expect(last).to_be_focused()
    last.press("Enter")
    expect(text(page)).to_be_focused()
    expect(page.locator(".upload[role=alert]")).to_contain_text("broken.png: The picture is broken")
    shown = re.findall(r'<img [^>]*width="(\d+)"', source(page))
    assert shown == ["2400", "301", "302"]
    assert re.fullmatch(r"<p>Above</p>(<figure[^>]*><img[^>]*></figure>){3}<p></p>", source(page))


def test_what_a_picture_shows_is_in_the_text_with_each_key(visitor, site):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    drop(page, picture(size=(300, 200)), "lamp.png", PNG)
    page.get_by_label("What does the picture show? (lamp.png)").fill("A great lens")
    press(page, "Save draft")
    assert 'alt="A great lens"' in source(page)


def test_saving_waits_for_a_picture_on_its_way_and_whoever_leaves_is_asked_first(visitor, site):
    page, asked, held = visitor(), [], []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    page.route("**/pictures/upload/", lambda route: held.append(route))
    text(page).click()
    drop(page, picture(size=(300, 200)), "lamp.png", PNG)
    page.locator(".upload", has_text="lamp.png").wait_for()
    page.get_by_role("link", name="View site").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save draft").click()
    held[0].continue_()
    page.locator(".messagelist .success").wait_for()
    assert "<img" in source(page)
    assert asked == ["beforeunload"]


def test_two_who_write_at_once_lose_nothing(visitor, site):
    one, other = visitor(), visitor()
    for page, login in ((one, "author"), (other, "administrator")):
        sign_in(page, site.logins[login])
    one.goto("/admin/blog/article/add/")
    one.get_by_label("Title:").fill(f"Shared {uuid.uuid4().hex[:8]}")
    text(one).click()
    one.keyboard.type("One begins")
    kept(one)
    other.goto(one.url)
    to_the_end(other)
    other.keyboard.type(" and another goes on")
    kept(other)

    to_the_end(one)
    one.keyboard.type(" and knows nothing of it")
    one.locator("[data-keeping]", has_text="saved a newer version").wait_for()
    one.get_by_role("button", name="Save draft").click()
    both = one.get_by_role("region", name="Both versions")
    expect(both.locator("del", has_text="another")).to_have_count(1)
    expect(both.locator("ins", has_text="knows")).to_have_count(1)
    expect(both.get_by_role("columnheader")).to_have_text([re.compile("newer version"), "Yours"])
    press(one, "Save draft")
    expect(text(one)).to_have_text("One begins and knows nothing of it")
    one.get_by_role("link", name="Revisions", exact=True).click()
    one.locator(".revisions tr", has_text="replaced by others").first.get_by_role("link").click()
    expect(one.locator(".difference")).to_contain_text("and another goes on")


def test_a_picture_from_the_library_is_picked_by_hand_and_described(visitor, site):
    site.manage(
        "shell", "--no-imports", "-c",
        "from content.images import make_image\n"
        "from tests.content.make import picture, upload\n"
        "make_image(upload(picture(size=(303, 200))))",
    )  # fmt: skip
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page).click()
    page.locator("[data-name=figure]").click()
    dialog = page.get_by_role("dialog", name="Insert pictures")
    undescribed = dialog.locator("[data-alt='']").first
    expect(undescribed).to_have_text("Not described yet")
    undescribed.click()
    expect(text(page).locator("figure img")).to_have_count(1)
    page.get_by_label("What does the picture show?").fill("Not known before")
    assert 'alt="Not known before"' in source(page)
    assert page.troubles == []


def test_whoever_types_after_putting_something_in_goes_on_below_it(visitor, site):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page).click()
    page.locator("[data-name=figure]").click()
    page.get_by_role("dialog").locator("[data-picture]").first.click()
    expect(text(page)).to_be_focused()
    page.keyboard.type("Of a picture")
    for number in (1, 2):
        page.locator("[data-name=embed]").click()
        dialog = page.get_by_role("dialog", name="Embed a film or post")
        dialog.get_by_label("Its address").fill(f"https://vimeo.com/{number}")
        dialog.get_by_label("What it is, in words").fill(f"Film {number}")
        dialog.get_by_role("button", name="Done").click()
        page.keyboard.type(f"Of film {number}")
    page.locator(".ProseMirror .embed").first.click()
    page.keyboard.type("Chosen, ")
    words = re.sub(r"<figure[^>]*><img[^>]*>.*?</figure>", "[picture]", source(page))
    words = re.sub(r"<figure[^>]*><a[^>]*>(.*?)</a></figure>", r"[\1]", words).replace(
        "<p></p>", ""
    )
    assert words == (
        "[picture]<p>Of a picture</p>[Film 1]<p>Chosen, </p><p>Of film 1</p>[Film 2]<p>Of film 2</p>"
    )


def test_pictures_are_chosen_as_files_or_pasted_as_such(visitor, site):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page).click()
    page.locator("[data-name=figure]").click()
    files = [
        {"name": name, "mimeType": PNG, "buffer": picture(size=(300, 200))}
        for name in ("one.png", "two.png")
    ]
    page.get_by_label("Choose files …").set_input_files(files)
    for name in ("one.png", "two.png"):
        page.get_by_label(f"What does the picture show? ({name})").wait_for()
    text(page).evaluate(PASTE_FILE, [list(picture(size=(300, 200))), "pasted.png", PNG])
    alt = page.get_by_label("What does the picture show? (pasted.png)")
    alt.fill("Pasted here")
    alt.press("Enter")
    assert len(re.findall(r'<img src="/media/images/', source(page))) == 3
    assert 'alt="Pasted here"' in source(page)
    assert page.troubles == []


def test_headings_are_made_by_keyboard_alone(visitor, site):
    page = visitor()
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    text(page).click()
    page.keyboard.type("Of lamps")
    heading = page.locator(".prose-menubar [data-name=heading3]")
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if heading.evaluate("(button) => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert source(page) == "<h3>Of lamps</h3>"


def test_a_film_is_fetched_when_a_reader_asks_for_it_and_not_before(visitor, site):
    page, reader = visitor(), visitor()
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="A film"))
    sign_in(page, site.logins["administrator"])
    page.goto("/admin/blog/article/add/")
    page.get_by_label("Title:").fill(f"With a film {uuid.uuid4().hex[:8]}")
    page.locator("[name=bylines_0]").select_option(index=1)
    text(page).click()
    page.locator("[data-name=embed]").click()
    dialog = page.get_by_role("dialog", name="Embed a film or post")
    dialog.get_by_label("Its address").fill("https://youtu.be/dQw4w9WgXcQ")
    dialog.get_by_label("What it is, in words").fill("The lamp is lit")
    dialog.get_by_role("button", name="Done").click()
    expect(text(page).locator(".embed a")).to_have_text("The lamp is lit")
    press(page, "Publish")

    reader.goto(page.get_by_role("link", name="View on site").first.get_attribute("href"))
    reader.get_by_text("Showing it loads from www.youtube-nocookie.com").wait_for()
    link = reader.get_by_role("link", name="The lamp is lit")
    expect(link).to_have_attribute("href", "https://youtu.be/dQw4w9WgXcQ")
    assert all(url.startswith(site.url) for url in asked)
    reader.get_by_role("button", name="Show it here").press("Enter")
    expect(reader.frame_locator(".embed iframe").locator("body")).to_have_text("A film")
    assert FRAME in asked
    assert page.troubles == reader.troubles == []


@pytest.fixture
def reviewed(site):
    """A site whose authors send what they wrote to an editor."""
    change = "from blog.models import SiteSettings\nSiteSettings.objects.update(wants_review={})"
    site.manage("shell", "--no-imports", "-c", change.format(True))
    yield
    site.manage("shell", "--no-imports", "-c", change.format(False))


def test_what_an_author_may_not_publish_appears_on_time_when_an_editor_says_so(
    visitor, site, reviewed
):
    title = f"Of two lamps {uuid.uuid4().hex[:8]}"
    author, editor, reader = visitor(), visitor(), visitor()
    sign_in(author, site.logins["author"])
    author.goto("/admin/blog/article/add/")
    author.get_by_label("Title:").fill(title)
    for name in ("first.png", "second.png"):
        drop(author, picture(size=(600, 400)), name, PNG)
        author.get_by_label(f"What does the picture show? ({name})").fill(f"The {name[:-4]} lamp")
        author.locator(".upload").get_by_role("button", name="Done").click()
    to_the_end(author)
    author.keyboard.type("Both are lit.")
    kept(author)
    author = come_back(author, author.url)
    expect(text(author)).to_contain_text("Both are lit.")
    expect(author.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    press(author, "Send to review")

    sign_in(editor, site.logins["administrator"])
    editor.goto("/admin/blog/article/schedule/")
    editor.get_by_role("link", name=title).click()
    text(editor)
    soon = datetime.now(UTC) + timedelta(seconds=6)
    editor.locator("[name=published_at_0]").fill(f"{soon:%Y-%m-%d}")
    editor.locator("[name=published_at_1]").fill(f"{soon:%H:%M:%S}")
    press(editor, "Publish")
    expect(editor.locator(".messagelist")).to_contain_text("It appears by itself")
    slug = editor.locator("[name=slug]").input_value()
    assert reader.request.get(f"/articles/{slug}/").status == 404
    reader.wait_for_timeout((soon - datetime.now(UTC)).total_seconds() * 1000 + 200)
    assert reader.goto(f"/articles/{slug}/").status == 200
    for alt in ("The first lamp", "The second lamp"):
        reader.get_by_role("img", name=alt).wait_for()
    assert editor.troubles == reader.troubles == []


def test_text_is_written_and_saved_without_scripts(visitor, site):
    page = visitor(javascript=False)
    sign_in(page, site.logins["author"])
    page.goto("/admin/blog/article/add/")
    page.fill("[name=title]", "Without scripts")
    page.fill("[name=source]", "<h2>One</h2><p>Two</p>")
    press(page, "Save draft")
    assert page.locator("[name=source]").input_value() == "<h2>One</h2><p>Two</p>"


def choose(page, field: str, words: str):
    """Pick one of what is offered for a key that is looked for by words, as Django's admin does it."""
    row = page.locator(f".field-{field}")
    row.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def test_a_newly_chosen_picture_shows_in_the_preview_before_it_is_kept(page, site):
    site.manage(
        "shell", "--no-imports", "-c",
        "from content.images import make_image\n"
        "from tests.content.make import picture, upload\n"
        "for size in (301, 302): make_image(upload(picture(size=(size, 200))), alt=f'Lamp {size}')",
    )  # fmt: skip
    sign_in(page, site.logins["administrator"])
    page.goto("/admin/blog/article/add/")
    page.get_by_label("Title:").fill(f"Of pictures {uuid.uuid4().hex[:8]}")
    shown = page.locator("[data-found-picture]")
    expect(shown).to_have_count(0)
    choose(page, "cover", "Lamp 301")
    expect(shown).to_have_attribute("width", "301")
    page.locator("summary, h2", has_text="In search results and social networks").first.click()
    choose(page, "social_picture", "Lamp 302")
    expect(shown).to_have_attribute("width", "302")
    expect(shown).to_be_visible()
    page.locator(".field-social_picture .select2-selection__clear").click()
    expect(shown).to_have_attribute("width", "301")
    assert not page.troubles
