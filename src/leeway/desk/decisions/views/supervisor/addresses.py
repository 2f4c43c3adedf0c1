"""Which pages does a supervisor have?"""

from __future__ import annotations

from django.urls import path

from leeway.desk.decisions.views.supervisor import mine, questions, reviews, stops, team

urlpatterns = [
    path("questions/", questions.queue, name="questions"),
    path("questions/<str:question>/answer/", questions.answer, name="answer"),
    path("questions/<str:question>/on/", questions.hand_on, name="hand_on"),
    path("reviews/", reviews.exceptions, name="reviews"),
    path("reviews/<str:decision>/", reviews.review, name="review"),
    path("reviews/<str:decision>/reverse/", reviews.reverse, name="reverse"),
    path("used/", team.used, name="used"),
    path("stopped/", stops.stopped, name="stopped"),
    path("stopped/stop/", stops.stop, name="stop"),
    path("stopped/resume/", stops.resume, name="resume"),
    path("mine/", mine.mine, name="mine"),
    path("mine/read/", mine.read_all, name="read_all"),
    path("mine/<str:decision>/read/", mine.read, name="read"),
]
