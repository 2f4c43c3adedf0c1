"""The house rules that no linter knows: sizes, rooms, words. Each failure says the reason and the place."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
ROOMS = sorted(path.parent for path in (ROOT / "src" / "leeway").glob("*/__init__.py"))
EXEMPT = {
    line.split("#")[0].strip()
    for line in (Path(__file__).parent / "exempt.txt").read_text("utf-8").splitlines()
    if line.split("#")[0].strip()
}

FILE_LINES_MAX, TEST_LINES_MAX, FUNCTION_LINES_MAX, CLASS_LINES_MAX, FOLDER_MODULES_MAX = 500, 700, 70, 250, 12
DESK_DOORS = {"clock", "demo", "ledger"}
APP_DOORS = {"commands", "queries"}
CLOCK_READERS = {"cli", "web", "api", "desk", "client"}
"""The rooms that may read a clock, the environment and the network."""
BANNED_WORDS = {
    "helper": "name what it does",
    "helpers": "name what it does",
    "util": "name what it does",
    "utils": "name what it does",
    "manager": "name what it does",
    "misc": "name what it holds",
    "ticket": "a person's matter is a case",
    "quota": "a ceiling is a limit",
    "verdict": "the engine's answer is a decision",
    "rulebook": "it is a policy book",
}


def _python_files() -> list[Path]:
    return [
        path for folder in ("src", "tests", "bench", "docs") for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@pytest.mark.parametrize("path", _python_files(), ids=_name)
def test_a_file_can_be_read_at_one_sitting(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    most = FILE_LINES_MAX if path.is_relative_to(ROOT / "src") else TEST_LINES_MAX

    assert lines <= most or _name(path) in EXEMPT, f"{_name(path)}: {lines} lines (most: {most}); divide it"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_functions_and_classes_stay_small(path: Path) -> None:
    too_long = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            most = CLASS_LINES_MAX if isinstance(node, ast.ClassDef) else FUNCTION_LINES_MAX
            place = f"{_name(path)}:{node.name}"
            if lines > most and place not in EXEMPT:
                too_long.append(f"{place}: {lines} lines (most: {most})")

    assert too_long == []


def test_no_folder_holds_more_modules_than_one_remembers() -> None:
    folders = {path.parent for path in SOURCES}
    crowded = [
        f"{_name(folder)}: {count}"
        for folder in sorted(folders)
        if (count := len([p for p in folder.glob("*.py") if p.name != "__init__.py"])) > FOLDER_MODULES_MAX
    ]

    assert [place for place in crowded if place.split(":")[0] not in EXEMPT] == []


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_module_says_which_question_it_answers(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""

    assert len(docstring.split()) >= 4, f"{_name(path)} has no docstring"


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


@pytest.mark.parametrize("room", ROOMS, ids=_name)
def test_a_room_exports_what_it_says(room: Path) -> None:
    tree = ast.parse((room / "__init__.py").read_text("utf-8"))
    docstring = (ast.get_docstring(tree) or "").splitlines()
    exported = [
        node
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and any(isinstance(t, ast.Name) and t.id == "__all__" for t in _targets(node))
    ]

    assert len(docstring) >= 3, (
        f"{_name(room)}: say the question, the public names, the imports, where to start"
    )
    assert exported, f"{_name(room)}: `__all__` names what is public"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_rooms_meet_only_at_their_doors(path: Path) -> None:
    room = path.relative_to(ROOT / "src" / "leeway").parts[0]
    through_the_wall = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        parts = (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else []
        if len(parts) == 3 and isinstance(node, ast.ImportFrom):
            parts.append(node.names[0].name)
        if len(parts) > 2 and parts[0] == "leeway" and not _is_door(parts, room=room):
            through_the_wall.append(f"{_name(path)}:{node.lineno}: from {'.'.join(parts)}")

    assert through_the_wall == [], "import from the room itself, it exports what is public"


def _is_door(parts: list[str], *, room: str) -> bool:
    if parts[1] == room:
        return True
    # Each app of the desk, and each channel, has doors of its own.
    return (parts[1] == "desk" and parts[2] in DESK_DOORS) or (
        parts[1] in {"desk", "channels"} and parts[3] in APP_DOORS
    )


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if p.is_relative_to(ROOT / "src" / "leeway" / "desk")], ids=_name
)
def test_apps_of_the_desk_meet_only_at_commands_and_queries(path: Path) -> None:
    app = path.relative_to(ROOT / "src" / "leeway" / "desk").parts[0]
    through_the_wall = [
        f"{_name(path)}:{node.lineno}: from {node.module}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (parts := (node.module or "").split("."))[:2] == ["leeway", "desk"]
        and len(parts) > 3
        and parts[2] != app
        and parts[3] not in APP_DOORS
    ]

    assert through_the_wall == [], "across apps only commands, queries and frozen values pass"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_names_are_the_words_of_the_glossary(path: Path) -> None:
    defined = {path.stem} | {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    wrong = [
        f"{_name(path)}: `{name}`: {BANNED_WORDS[word.lower()]}"
        for name in sorted(defined)
        for word in re.findall(r"[A-Z]?[a-z]+", name)
        if word.lower() in BANNED_WORDS
    ]

    assert wrong == []


def test_no_room_below_the_front_doors_reads_a_clock_or_the_environment() -> None:
    forbidden = re.compile(
        r"datetime\.now\(|date\.today\(|time\.time\(|os\.environ|getenv\(|import socket|urllib\.request|import requests"
    )
    found = [
        f"{_name(path)}:{number}"
        for path in SOURCES
        if path.relative_to(ROOT / "src" / "leeway").parts[0] not in CLOCK_READERS
        # A store reaches the process that writes it over a local socket.
        and path.parent != ROOT / "src" / "leeway" / "stores" / "remote"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if forbidden.search(line) and not line.lstrip().startswith(("#", '"', ">>>"))
    ]

    assert found == []


def test_the_repository_leaves_no_marks_of_unfinished_work_or_of_a_machine() -> None:
    marks = re.compile(
        r"\b(TODO|FIXME|XXX|HACK)\b|/(root|work|home/\w+)/(main|shared|\.)|files\.pythonhosted|pypi\.org/simple"
    )
    found = [
        f"{_name(path)}:{number}: {line.strip()[:80]}"
        for path in _tracked()
        if path != Path(__file__)
        and path.suffix in {".py", ".md", ".yaml", ".toml", ".lock", ".txt", ".ftl", ""}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if marks.search(line)
    ]

    assert found == []


def test_the_exemptions_only_shrink() -> None:
    gone = [entry for entry in EXEMPT if not (ROOT / entry.split(":")[0]).exists()]

    assert gone == [], "remove what is no longer there"
    assert len(EXEMPT) <= 0
