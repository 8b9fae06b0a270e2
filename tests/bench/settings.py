"""The tests' settings, with the baselines beside our pages and the sessions of Django for both."""

from config.settings.test import *  # noqa: F403  # settings are one namespace by Django's design
from config.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]
ROOT_URLCONF = "tests.bench.baselines"
ALLOWED_HOSTS = ["*"]
LOGGING_CONFIG = None
