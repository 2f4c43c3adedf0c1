"""Which pages are about the people who serve? Coming in, one's own page, sites, colleagues."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView, TemplateView

from leeway.desk.people.views import colleagues, enter, first_start, inviting, mine, sites

INVITED_ONLY = TemplateView.as_view(template_name="account/signup_closed.html")
LOST_KEY = TemplateView.as_view(template_name="account/password_reset.html")

urlpatterns = [
    path("set-up/", first_start.not_set_up, name="not-set-up"),
    path("set-up/<str:token>/", first_start.set_up, name="set-up"),
    path("enter/<str:token>/", enter.enter, name="enter"),
    path("language/", mine.language, name="language"),
    path("duty/", mine.duty, name="duty"),
    path("me/", mine.me, name="me"),
    path("me/away/", mine.be_away, name="be-away"),
    path("join/<str:token>/", inviting.join, name="join"),
    path("join/<str:token>/passkey/", inviting.join_by_passkey, name="join-by-passkey"),
    path("invitations/<str:invitation>/withdraw/", inviting.withdraw, name="withdraw-invitation"),
    path("sites/", sites.sites, name="sites"),
    path("sites/<str:site>/", sites.site, name="site"),
    path("sites/<str:site>/change/", sites.change_site, name="change-site"),
    path("sites/<str:site>/add/", sites.add_site, name="add-site"),
    path("sites/<str:site>/where-to/", sites.where_to, name="where-to"),
    path("sites/<str:site>/move/", sites.move_site, name="move-site"),
    path("sites/<str:site>/invite/", inviting.invite, name="invite"),
    path("colleagues/<str:colleague>/", colleagues.colleague, name="colleague"),
    path("colleagues/<str:colleague>/post/", colleagues.post, name="post"),
    path("colleagues/<str:colleague>/certificate/", colleagues.certificate, name="certificate"),
    path("colleagues/<str:colleague>/take-back/", colleagues.take_back, name="take-back"),
    path("colleagues/<str:colleague>/charge/", colleagues.charge, name="charge"),
    path("colleagues/<str:colleague>/link/", colleagues.new_link, name="new-link"),
    path("colleagues/<str:colleague>/leave/", colleagues.leave, name="leave"),
    # What signing in offers elsewhere and a desk does not: the desk writes no e-mail to its people.
    path("account/signup/", INVITED_ONLY),
    path("account/password/reset/", LOST_KEY),
    path("account/email/", RedirectView.as_view(pattern_name="me")),
    path("account/confirm-email/", RedirectView.as_view(pattern_name="me")),
]
