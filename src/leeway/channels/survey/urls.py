"""Where do the links of questions and of messages that come first lead?"""

from __future__ import annotations

from django.urls import path

from leeway.channels.survey import views

urlpatterns = [
    path("matter/<str:case>/how-was-it/", views.on_page, name="how_was_it_here"),
    path("how-was-it/<str:secret>/", views.how_was_it, name="how_was_it"),
    path("how-was-it/<str:secret>/stop/", views.ask_no_more, name="ask_no_more"),
    path("no-more/<str:signed>/", views.no_more, name="no_more"),
]
