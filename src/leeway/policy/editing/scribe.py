"""How is a new entry written into a file? Texts, lists and mappings in the usual layout of books.

Short lists stand in brackets, everything else on lines of its own; texts that YAML would bend are quoted, and
conditions stand as blocks. Start reading at `lines_of`.
"""

from __future__ import annotations

import json
import re
from typing import Final

from leeway.policy.formatting.printer import WIDTH_MAX
from leeway.policy.formatting.scalars import STEP, is_plain

type Entry = str | list[Entry] | dict[str, Entry]
"""What stands under a key, untyped."""

_FLOW_BENT: Final = re.compile(r"[,\[\]{}]")


def lines_of(lead: str, value: Entry, *, indent: int, room: int = WIDTH_MAX) -> list[str]:
    """The lines of `lead` (a key with its colon, or a dash) and its value; deeper lines stand at `indent`."""
    if isinstance(value, str):
        return _text(lead, value, indent=indent)
    if isinstance(value, dict):
        return _mapping(lead, value, indent=indent)
    flow = f"{lead} {in_brackets(value)}" if all(isinstance(each, str) for each in value) else ""
    if not value or (flow and len(flow) <= room and not any("\n" in str(each) for each in value)):
        return [flow or f"{lead} []"]
    found = [lead]
    for each in value:
        found += lines_of(" " * indent + "-", each, indent=indent + STEP)
    return found


def key_of(name: str) -> str:
    """A key as it is written, with its colon."""
    return (
        name if is_plain(name) and not _FLOW_BENT.search(name) else json.dumps(name, ensure_ascii=False)
    ) + ":"


def in_brackets(value: Entry) -> str:
    """A value on one line, inside a list or mapping in brackets."""
    if isinstance(value, str):
        plain = is_plain(value) and not _FLOW_BENT.search(value)
        return value if plain else quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(in_brackets(each) for each in value)}]"
    return "{" + ", ".join(f"{key_of(name)} {in_brackets(each)}" for name, each in value.items()) + "}"


def on_one_line(value: str) -> str:
    """A text after its key."""
    return value if is_plain(value) else quoted(value)


def quoted(value: str) -> str:
    """A text in double quotes, as YAML reads it."""
    found = json.dumps(value, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in found)


def _text(lead: str, value: str, *, indent: int) -> list[str]:
    is_condition = lead.strip() == "when:"
    lines = value.strip().split("\n")
    bends = len(lines) > 1 or (is_condition and not is_plain(value))
    readable = all(line.isprintable() for line in lines) and value.strip() and not lines[0].startswith(" ")
    if bends and readable:
        return [f"{lead} |", *(" " * indent + line.rstrip() if line.strip() else "" for line in lines)]
    return [f"{lead} {on_one_line(value)}" if value else lead]


def _mapping(lead: str, value: dict[str, Entry], *, indent: int) -> list[str]:
    if not value:
        return [f"{lead} {{}}"]
    found: list[str] = [] if lead.endswith("-") else [lead]
    for name, each in value.items():
        found += lines_of(" " * indent + key_of(name), each, indent=indent + STEP)
    if lead.endswith("-"):
        found[0] = lead + found[0][len(lead) :]
    return found
