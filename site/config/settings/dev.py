"""One machine: embedded PostgreSQL, doubles of every outside system, secrets made at the first start."""

from config.settings.base import *  # noqa: F403  # settings are one namespace by Django's design
from config.settings.base import (
    DATA,
    DATABASE_URL,
    METRICS_TOKEN,
    ROLE,
    SECURE_CSP,
    STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRETS,
)
from config.settings.databases import database
from launch import exchange_pki, seal, secrets
from launch.ports import HOST, from_environment
from launch.postgres import locate
from procedures.tables import payees

DEMO = True  # demonstration accounts may be made here
PORTS = from_environment()
SECRETS = secrets.of(DATA)
SECRET_KEY = SECRETS["django"]
SEALING_KEYS = {"dev": SECRETS["sealing"]}
SEALING_CURRENT_KEY = "dev"
SEALING_INDEX_KEY = SECRETS["index"]
ALLOWED_HOSTS = [HOST, "localhost"]
DATABASES = {"default": database(DATABASE_URL or locate(DATA, PORTS.of("postgres")).url("mos"))}

PORTAL_URL = PORTS.address("portal")
WAGTAILADMIN_BASE_URL = PORTS.address("editors")  # where mails to editors lead
CSRF_TRUSTED_ORIGINS = [PORTS.address(name) for name in ("portal", "editors", "officers")]
CSRF_TRUSTED_ORIGINS.append(f"http://localhost:{PORTS.of('portal')}")  # the portal's other name on this machine
SHOW_COMPONENTS = True
METRICS_TOKEN = METRICS_TOKEN or "development"  # this machine's own
# Cookies ignore ports: the role and the port are in their names, or two systems on one machine sign each other out
SESSION_COOKIE_NAME = f"session-{ROLE}-{PORTS.first}"
CSRF_COOKIE_NAME = f"csrf-{ROLE}-{PORTS.first}"
LANGUAGE_COOKIE_NAME = f"language-{PORTS.first}"

SIGNATURE_URL = PORTS.address("signature")
SIGNATURE_TRUST = DATA / "pki" / "signature-ca.pem"
STRIPE_IS_DOUBLE = not STRIPE_SECRET_KEY
if STRIPE_IS_DOUBLE:
    STRIPE_SECRET_KEY = SECRETS["stripe"]
    STRIPE_WEBHOOK_SECRETS = [SECRETS["stripe-webhook"]]
STRIPE_API_URL = PORTS.address("stripe") if STRIPE_IS_DOUBLE else "https://api.stripe.com"
STRIPE_CHECKOUT_ORIGIN = PORTS.address("stripe") if STRIPE_IS_DOUBLE else "https://checkout.stripe.com"
STRIPE_PAYEES = dict.fromkeys(payees.keys(), "")  # all payees share the one test account
SECURE_CSP = {**SECURE_CSP, "form-action": ["'self'", SIGNATURE_URL, STRIPE_CHECKOUT_ORIGIN]}
EXCHANGE_PKI = exchange_pki.ensure(DATA)
PORTAL_SEAL_KEY, PORTAL_SEAL_CERTIFICATE = seal.ensure(DATA / "pki")

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": HOST, "port": PORTS.of("smtp"), "timeout": 10},
    }
}

FILE_PROVISIONAL_FORMS = True  # to try them whole; production files none
API_REQUESTS_A_MINUTE = 3_000  # walks that try the whole system ask faster than people
