"""What changes who works here? One function a change, each one transaction."""

from __future__ import annotations

from leeway.desk.people.commands.duty import cancel_absence, go_off_duty, go_on_duty, plan_absence
from leeway.desk.people.commands.earning import count_fine, give_steps_due, take_back_step, uncount_fine
from leeway.desk.people.commands.errors import (
    EmailTakenError,
    LastInChargeError,
    PeopleError,
    TooDeepError,
    UnderItselfError,
)
from leeway.desk.people.commands.inviting import (
    INVITATION_LASTS,
    Invitee,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from leeway.desk.people.commands.joining import (
    TERMINAL,
    add_colleague,
    choose_language,
    make_sign_in_link,
    make_told_link,
    set_password,
    use_sign_in_link,
)
from leeway.desk.people.commands.many import Member, add_colleagues, add_sites
from leeway.desk.people.commands.opening import NewDesk, make_set_up_link, open_desk
from leeway.desk.people.commands.placing import (
    certify,
    come_back,
    end_posting,
    leave,
    post,
    put_in_charge,
    relieve,
    withdraw_certificate,
)
from leeway.desk.people.commands.tree import add_site, move_site, rename_site

__all__ = [
    "INVITATION_LASTS", "TERMINAL", "EmailTakenError", "Invitee", "LastInChargeError", "Member", "NewDesk",
    "PeopleError", "TooDeepError",
    "UnderItselfError", "accept_invitation", "add_colleague", "add_colleagues", "add_site", "add_sites",
    "cancel_absence", "certify", "choose_language", "come_back", "count_fine", "end_posting",
    "give_steps_due", "go_off_duty", "go_on_duty", "invite", "leave", "make_set_up_link",
    "make_sign_in_link", "make_told_link", "move_site", "open_desk", "plan_absence", "post", "put_in_charge",
    "relieve",
    "rename_site", "set_password", "take_back_step", "uncount_fine", "use_sign_in_link", "withdraw_certificate",
    "withdraw_invitation",
]  # fmt: skip
