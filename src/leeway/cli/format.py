"""How should book files look? `leeway format`: one layout, the same meaning, every comment.

Start reading at `format_files`.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from leeway.cli.inputs import BAD_INPUT, refuse

_HELP = """Write book files in the usual layout; what they mean and their comments stay.

Example: leeway format books/forecourt

PATH is a file or a folder; of a folder, every .yaml file is taken. When one file cannot be read, none is
changed. Exit codes: 0 done, 1 (with --check) some would change, 2 a file cannot be read.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("format", help=_HELP)(format_files)


def format_files(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of policy books.", metavar="PATH...")],
    check: Annotated[bool, typer.Option("--check", help="Only say which files would change.")] = False,  # noqa: FBT002
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: FBT002
) -> None:
    """Bring files into the usual layout."""
    files = [_File.read(path) for path in _files_of(paths)]
    _refuse_unreadable(files)
    changing = [file for file in files if file.tidy != file.text]
    if not check:
        for file in changing:
            file.write()
    if as_json:
        key = "would_change" if check else "changed"
        names = [str(file.path) for file in changing]
        typer.echo(json.dumps({key: names, "unchanged": len(files) - len(changing)}, ensure_ascii=False))
    else:
        for file in changing:
            typer.echo(f"{'would change' if check else 'changed'}: {file.path}")
        typer.echo(f"{len(changing)} of {len(files)} files {'would change' if check else 'changed'}")
    raise typer.Exit(1 if check and changing else 0)


@dataclass(frozen=True, slots=True)
class _File:
    """One file, as it is and as it should be."""

    path: Path
    text: str
    tidy: str

    @classmethod
    def read(cls, path: Path) -> _File:
        """A file with its usual layout; out, where it is no text."""
        from leeway import policy

        try:
            text = path.read_bytes().decode("utf-8")
        except OSError as problem:
            refuse(f"`{path}` cannot be read: {(problem.strerror or str(problem)).lower()}")
        except UnicodeDecodeError:
            refuse(f"`{path}` is not a text in UTF-8")
        return cls(path, text, policy.format_text(text))

    def write(self) -> None:
        """Put the new text in the place of the old one, at once or not at all."""
        folder = self.path.resolve().parent
        with tempfile.NamedTemporaryFile("wb", dir=folder, prefix=".leeway-", delete=False) as new:
            new.write(self.tidy.encode("utf-8"))
        written = Path(new.name)
        written.chmod(self.path.stat().st_mode & 0o777)
        written.replace(self.path.resolve())


def _files_of(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [
                each for each in sorted(path.rglob("*")) if each.suffix in (".yaml", ".yml") and each.is_file()
            ]
            found += [
                each
                for each in inside
                if not any(part.startswith(".") for part in each.relative_to(path).parts)
            ]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _refuse_unreadable(files: list[_File]) -> None:
    """Say what is wrong with every file that cannot be read, and leave before any is changed."""
    from leeway import policy

    problems = [each for file in files for each in policy.text_problems(file.text, path=str(file.path))]
    if problems:
        for each in problems:
            typer.echo(each.render(), err=True)
        typer.echo("no file was changed", err=True)
        raise typer.Exit(BAD_INPUT)
