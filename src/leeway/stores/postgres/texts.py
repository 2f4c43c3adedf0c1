"""How is a list written for PostgreSQL? As the literal of an array, so that one prepared statement serves all.

Start reading at `texts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def plain(values: Iterable[object]) -> str:
    """Write numbers, truth values and NULL.

    >>> plain([1, "NULL", 3])
    '{1,NULL,3}'
    """
    return f"{{{','.join(map(str, values))}}}"


def texts(values: Iterable[str | None]) -> str:
    r"""Write texts, whatever is in them.

    >>> print(texts(["a", None, 'the "best"']))
    {"a",NULL,"the \"best\""}
    """
    return f"{{{','.join(map(_quoted, values))}}}"


def _quoted(value: str | None) -> str:
    if value is None:
        return "NULL"
    if "\\" in value or '"' in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{value}"'
