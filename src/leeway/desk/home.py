"""Where does a desk keep what must outlive a command? In the user's data folder, or where LEEWAY_HOME says.

Start reading at `home_folder`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def home_folder() -> Path:
    """The one folder of a desk: databases, secrets, balances; it is not created here."""
    if named := os.environ.get("LEEWAY_HOME"):
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local")).expanduser() / "leeway"
    if sys.platform == "darwin":
        return Path("~/Library/Application Support/leeway").expanduser()
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "leeway"
