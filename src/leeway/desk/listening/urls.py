"""Which pages are of listening? What they said first, then the silent."""

from __future__ import annotations

from django.urls import path

from leeway.desk.listening.views import hearing, silent

urlpatterns = [
    path("listening/", hearing.listening, name="listening"),
    path("listening/follow-ups/<str:survey>/", hearing.follow_up, name="follow_up"),
    path("listening/follow-ups/<str:survey>/take/", hearing.take_on, name="take_on"),
    path("listening/follow-ups/<str:survey>/finish/", hearing.finish, name="finish_follow_up"),
    path("listening/praise/read/", hearing.praise_read, name="praise_read"),
    path("listening/praise/<int:praise>/", hearing.hand_on, name="hand_on_praise"),
    path("listening/silent/", silent.outreaches, name="outreaches"),
    path("listening/silent/new/", silent.write, name="new_outreach"),
    path("listening/silent/<str:outreach>/", silent.outreach, name="outreach"),
    path("listening/silent/<str:outreach>/change/", silent.write, name="change_outreach"),
    path("listening/silent/<str:outreach>/begin/", silent.begin, name="begin_outreach"),
    path("listening/silent/<str:outreach>/stop/", silent.stop, name="stop_outreach"),
]
