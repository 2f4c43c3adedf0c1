"""Which address is which operation? All operations of version 1, and their description in OpenAPI 3.1."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
