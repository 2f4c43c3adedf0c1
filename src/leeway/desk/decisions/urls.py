"""Which pages are about decisions? The counter first."""

from __future__ import annotations

from django.urls import path

from leeway.desk.decisions.views import counter

urlpatterns = [
    path("", counter.start, name="counter"),
    path("counter/open/", counter.begin, name="begin"),
    path("counter/<str:case>/", counter.matter, name="matter"),
    path("counter/<str:case>/learn/", counter.learn, name="learn"),
    path("counter/<str:case>/do/", counter.do, name="do"),
    path("done/<str:decision>/", counter.done, name="done"),
    path("done/<str:decision>/undo/", counter.undo, name="undo"),
]
