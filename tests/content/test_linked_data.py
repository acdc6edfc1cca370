"""Data for machines can hold any words and never ends its script element."""

import json

from hypothesis import given
from hypothesis import strategies as st

from content.linked_data import breadcrumbs, script_text


@given(st.text() | st.sampled_from(["</script>", "<!--", "]]>", "<script>", "\u2028", "&lt;"]))
def test_any_words_come_back_as_they_were(words):
    text = script_text({"name": words})
    assert not set("<>&") & set(text)
    assert json.loads(text)[0]["name"] == words


def test_breadcrumbs_are_counted_and_absolute():
    trail = breadcrumbs([("Science", "/categories/science/"), ("Quarks", "/articles/quarks/")])
    assert trail["itemListElement"][1] == {
        "@type": "ListItem",
        "position": 2,
        "name": "Quarks",
        "item": "http://127.0.0.1:8000/articles/quarks/",
    }
