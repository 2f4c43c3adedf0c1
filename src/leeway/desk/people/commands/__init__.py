"""What changes who works here? One function a change, each one transaction."""

from __future__ import annotations

from leeway.desk.people.commands.joining import add_colleague, make_sign_in_link, use_sign_in_link
from leeway.desk.people.commands.placing import add_site, certify, go_off_duty, go_on_duty, post, put_in_charge

__all__ = [
    "add_colleague",
    "add_site",
    "certify",
    "go_off_duty",
    "go_on_duty",
    "make_sign_in_link",
    "post",
    "put_in_charge",
    "use_sign_in_link",
]
