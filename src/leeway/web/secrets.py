"""What does only this desk know? The key that signs its sessions and links, kept in its folder."""

from __future__ import annotations

import os
import secrets
from typing import Final

from leeway.desk import home_folder

BYTES: Final = 48


def secret_key() -> str:
    """The desk's secret: LEEWAY_SECRET where machines share one, else a file that only its owner may read."""
    if given := os.environ.get("LEEWAY_SECRET"):
        return given
    path = home_folder() / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(BYTES))
    except FileExistsError:
        pass
    return path.read_text("utf-8").strip()
