"""Where is the chat? A page of its own; the same in a small frame."""

from __future__ import annotations

from django.urls import path

from leeway.channels.chat import views

urlpatterns = [
    path("chat/", views.begin, name="chat"),
    path("chat/at/<str:site>/", views.begin, name="chat-at"),
    path("chat/talk/<str:name>/", views.talk, name="chat-talk"),
    path("chat/talk/<str:name>/lines/", views.lines, name="chat-lines"),
    path("chat/talk/<str:name>/left/", views.leave, name="chat-left"),
]
