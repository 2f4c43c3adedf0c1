"""How is this desk set up? Django's settings, made from the data folder and the few variables of an operator.

`LEEWAY_HOME` is the data folder, `DATABASE_URL` (postgresql://…) a database for several machines,
`LEEWAY_ORIGIN` the address people type where a proxy stands before the desk (https://desk.example.com).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from leeway.channels import found
from leeway.web.databases import databases, ledger_url
from leeway.web.secrets import secret_key

HERE = Path(__file__).parent
ORIGIN = os.environ.get("LEEWAY_ORIGIN", "").rstrip("/")

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = [ORIGIN.partition("://")[2].partition(":")[0]] if ORIGIN else ["*"]
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
SECURE = ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "leeway.desk.people",
    "leeway.desk.access",
    "leeway.desk.persons",
    "leeway.desk.cases",
    "leeway.desk.studio",
    "leeway.desk.decisions",
    "leeway.desk.conversations",
    "leeway.desk.listening",
    "leeway.desk.insight",
    "leeway.desk.importing",
    "leeway.desk.arrangements",
    *(each.package for each in found().values() if each.gives("apps")),
    "leeway.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "leeway.web.programs.for_programs",
    "leeway.web.compressed.compress_static",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "leeway.web.frame.with_live_updates",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "leeway.desk.people.gates.set_up_first",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "leeway.desk.people.gates.in_their_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

SECURE_CSP: dict[str, Any] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

ROOT_URLCONF = "leeway.web.urls"
WSGI_APPLICATION = "leeway.web.running.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],  # before the apps': pages of signing in are our own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leeway.web.frame.frame",
            ],
        },
    }
]

DATABASES = databases()
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_for_a_while"}
}
"""Tries to sign in are counted, and codes are used once, whichever process of whichever machine is asked."""
LEEWAY_LEDGER_URL = ledger_url()
"""Where decisions and balances are: see `leeway.stores.open_store`."""
LEEWAY_ADDRESS = ORIGIN or os.environ.get("LEEWAY_ADDRESS", "http://localhost:8000")
"""What links to this desk in messages begin with."""
LEEWAY_ANSWER_SECONDS = int(os.environ.get("LEEWAY_ANSWER_SECONDS") or 300)
"""How long somebody who is asked has to answer before it is the next one's turn."""
LEEWAY_CHAT_ORIGINS = os.environ.get("LEEWAY_CHAT_ORIGINS", "").split()
"""The company's own sites whose pages may show the chat in a frame: `https://www.example.com`, with spaces."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Colleague"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "leeway.desk.people.signing_in.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = "Leeway"
MFA_ADAPTER = "leeway.desk.people.signing_in.KeptSecret"
MFA_FORMS = {
    "login_webauthn": "leeway.desk.people.passkeys.SignInByPasskey",
    "authenticate_webauthn": "leeway.desk.people.passkeys.SecondPasskey",
    "add_webauthn": "leeway.desk.people.passkeys.AddPasskey",
    "reauthenticate_webauthn": "leeway.desk.people.passkeys.ShowPasskeyAgain",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever invites knows the address
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ORIGIN else 0

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("ru", "Русский"),
    ("ro", "Română"),
    ("uk", "Українська"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {"staticfiles": {"BACKEND": "leeway.web.fingerprints.Fingerprinted"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
"""The desk is often served without TLS inside a shop; LEEWAY_ORIGIN with https switches all of it on."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
