"""Who stands inside whom, from a table of parents alone; a circle in it ends the walk."""


def above(pk: int, parents: dict[int, int | None]) -> list[int]:
    """Return the ids above ``pk``, the topmost first; empty at the top."""
    way: list[int] = []
    parent = parents.get(pk)
    while parent is not None and parent != pk and parent not in way:
        way.append(parent)
        parent = parents.get(parent)
    return way[::-1]


def below(pk: int, parents: dict[int, int | None]) -> set[int]:
    """Return ``pk`` and all ids below it."""
    children: dict[int | None, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    found, waiting = {pk}, [pk]
    while waiting:
        fresh = [child for child in children.get(waiting.pop(), []) if child not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found
