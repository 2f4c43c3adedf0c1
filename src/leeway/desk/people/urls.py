"""Which pages are about people? Signing in by link; more in time."""

from __future__ import annotations

from django.urls import path

from leeway.desk.people import views

urlpatterns = [path("enter/<str:token>/", views.enter, name="enter")]
