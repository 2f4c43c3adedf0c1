"""Which pages are about tokens? One: list, make, withdraw."""

from __future__ import annotations

from django.urls import path

from leeway.desk.access import views

urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<str:token>/withdraw/", views.withdraw, name="withdraw-token"),
]
