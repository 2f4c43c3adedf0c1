"""What does the web server call? The desk as a WSGI application, all of it loaded before anybody asks."""

from __future__ import annotations

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
import_module("leeway.api.urls")
