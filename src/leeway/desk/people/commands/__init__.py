"""What changes who works here? One function a change, each one transaction."""

from __future__ import annotations

from leeway.desk.people.commands.joining import add_colleague, make_sign_in_link, use_sign_in_link
from leeway.desk.people.commands.many import Member, add_colleagues, add_sites
from leeway.desk.people.commands.placing import add_site, certify, go_off_duty, go_on_duty, post, put_in_charge

__all__ = [
    "Member",
    "add_colleague",
    "add_colleagues",
    "add_site",
    "add_sites",
    "certify",
    "go_off_duty",
    "go_on_duty",
    "make_sign_in_link",
    "post",
    "put_in_charge",
    "use_sign_in_link",
]
