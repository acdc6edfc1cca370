"""Whether a page's HTML is valid, its parts find each other, and its headings make an outline."""

import re
from collections import Counter

import html5lib

TEMPLATE = re.compile(r"<template.*?</template>", re.DOTALL)
VOID = ["hidden", "submit", "button"]  # fields that are seen by nobody or carry their own words


def flaws(html: str) -> list[str]:
    """Return what is wrong, each in a sentence; an empty list where nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(TEMPLATE.sub("", html))  # html5lib is older than <template>
    wrong = [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]
    wrong += _outline_flaws([each for each in tree.iter() if re.fullmatch("h[1-6]", str(each.tag))])
    elements = [each for each in tree.iter() if isinstance(each.tag, str)]
    ids = Counter(each.get("id") for each in elements if each.get("id"))
    wrong += [f"{count} elements with the id {key}" for key, count in ids.items() if count > 1]
    wrong += [
        f"{name}={key} names nothing"
        for each in elements
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for key in (each.get(name) or "").split()
        if key not in ids
    ]
    wrong += [
        f"{each.get('src')} lacks {name}"
        for each in tree.iter("img")
        for name in ("alt", "width", "height")
        if each.get(name) is None
    ]
    labels = {each.get("for") for each in tree.iter("label")}
    wrong += [
        f"the field {each.get('name')} has no label"
        for each in elements
        if each.tag in ("input", "textarea", "select") and each.get("type") not in VOID
        if each.get("id") not in labels and not each.get("aria-label")
    ]
    return wrong


def _outline_flaws(headings) -> list[str]:
    levels = [int(each.tag[1]) for each in headings]
    wrong = [f"{levels.count(1)} headings h1"] if levels.count(1) != 1 else []
    return wrong + [
        f"h{above} is followed by h{level}: {''.join(heading.itertext()).strip()}"
        for above, level, heading in zip(levels, levels[1:], headings[1:], strict=False)
        if level > above + 1
    ]
