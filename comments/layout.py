"""How a tree's edges follow from its parent pointers. Pure: numbers in, numbers out, no recursion."""

from collections import defaultdict
from typing import NamedTuple


class Node(NamedTuple):
    """A comment's place. ``pk`` comes last to break ties between siblings of one left edge."""

    lft: int
    pk: int
    parent_id: int | None
    rght: int
    level: int
    tree_id: int


class Place(NamedTuple):
    tree_id: int
    lft: int
    rght: int
    level: int


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


def _lay_out_tree(root: Node, children: dict[int | None, list[Node]]) -> dict[int, Place]:
    lefts, places, edge = {}, {}, 0
    waiting = [(root, 0, False)]
    while waiting:
        node, level, is_done = waiting.pop()
        edge += 1
        if is_done:
            places[node.pk] = Place(root.tree_id, lefts[node.pk], edge, level)
            continue
        lefts[node.pk] = edge
        waiting.append((node, level, True))
        waiting += [(child, level + 1, False) for child in reversed(children[node.pk])]
    return places
