"""How did a letter look? Its HTML, made safe by its channel when it came, with the pictures that came along.

Nothing is made safe here: what a channel kept is (`Said.html`). Start reading at `with_pictures`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from leeway.desk.cases.queries import Said

_PICTURE = re.compile(r'(<img[^<>]*? src=")cid:([^"<>]*)(")')
"""A picture that came with the letter, as the channel wrote it down."""


def with_pictures(said: Said) -> SafeString:
    """The HTML of what was said, each picture that came along at its address in the desk."""
    kept = {
        file.inline: reverse("attachment", args=[file.id]) for file in said.files if file.inline and file.kept
    }

    def found(match: re.Match[str]) -> str:
        return f"{match[1]}{kept.get(match[2], '')}{match[3]}"

    return mark_safe(_PICTURE.sub(found, said.html))  # noqa: S308 - made safe when it came
