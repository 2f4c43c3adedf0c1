"""Which addresses show a person their matter?"""

from __future__ import annotations

from django.urls import path

from leeway.channels.page import views

urlpatterns = [
    path("m/<str:signed>/", views.link, name="matter-link"),
    path("matter/<str:case>/", views.matter, name="public_matter"),
    path("matter/<str:case>/talk/", views.talk, name="matter-talk"),
    path("matter/<str:case>/reply/", views.reply, name="matter-reply"),
    path("matter/<str:case>/another/", views.another, name="matter-another"),
    path("matter/<str:case>/close/", views.close_everywhere, name="matter-close"),
    path("matter/<str:case>/again/", views.again, name="matter-again"),
    path("matter/<str:case>/file/<int:file>/", views.file, name="matter-file"),
]
