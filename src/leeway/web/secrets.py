"""What does only this desk know? The key that signs its sessions and links, kept in its folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

from leeway.desk import home_folder

BYTES: Final = 48


def secret_key() -> str:
    """The desk's secret: LEEWAY_SECRET where machines share one, else a file that only its owner may read."""
    if given := os.environ.get("LEEWAY_SECRET"):
        return given
    path = home_folder() / "secret"
    if not path.exists():
        _make(path)
    return path.read_text("utf-8").strip()


def _make(path: Path) -> None:
    """Write a secret that is whole from its first moment: processes that start together must read the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix="secret-")
    with os.fdopen(number, "w") as file:
        file.write(secrets.token_urlsafe(BYTES))
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
