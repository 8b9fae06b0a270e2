"""The settings of the server that is measured over HTTP: what the portal has in `make run`, and the constant view."""

from config.settings.base import MIDDLEWARE as OF_THE_PORTAL
from tests.bench.settings import *  # noqa: F403  # settings are one namespace by Django's design

MIDDLEWARE = OF_THE_PORTAL  # with the pages that are kept, which tests do without
