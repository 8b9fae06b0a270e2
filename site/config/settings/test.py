"""Tests: the development settings on a data folder of their own, quick password hashes, mail in memory."""

import os
from pathlib import Path

os.environ.setdefault("DATA", str(Path(__file__).resolve().parents[3] / "var" / "test"))
os.environ.setdefault("PORT", "8100")

from config.settings.dev import *  # noqa: F403  # the two lines above decide where everything is

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405  # from dev
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": LANES}}  # noqa: F405  # from base
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
API_REQUESTS_A_MINUTE = 0
SESSION_COOKIE_NAME = "session"  # in the published API description too, whatever the port of the run

# A test takes its changes back instead of committing them, and nobody hears of those
MIDDLEWARE = [each for each in MIDDLEWARE if each != "config.kept_pages.KeptPages"]  # noqa: F405  # from base

FILE_PROVISIONAL_FORMS = True  # to try them whole; production files none
