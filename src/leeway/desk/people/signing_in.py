"""Who may join? Only those who were invited: nobody signs up by themselves.

Start reading at `InvitedOnly`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account rules for a desk."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth names it
        """Nobody signs up without an invitation."""
        return False
