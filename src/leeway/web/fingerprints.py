"""How do browsers keep styles for ever and still see a new one at once? Addresses with a fingerprint.

No build step and no copied files: the fingerprint is of the file as it lies in its app.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class Fingerprinted(StaticFilesStorage):
    """Addresses of static files end in `?` and a hash of their content."""

    def url(self, name: str | None) -> str:
        """The address of a file.

        Raises: ValueError for a file that no app has.
        """
        plain = super().url(name)
        return f"{plain}?{_fingerprint(name or '')}"


@cache
def _fingerprint(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise ValueError(f"no static file `{name}`")  # noqa: TRY004  a missing file, not a wrong type
    return blake2b(Path(found).read_bytes(), digest_size=6).hexdigest()
