"""What may be typed about people? Forms with their checks; what they change is in `commands/`.

Start reading at `SetUpForm`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from leeway.policy import is_currency

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME_LETTERS_MAX: Final = 200
CURRENCIES: Final = (
    "AED", "AZN", "BGN", "BYN", "CHF", "CZK", "DZD", "EGP", "EUR", "GBP", "GEL", "HUF", "IQD", "JOD", "KZT",
    "LBP", "MAD", "MDL", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "TND", "TRY", "UAH", "USD", "UZS",
)  # fmt: skip
"""Offered while somebody types; every currency of ISO 4217 is taken."""


@cache
def zones() -> tuple[str, ...]:
    """The time zones to choose from: places, without historical aliases."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


class DeskForm(forms.Form):
    """A form whose errors are tied to their fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)


class SetUpForm(DeskForm):
    """What a new desk must know."""

    business = forms.CharField(label=_("Name of the business"), max_length=NAME_LETTERS_MAX)
    currency = forms.CharField(
        label=_("Currency"), max_length=3, min_length=3, help_text=_("Three letters, such as EUR."),
        widget=forms.TextInput(attrs={"list": "currencies", "autocapitalize": "characters"}),
    )  # fmt: skip
    zone = forms.CharField(
        label=_("Time zone"), help_text=_("Days and weeks begin by it, such as Europe/Kyiv."),
        widget=forms.TextInput(attrs={"list": "zones", "data-own-zone": ""}),
    )  # fmt: skip
    allowance = forms.IntegerField(
        label=_("What a colleague may give away on own judgement, for one customer's matter"),
        min_value=1, max_value=1_000_000, initial=50,
        help_text=_("In whole units of the currency. Everything is told, and you can change it any day."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LETTERS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("A password to come back with"), help_text=_("At least 12 characters; a sentence is easy."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Your language"), choices=settings.LANGUAGES)

    def clean_currency(self) -> str:
        """A currency of ISO 4217."""
        code: str = self.cleaned_data["currency"].upper()
        if not is_currency(code):
            raise forms.ValidationError(_("There is no such currency."))
        return code

    def clean_zone(self) -> str:
        """A place of the time zone database."""
        return _known_zone(self.cleaned_data["zone"])

    def clean_password(self) -> str:
        """Long enough, and not among the common ones."""
        typed: str = self.cleaned_data["password"]
        validate_password(typed)
        return typed


class JoinForm(DeskForm):
    """How somebody invited will sign in."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LETTERS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"), help_text=_("At least 12 characters; a sentence is easy."), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_password(self) -> str:
        """Long enough, and not among the common ones."""
        typed: str = self.cleaned_data["password"]
        validate_password(typed)
        return typed


class JoinByPasskeyForm(DeskForm):
    """What is said along with a passkey."""

    name = forms.CharField(max_length=NAME_LETTERS_MAX)
    credential = forms.JSONField(widget=forms.HiddenInput)


class InviteForm(DeskForm):
    """Who is invited."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LETTERS_MAX)
    email = forms.EmailField(label=_("E-mail address (may be left out)"), required=False)
    authority = forms.ChoiceField(label=_("Authority"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, authorities: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"] = forms.ChoiceField(
            label=_("Authority"), choices=[(each, each) for each in authorities]
        )


class SiteForm(DeskForm):
    """A site's name and zone."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LETTERS_MAX)
    zone = forms.CharField(
        label=_("Time zone"), required=False, help_text=_("Left out: that of the policy book."),
        widget=forms.TextInput(attrs={"list": "zones"}),
    )  # fmt: skip

    def clean_zone(self) -> str:
        """A place of the time zone database, or nothing."""
        typed: str = self.cleaned_data["zone"]
        return _known_zone(typed) if typed else ""


class AbsenceForm(DeskForm):
    """When somebody cannot be asked."""

    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until and with"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason (may be left out)"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """It ends on the day it begins, or later."""
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("It cannot end before it begins."))
        return said


def _known_zone(typed: str) -> str:
    if typed not in available_timezones():
        raise forms.ValidationError(_("There is no such time zone."))
    return typed
