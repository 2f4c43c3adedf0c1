"""Where does somebody write to us?"""

from __future__ import annotations

from django.urls import path

from leeway.channels.form import views

urlpatterns = [
    path("say/", views.say, name="tell-us"),
    path("say/received/<str:signed>/", views.received, name="received"),
    path("say/<str:site>/", views.say, name="tell-us-at"),
    path("say/<str:site>/poster/", views.poster, name="poster"),
]
