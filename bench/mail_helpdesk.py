"""How fast does django-helpdesk take in the same messages? Run by `python -m bench.mail --beside`, in its own environment.

It is given each message as its own reader of mailboxes gives it: as text, to the function that makes a matter of it.
Nothing is sent; mail that it would answer with goes to memory. Prints one line of JSON.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import time
from pathlib import Path

from bench.mail import message


def __getattr__(name: str) -> object:
    """The addresses of its pages, which it names in what it writes; known only once it is set up."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import include, path

    return [path("", include("helpdesk.urls", namespace="helpdesk"))]


def desk(home: Path) -> None:
    """Set it up on SQLite as its own documentation says, with the writing ahead that Leeway's desk uses too."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.configure(
        SECRET_KEY="of a bench",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": home / "desk.sqlite3",
                "OPTIONS": {"init_command": "PRAGMA journal_mode=wal; PRAGMA synchronous=FULL"},
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.sites",
            "django.contrib.admin", "django.contrib.messages", "django.contrib.humanize", "rest_framework", "helpdesk",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        MEDIA_ROOT=str(home / "files"), SITE_ID=1, USE_TZ=True, ROOT_URLCONF="bench.mail_helpdesk",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        HELPDESK_TEAMS_MODE_ENABLED=False,
    )  # fmt: skip
    django.setup()
    call_command("migrate", verbosity=0)


def main() -> None:
    """Take in that many messages; print the number taken, with what they say, and the seconds."""
    count = int(sys.argv[1])
    home = Path(tempfile.mkdtemp(prefix="helpdesk-bench-"))
    desk(home)
    from django.db import transaction
    from helpdesk.email import extract_email_metadata
    from helpdesk.models import Queue, Ticket

    logger = logging.getLogger("helpdesk")
    logger.setLevel(logging.CRITICAL)
    queue = Queue.objects.create(
        title="Help", slug="help", email_address="help@shop.example", allow_email_submission=True,
        email_box_type="local", logging_type="none",
    )  # fmt: skip
    texts = [message(number).decode() for number in range(count)]
    begun, spent = time.perf_counter(), time.process_time()
    for text in texts:
        with transaction.atomic():
            extract_email_metadata(text, queue, logger)
    took, used = time.perf_counter() - begun, time.process_time() - spent
    said = Ticket.objects.filter(description__contains="kettle").count()
    print(json.dumps({"taken": Ticket.objects.count(), "kettles": said, "seconds": took, "processor": used}))


if __name__ == "__main__":
    main()
