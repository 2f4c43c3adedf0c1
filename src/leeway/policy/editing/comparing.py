"""Do two entries say the same, what should a file say after a change, and did a comment get lost?

Entries are texts, lists and mappings of texts. Start reading at `same`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from leeway.policy.editing.places import root_of
from leeway.policy.formatting.remarks import texts_of

if TYPE_CHECKING:
    from leeway.policy.editing.places import Steps
    from leeway.policy.editing.scribe import Entry


def changed(value: Entry, path: Steps, new: Entry | None) -> Entry:
    """The value as it is to be, made beside the text so that the text can be held against it."""
    if not path:
        return {} if new is None else new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        listed = list(value) if isinstance(value, list) else []
        if rest or new is not None:
            inner = changed(listed[step] if step < len(listed) else {}, rest, new)
            listed[step : step + 1] = [inner]
        else:
            del listed[step]
        return listed
    keyed = dict(value) if isinstance(value, dict) else {}
    if not rest and new is None:
        keyed.pop(step, None)
        return keyed
    if rest and new is None and step not in keyed:
        return keyed
    return {**keyed, step: changed(keyed.get(step, {}), rest, new)}


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same; outer white space and the order of keys say nothing."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return False


def lost_remarks(before: str, after: str) -> list[str]:
    """The comments that a change would take away."""
    old, new = root_of(before), root_of(after)
    if old is None or new is None:
        return []
    return list((Counter(texts_of(old.source, old)) - Counter(texts_of(new.source, new))).elements())


def stripped(value: Entry) -> Entry:
    """An entry without outer white space, its keys in order."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [stripped(each) for each in value]
    return {key: stripped(each) for key, each in sorted(value.items())}


def as_mapping(value: Entry) -> dict[str, Entry]:
    """An entry where a mapping is needed: anything else becomes an empty one."""
    return value if isinstance(value, dict) else {}
