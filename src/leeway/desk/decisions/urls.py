"""Which pages are about decisions? The counter first."""

from __future__ import annotations

from django.urls import include, path

from leeway.desk.decisions.views import counter, why

urlpatterns = [
    path("", include("leeway.desk.decisions.views.supervisor.addresses")),
    path("", counter.start, name="counter"),
    path("counter/open/", counter.begin, name="begin"),
    path("counter/tell/", counter.tell, name="tell"),
    path("counter/<str:case>/", counter.matter, name="matter"),
    path("counter/<str:case>/learn/", counter.learn, name="learn"),
    path("counter/<str:case>/judge/", counter.judge, name="judge"),
    path("counter/<str:case>/tell/", counter.tell, name="tell_here"),
    path("counter/<str:case>/do/", counter.do, name="do"),
    path("counter/<str:case>/ask/", counter.ask, name="ask"),
    path("waiting/<str:question>/", counter.waiting, name="waiting"),
    path("waiting/<str:question>/withdraw/", counter.withdraw, name="withdraw"),
    path("decisions/", why.decisions, name="decisions"),
    path("decisions/<str:decision>/", why.why, name="why"),
    path("decisions/<str:decision>/again/", why.again, name="again"),
    path("done/<str:decision>/", counter.done, name="done"),
    path("done/<str:decision>/undo/", counter.undo, name="undo"),
]
