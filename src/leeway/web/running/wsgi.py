"""What does the web server call? The desk as a WSGI application, its pages ready before they are asked for."""

from __future__ import annotations

import os
from importlib import import_module
from threading import Thread

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from leeway.web.running.processes import wait_until_prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
wait_until_prepared()
# Programs can wait a moment longer than people: what only they need is loaded behind the first page.
Thread(target=import_module, args=("leeway.api.urls",), daemon=True).start()
