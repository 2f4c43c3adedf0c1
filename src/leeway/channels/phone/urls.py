"""Where does a colleague write down a call or a visit?"""

from __future__ import annotations

from django.urls import path

from leeway.channels.phone import views

urlpatterns = [
    path("calls/new/", views.call, name="new-call"),
    path("calls/whose/", views.whose, name="call-whose"),
    path("calls/time/", views.call_time, name="call-time"),
]
