"""What can only be let go together."""

from processors.track.core.incidents import Forest
from processors.track.core.items import Items, State


def bound_to(state: State, items: Items, forest: Forest) -> list[State]:
    """The states that a state cannot be parted from: its item's, its family's, its incidents', and theirs."""
    found: dict[str, State] = {}
    seen: set[int] = set()
    stack = [items.item(state.country, state.article_id)]
    while stack:
        item = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        stack.extend(item.family.items if item.family else ())
        for one in item.states:
            found[one.key] = one
            for unit in one.units:
                tree = forest.tree_of(unit)
                if id(tree) not in seen:
                    seen.add(id(tree))
                    stack.extend(items.item(state.country, u.article_id) for u in tree.units.values())
    return list(found.values())
