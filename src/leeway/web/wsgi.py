"""What does the web server call? The desk as a WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
application = get_wsgi_application()
