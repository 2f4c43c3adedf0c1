"""The one direction of imports, as ARCHITECTURE.md draws it; and what a bench imports is there."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def test_a_room_imports_only_rooms_below_it() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_what_a_bench_imports_is_there_also_where_it_imports_late() -> None:
    missing = []
    for path in sorted((ROOT / "bench").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith(("leeway", "tests")):
                module = importlib.import_module(str(node.module))
                names = (each.name for each in node.names)
                missing += [f"{path.name}: {node.module}.{name}" for name in names if not _is_in(module, name)]

    assert missing == []


def _is_in(module: ModuleType, name: str) -> bool:
    """Whether a module has a name, or is a package that has a module of that name."""
    if hasattr(module, name):
        return True
    try:
        importlib.import_module(f"{module.__name__}.{name}")
    except ImportError:
        return False
    return True
