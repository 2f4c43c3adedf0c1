"""Which pages are about the people who serve? Coming in, and more in time."""

from __future__ import annotations

from django.urls import path

from leeway.desk.people.views import enter, first_start

urlpatterns = [
    path("set-up/", first_start.not_set_up, name="not-set-up"),
    path("set-up/<str:token>/", first_start.set_up, name="set-up"),
    path("enter/<str:token>/", enter.enter, name="enter"),
]
