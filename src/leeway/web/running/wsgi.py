"""What does the web server call? The desk as a WSGI application, its pages ready before they are asked for."""

from __future__ import annotations

import gc
import os
from importlib import import_module
from threading import Thread

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from leeway.web.running.processes import wait_until_prepared

GARBAGE_OBJECTS = 20_000
"""After so many new objects rings of them are looked for: some ten decisions."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
wait_until_prepared()


def _load_the_rest() -> None:
    """Load what only programs need; from then on the collector of garbage passes over all that is loaded."""
    import_module("leeway.api.urls")
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_OBJECTS)


# Programs can wait a moment longer than people: this happens behind the first page.
Thread(target=_load_the_rest, daemon=True).start()
