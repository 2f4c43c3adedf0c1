"""Which pages does a supervisor have?"""

from __future__ import annotations

from django.urls import path

from leeway.desk.decisions.views.supervisor import questions

urlpatterns = [
    path("questions/", questions.queue, name="questions"),
    path("questions/<str:question>/answer/", questions.answer, name="answer"),
    path("questions/<str:question>/on/", questions.hand_on, name="hand_on"),
]
