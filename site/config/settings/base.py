"""Settings shared by every place MOS runs in; the environment is read in one block at the top."""

import os
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from config.settings.rooms import *  # noqa: F403  # settings are one namespace by Django's design
from config.settings.sign_in import *  # noqa: F403  # settings are one namespace by Django's design

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
FILE_PROVISIONAL_FORMS = False  # forms that nobody has compared with the official ones
PAYLOAD_SCHEMAS = ROOT / "applications/exchange/protocol/schemas"  # what is filed is judged by them before it is queued

# The environment
ROLE = os.environ.get(
    "MOS_ROLE", "portal"
)  # portal, editors, officers or exchange: which addresses this process answers
DATA = Path(os.environ.get("DATA", ROOT / "var")).resolve()
DATABASE_URL = os.environ.get("DATABASE_URL", "")
STRIPE_SECRET_KEY = os.environ.get("STRIPE_SECRET_KEY", "")
CLAMD_SOCKET = os.environ.get("CLAMD_SOCKET", "")  # a path or host:port; empty: no virus scanner, the gate alone
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")  # who may read /metrics on the officers' host; empty: nobody
STRIPE_WEBHOOK_SECRETS = os.environ.get("STRIPE_WEBHOOK_SECRETS", "").split()

DEBUG = False
ROOT_URLCONF = {
    "portal": "config.urls",
    "editors": "config.urls_editors",
    "officers": "config.urls_officers",
    "exchange": "config.urls_exchange",
}[ROLE]
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "content",
    "content.deadlines",
    "content.said",
    "content.upkeep",
    "content.coverage",
    "content.search",
    "payments",
    "applications.cases",
    "applications.correspondence",
    "applications.retention",
    "applications.finding",
    "applications.printing",
    "applications.filing",
    "applications.wording",
    "applications.handover",
    "applications.receipts",
    "applications.annexes",
    "applications.drafting",
    "applications.answers",
    "applications.uploads",
    "applications.signing",
    "applications.exchange.portal",
    "procedures",
    "config",
    "accounts",
    "audit",
    "notices",
    "vocabulary",
    "jobs",
    "sealing",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "modelcluster",
    "taggit",
    "formtools",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "allauth.usersessions",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    *(["config.kept_pages.KeptPages"] if ROLE == "portal" else []),
    "config.caching.NothingKept",
    "config.rates.RateHeaders",
    "corsheaders.middleware.CorsMiddleware",
    "config.origin.OwnOrigin",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "config.policies.AdminPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.readable.ReadableMiddleware",
    "procedures.one_state.OneStateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "config.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "content.moved.OldAddresses",
]

KEPT_PAGES_BYTES = 64 * 2**20  # of one process: some 1,500 pages, packed and not

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# Our form templates are for readers; Wagtail's admin keeps Django's own
FORM_RENDERER = f"django.forms.renderers.{'DjangoTemplates' if ROLE == 'editors' else 'TemplatesSetting'}"

# Languages: one line and one .po file each
LANGUAGE_CODE = "pl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("pl", "Polski"),
    ("en", "English"),
    ("uk", "Українська"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"  # legal dates are Warsaw dates

STATIC_URL = "static/"
STATICFILES_DIRS = [SITE / "static"]
STATIC_ROOT = DATA / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = DATA / "media"
UPLOADS_ROOT = DATA / "sealed"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "sealed": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOADS_ROOT},
    },
}

# Sign-in; the rest of it is in sign_in.py
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "applications:list"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 8 * 3600  # absolute, in seconds
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.failures.csrf_failure"

