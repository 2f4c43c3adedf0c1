"""Which pages has mail? Whether it is well, and a letter with its pictures from elsewhere."""

from __future__ import annotations

from django.urls import path

from leeway.channels.mail import pictures, views

urlpatterns = [
    path("mailboxes/", views.mailboxes, name="mailboxes"),
    path("letters/<int:entry>/pictures/", pictures.ask, name="ask_for_pictures"),
    path("letters/with-pictures/<str:asked>/", pictures.letter, name="letter_with_pictures"),
    path("letters/picture/<str:signed>/", pictures.picture, name="picture_of_letter"),
]
