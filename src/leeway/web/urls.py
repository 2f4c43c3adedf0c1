"""Which address leads where? Those of apps, channels and signing in; those of programs are in `programs.py`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from leeway.channels import giving


def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django names it
    """Say that pages are answered; for whoever watches the process."""
    return HttpResponse("yes\n", content_type="text/plain")


urlpatterns = [
    path("alive/", alive, name="alive"),
    path("", include("leeway.desk.decisions.urls")),
    path("", include("leeway.desk.listening.urls")),
    path("", include("leeway.desk.insight.urls")),
    path("", include("leeway.desk.people.urls")),
    path("", include("leeway.desk.conversations.urls")),
    path("", include("leeway.desk.access.urls")),
    path("", include("leeway.desk.arrangements.urls")),
    path("", include("leeway.desk.importing.urls")),
    path("policies/", include("leeway.desk.studio.urls")),
    path("account/", include("allauth.urls")),
    *(path("", include(urls)) for urls in giving("urls")),
]