# What a browser may do on our pages; Wagtail's admin alone may more, see config/policies.py
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a list of 300 stays has some ten inputs a row
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # uploads never touch the disk unsealed

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.SessionToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problems.handle",
    "DEFAULT_THROTTLE_CLASSES": ["config.rates.Rate"],
}
API_REQUESTS_A_MINUTE = 300  # of one person, or of one address that nobody signed in from; 0: no limit
# Front ends elsewhere that may call the API from a browser: "https://name[:port]". They sign in by the session token in
# a header: no cookie of ours goes with what another origin asks.
CORS_ALLOWED_ORIGINS = os.environ.get("CORS_ORIGINS", "").split() if ROLE == "portal" else []
CORS_URLS_REGEX = r"^/(api/v1|_allauth/app)/"
CORS_ALLOW_HEADERS = ["accept-language", "content-type", "idempotency-key", "if-match", "x-session-token"]
CORS_EXPOSE_HEADERS = ["ETag", "Location", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"]
if ROLE == "editors":  # no API of ours there: Wagtail's own views post forms and read errors as DRF makes them
    REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}
SPECTACULAR_SETTINGS = {
    "TITLE": "MOS API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_URLCONF": "config.api",
    "ENABLE_DJANGO_DEPLOY_CHECK": ROLE == "portal",  # elsewhere it would judge Wagtail's admin API, which is not ours
    "SERVERS": [{"url": "/", "description": "The portal that publishes this description"}],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.description.with_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ApplicationState": "applications.drafting.states.ApplicationState",
        "AnnexState": "applications.annexes.status.STATES",
        "AnnexRequestState": "applications.annexes.states.AnnexState",
        "WordingRequestState": "applications.wording.states.RequestState",
        "WordingTextState": "applications.wording.states.TextState",
        "HandOverState": "applications.handover.states.HandOverState",
        "AttachmentState": "applications.uploads.states.UploadState",
        "CheckoutState": "payments.states.PaymentState",
    },
}

# A worker process for each lane: nobody's mail waits for a slow scanner or payment service, see launch/processes.py
LANES = ["default", "mail", "slow"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": LANES}}

# The own copy after the data entered the register (art. 225g(2)), see docs/decisions/0007
OWN_COPY_WARNED_DAYS = 14  # from the warning to the erasure
OWN_COPY_REMINDED_DAYS = 3  # from the reminder to the erasure, and the least after a consent is withdrawn

# Whose account with the payment service a duty goes to: "city", "voivode", or one of them, "city-14" -> "acct_…"
STRIPE_PAYEES = dict(pair.split("=", 1) for pair in os.environ.get("STRIPE_PAYEES", "").split())

# Dotted path of a class after applications/wording/machine.py that drafts Polish; empty: no text ever leaves for that
MACHINE_TRANSLATION = os.environ.get("MACHINE_TRANSLATION", "")

# Whether links that leave the portal are asked for once a day: needs a way out to the Internet
CHECK_LINKS_OUTSIDE = os.environ.get("CHECK_LINKS_OUTSIDE") == "yes"

# The exchange
EXCHANGE_BEHIND_PROXY = False  # True: the proxy ends TLS and passes the caller's certificate in a header
# Where programs that file over the API may have a signed person sent back, besides our own pages: "https://name[:port]"
SIGNATURE_RETURN_ORIGINS = os.environ.get("SIGNATURE_RETURN_ORIGINS", "").split()
SIGNATURE_SERVICE = "applications.signing.trusted_profile.TrustedProfile"

MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
DEFAULT_FROM_EMAIL = "MOS <mos@localhost>"

SHOW_COMPONENTS = False  # the page of all parts of the look
WAGTAIL_SITE_NAME = "MOS"
WAGTAILAPI_RICH_TEXT_FORMAT = "html"  # with links as readers follow them
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # an address that can be read out, and is the same in every language
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation begins as a draft: its text is Polish yet
WAGTAILIMAGES_IMAGE_MODEL = "content.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "content.File"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # it would send an MD5 of an editor's address abroad
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_COMMENTS_ENABLED = True  # what they notify goes through `notices`, see content/commenting.py
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # not offered: a machine lists names that browsers do not know
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "docx", "xlsx", "txt", "csv"]
WAGTAILADMIN_BASE_URL = ""
# Editors sign in as everybody does; Wagtail's own pages limit no tries and know of no second step
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"no-tokens": {"()": "config.redaction.NoTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no-tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"stripe": {"level": "WARNING"}},  # it would name every session it asks about
}
