"""
How a tree's edges follow from its parent pointers, and those from who answers whom.

Pure: numbers in, numbers out, no recursion.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple


class Node(NamedTuple):
    """A comment's place. ``pk`` comes second to break ties between siblings of one left edge."""

    lft: int
    pk: int
    parent_id: int | None
    rght: int
    level: int
    tree_id: int
    in_reply_to_id: int | None = None

    @property
    def place(self) -> "Place":
        return Place(self.tree_id, self.lft, self.rght, self.level, self.parent_id)


class Place(NamedTuple):
    tree_id: int
    lft: int
    rght: int
    level: int
    parent_id: int | None


def lay_out(nodes: list[Node]) -> dict[int, Place]:
    """
    Return where each node should stand, siblings in the order in which they stand now.

    Parent pointers are the truth; a tree takes the ``tree_id`` of its root. Nodes whose ancestors do
    not lead to a root among ``nodes`` are left out.
    """
    children = defaultdict(list)
    for node in sorted(nodes):
        children[node.parent_id].append(node)
    places = {}
    for root in children[None]:
        places |= _lay_out_tree(root, children)
    return places


def misplaced(nodes: list[Node], places: dict[int, Place]) -> dict[int, Place]:
    """Return the places of those nodes that stand elsewhere."""
    return {
        node.pk: places[node.pk]
        for node in nodes
        if node.pk in places and places[node.pk] != node.place
    }


def answered(nodes: list[Node]) -> dict[int, int | None]:
    """
    Return what each of these whole trees' comments answers: None for a root.

    That is ``in_reply_to`` where it stands in the same tree, else the parent. Where answers go round
    in a circle, which no deed makes, parents alone count.
    """
    trees = {node.pk: node.tree_id for node in nodes}
    links = {
        node.pk: node.in_reply_to_id
        if node.parent_id and trees.get(node.in_reply_to_id) == node.tree_id
        else node.parent_id
        for node in nodes
    }
    is_whole = sum(1 for _ in _walk(links)) == len(links)
    return links if is_whole else {node.pk: node.parent_id for node in nodes}


def branch(links: dict[int, int | None], root: int) -> set[int]:
    """Return ``root`` and all that answers it, directly or not, as ``answered`` gave the ``links``."""
    return set(_walk(links, root))


def hang(links: dict[int, int | None], *, deepest: int) -> dict[int, int | None]:
    """
    Return the parent of each comment, by the rule of posting.

    It is the answered one; for an answer to level ``deepest`` it is the answered one's own parent.
    """
    parents, levels = {None: None}, {None: -1}
    for pk in _walk(links):
        to = links[pk]
        parents[pk] = to if levels[to] < deepest else parents[to]
        levels[pk] = min(levels[to] + 1, deepest)
    del parents[None]
    return parents


def _walk(links: dict[int, int | None], root: int | None = None) -> Iterator[int]:
    """Yield ``root`` (None: nothing but what hangs from it) and all below, each after what it answers."""
    children = defaultdict(list)
    for pk, to in links.items():
        children[to].append(pk)
    waiting = [root] if root is not None else children[None]
    while waiting:
        pk = waiting.pop()
        yield pk
        waiting += children[pk]


def _lay_out_tree(root: Node, children: dict[int | None, list[Node]]) -> dict[int, Place]:
    lefts, places, edge = {}, {}, 0
    waiting = [(root, 0, False)]
    while waiting:
        node, level, is_done = waiting.pop()
        edge += 1
        if is_done:
            places[node.pk] = Place(root.tree_id, lefts[node.pk], edge, level, node.parent_id)
            continue
        lefts[node.pk] = edge
        waiting.append((node, level, True))
        waiting += [(child, level + 1, False) for child in reversed(children[node.pk])]
    return places
