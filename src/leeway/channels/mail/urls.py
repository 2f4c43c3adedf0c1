"""Which pages has mail? One, for whoever runs the desk."""

from __future__ import annotations

from django.urls import path

from leeway.channels.mail import views

urlpatterns = [path("mailboxes/", views.mailboxes, name="mailboxes")]
