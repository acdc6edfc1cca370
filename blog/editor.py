"""The editor of articles: what it can do, and for whom. What is kept is content/markup's to say."""

from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import AdminProseEditorWidget

# Each behaviour of ours is a module that the editor loads.
MODULES = ("name", "elements", "pictures", "figures", "embeds", "paste", "below")
LINK = {"enableTarget": False, "protocols": ["http", "https", "mailto"], "autolink": False}
EXTENSIONS = {
    "NoSpellCheck": False,
    "Heading": {"levels": [2, 3, 4]},
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Underline": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": {"languageClassPrefix": "language-"},
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "TableRow": True,
    "TableCell": True,
    "Image": True,
    "Caption": True,
    # Of ours: static/js/editor-*.js.
    "ArticleTable": True,
    "ArticleHeaderCell": True,
    "ArticleFigure": True,
    "ArticleLink": LINK,
    "WholeFigures": True,
    "Elements": True,
    "Embed": True,
    "Embeds": True,
    "Pictures": True,
    "CleanPaste": True,
    "Below": True,
    "Named": True,
}
# The menu's groups; a button without one of these is not shown. All are buttons: what the package's
# dropdown holds cannot be reached by keyboard.
MENU = [
    {"group": "blockType -lists"},
    {"group": "lists"},
    {"group": "nodes -blockType -lists"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "table"},
    {"group": "history"},
    {"group": "utility"},
]


class ArticleEditor(AdminProseEditorWidget):
    """``writes_html`` shows the HTML too; ``can_pick`` offers the library of pictures."""

    def __init__(self, *, writes_html: bool = False, can_pick: bool = False):
        data = {"data-editor": "", "data-upload": reverse("admin:blog_article_upload")}
        if can_pick:
            data["data-library"] = reverse("admin:blog_article_library")
        super().__init__(
            attrs={"rows": 30, "class": "vLargeTextField", **data}, preset="configurable"
        )
        self.writes_html = writes_html

    def get_config(self):
        extensions = EXTENSIONS | {"Menu": {"groups": MENU}, "HTML": self.writes_html}
        return {
            "extensions": expand_extensions(extensions),
            "js_modules": [static(f"js/editor-{name}.js") for name in MODULES],
        }
