"""Where are files handed in, and where is told what becomes of them?"""

from __future__ import annotations

from django.urls import path

from leeway.desk.importing import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<str:upload>/", views.one, name="import"),
    path("imports/<str:upload>/part/", views.part, name="import_part"),
    path("imports/<str:upload>/do/", views.do, name="import_do"),
    path("imports/<str:upload>/refused/", views.refused, name="import_refused"),
]
