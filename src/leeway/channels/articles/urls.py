"""Which public pages tell what to expect of us?"""

from __future__ import annotations

from django.urls import path

from leeway.channels.articles import views

urlpatterns = [
    path("answers/", views.articles, name="answers"),
    path("answers/<str:policy>/", views.article, name="answer-on"),
]
