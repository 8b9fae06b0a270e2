"""Production: everything secret or local comes from the environment, and a missing variable stops the start."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403  # settings are one namespace by Django's design
from config.settings.base import LOGGING, ROLE, SECURE_CSP, STORAGES
from config.settings.databases import database
from config.settings.object_storage import bucket


def required(name: str) -> str:
    if not (value := os.environ.get(name)):
        raise ImproperlyConfigured(f"The environment variable {name} is missing")
    return value


SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split()
DATABASES = {"default": database(required("DATABASE_URL"))}
# What is kept stands in PostgreSQL, object storage and the cache alone: every role can have several hosts
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": required("CACHE_URL").split()}
}
S3 = {
    "endpoint": required("S3_ENDPOINT"),
    "access_key": required("S3_ACCESS_KEY"),
    "secret_key": required("S3_SECRET_KEY"),
}
MEDIA_URL = required("MEDIA_URL")  # where readers fetch the pictures of pages; the sealed bucket has no public address
MEDIA_HOST = urlsplit(MEDIA_URL).netloc
STORAGES = STORAGES | {
    "default": bucket(required("S3_MEDIA_BUCKET"), custom_domain=MEDIA_HOST, querystring_auth=False, **S3),
    "sealed": bucket(required("S3_SEALED_BUCKET"), **S3),
}
SEALING_KEYS = dict(pair.split("=", 1) for pair in required("SEALING_KEYS").split())
SEALING_CURRENT_KEY = required("SEALING_CURRENT_KEY")
SEALING_INDEX_KEY = required("SEALING_INDEX_KEY")
PORTAL_URL = required("PORTAL_URL")
WAGTAILADMIN_BASE_URL = required("EDITORS_URL")  # where mails to editors lead
SIGNATURE_URL = required("SIGNATURE_URL")
SIGNATURE_TRUST = Path(required("SIGNATURE_TRUST"))
STRIPE_SECRET_KEY = required("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRETS = required("STRIPE_WEBHOOK_SECRETS").split()
STRIPE_API_URL = "https://api.stripe.com"
STRIPE_CHECKOUT_ORIGIN = "https://checkout.stripe.com"
STRIPE_IS_DOUBLE = False
EXCHANGE_PKI = Path(required("EXCHANGE_PKI"))
PORTAL_SEAL_KEY = Path(required("PORTAL_SEAL_KEY"))
PORTAL_SEAL_CERTIFICATE = Path(required("PORTAL_SEAL_CERTIFICATE"))
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": required("SMTP_HOST"), "timeout": 10},
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = f"__Host-session-{ROLE}"
CSRF_COOKIE_NAME = f"__Host-csrf-{ROLE}"
SECURE_SSL_REDIRECT = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(required("TRUSTED_PROXIES"))  # or all readers share one limit: the proxy's
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_CSP = SECURE_CSP | {
    "form-action": ["'self'", SIGNATURE_URL, STRIPE_CHECKOUT_ORIGIN],
    "img-src": ["'self'", "data:", f"https://{MEDIA_HOST}"],
}
JSON_LINE = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": "{asctime}{levelname}{name}{message}",
    "style": "{",
    "static_fields": {"role": ROLE},
}
LOGGING = LOGGING | {"formatters": {"line": JSON_LINE}}
