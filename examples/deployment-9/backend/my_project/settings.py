"""Settings, all of them from the environment; see the README beside this folder."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("DJANGO_DEBUG") == "1"

# A file, since what is in the environment ends up in logs and crash reports.
SECRET_KEY_FILE = os.environ.get("DJANGO_SECRET_KEY_FILE")
if SECRET_KEY_FILE:
    SECRET_KEY = Path(SECRET_KEY_FILE).read_text(encoding="utf-8").strip()
elif DEBUG:
    SECRET_KEY = get_random_secret_key()
else:
    raise ImproperlyConfigured("Set DJANGO_SECRET_KEY_FILE (or DJANGO_DEBUG=1 for development).")

# "*" is safe as the default: the service is only reached through a load balancer, whose health
# checks name the pod's own IP as the host, and no answer is built from the host name.
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "*").split(",")

ROOT_URLCONF = "my_project.urls"
WSGI_APPLICATION = "my_project.wsgi.application"
INSTALLED_APPS = ["rest_framework", "shop"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("DATABASE_PATH", BASE_DIR / "db.sqlite3"),
        # Orders read and then write: take the write lock at once, and wait for it, rather than
        # fail with "database is locked" halfway.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TIME_ZONE = "UTC"

# A public JSON API: no users, no sessions, no HTML.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
}

# Django's default mails errors to the administrators; a container writes them to its log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
