"""How is a list written for PostgreSQL? As the literal of an array, so that one prepared statement serves all.

Start reading at `texts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


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


class AsArrays:
    """Writes rows as arrays, one a column; implements `Listing`."""

    def rows(self, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, Sequence[Any]]:
        """Give the query and its values; see `Listing.rows`."""
        names = ", ".join(columns)
        arrays = ", ".join("?::bigint[]" if kind == "bigint" else "?::text[]" for kind in columns.values())
        written = [
            _WRITTEN[kind](values)
            for kind, values in zip(columns.values(), zip(*rows, strict=True), strict=True)
        ]
        return (
            f"select place - 1 as place, {names} from unnest({arrays}) with ordinality as r ({names}, place)",
            written,
        )

    def each(self, column: str) -> str:
        """Give a table of what is in a list; see `Listing.each`."""
        return f"lateral (select unnest({column}::text[]) as value)"


def _quoted(value: str | None) -> str:
    if value is None:
        return "NULL"
    if "\\" in value or '"' in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{value}"'


_WRITTEN: Final[Mapping[str, Callable[[Sequence[Any]], str]]] = {
    "text": texts,
    "bigint": plain,
    "texts": lambda lists: texts(map(texts, lists)),
}
