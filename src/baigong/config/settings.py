"""All settings, from the environment; with nothing set it is the demo on one machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from baigong.config.accounts import FORM_DESTINATIONS, PROVIDERS_HERE
from baigong.config.environment import DATA, env, given, secret

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]

# What this installation is
DEMO = env.bool("BAIGONG_DEMO", default=False)
REHEARSAL = env.bool("BAIGONG_REHEARSING", default=False)
DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
IS_HTTPS = SITE_URL.startswith("https://")
SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
AT_HOME = ["127.0.0.1", "localhost", "[::1]"]  # the machine itself may always ask, after its health above all
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS", default=[]), *AT_HOME]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
PROXY_STAMPS_ARRIVAL = env.bool("PROXY_STAMPS_ARRIVAL", default=False)
START_CLOCK_AT = datetime.fromisoformat(env("BAIGONG_NOW")) if env("BAIGONG_NOW", default="") else None
DEMO_CLOCK = DATA / "demo-clock"
DEMO_STORY = DATA / "demo.json"

# Apps: chapters from right to left of the import law
CHAPTERS = [
    f"baigong.domain.{chapter}"
    for chapter in (
        "people",
        "units",
        "consents",
        "editions",
        "sheets",
        "entries",
        "judging",
        "selection",
        "certificates",
        "library",
    )
]
PORTALS = [
    f"baigong.portals.{portal}" for portal in ("public", "account", "entrant", "jury", "office", "partner", "api")
]
INSTALLED_APPS = [
    "baigong.config",
    *(f"baigong.kit.{app}" for app in ("audit", "outbox", "jobs", "files", "documents", "signing", "search")),
    *(f"baigong.kit.{app}" for app in ("service", "ui")),
    *CHAPTERS,
    *PORTALS,
    "baigong.interface",
    "baigong.letters",
    "baigong.worlds",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    *(f"allauth.socialaccount.providers.{name}" for name in PROVIDERS_HERE),
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "baigong.kit.http.middleware.RequestOrigin",
    "baigong.kit.service.counting.Counted",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "baigong.kit.http.middleware.SecurityHeaders",
    "baigong.kit.http.patience.Patience",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "baigong.kit.http.middleware.Refusals",
    "baigong.portals.account.gates.Gates",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "baigong.config.urls"
WSGI_APPLICATION = "baigong.config.wsgi.application"
PATHS_OF_WRITERS = ("/entries/", "/account/")  # whose acts the service is measured by

# Templates: cotton and partials each switch the other off unless the loaders are written out
_LOADERS: Any = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "baigong.interface.context.site",
            ],
        },
    }
]

FORM_RENDERER = "baigong.kit.ui.widgets.Renderer"

# Database: SQLite with full durability, or PostgreSQL by DATABASE_URL
DATABASES: dict[str, Any] = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'baigong.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {
        "ENGINE": "baigong.kit.sqlite",
        "OPTIONS": {
            "timeout": 20,
            "cached_statements": 1000,  # each that is not at hand is parsed and planned anew
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;",
        },
    }
else:
    DATABASES["default"] |= {"CONN_HEALTH_CHECKS": True}
DATABASES["default"] |= {"CONN_MAX_AGE": 60}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, Any] = {
    "default": {"OPTIONS": {"MAX_ENTRIES": 10_000}, **env.cache("CACHE_URL", default="dbcache://cache_rows")}
}
if DATABASES["default"]["ENGINE"] == "baigong.kit.sqlite" and not env("CACHE_URL", default=""):
    CACHES = {"default": {"BACKEND": "baigong.kit.sqlite.cache.Cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Languages and time
LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Taipei"
USE_TZ = True

# Static and stored files
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "baigong.kit.ui.finders.PackageFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
_BUNDLED = PACKAGE / "node_modules"  # in a wheel
NODE_MODULES = Path(env("NODE_MODULES", default=str(_BUNDLED if _BUNDLED.exists() else ROOT / "node_modules")))
TESTING = env.bool("BAIGONG_TESTING", default=False)
WHITENOISE_USE_FINDERS = env.bool("WHITENOISE_USE_FINDERS", default=DEMO or DEBUG or TESTING)
STATIC_ROOT = None if WHITENOISE_USE_FINDERS else env("STATIC_ROOT", default=str(DATA / "static"))
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA / "files"
PERSON_MB = env.int("PERSON_MB", default=2000)
STORE_MB = env.int("STORE_MB", default=0)
S3_BUCKET = env("AWS_STORAGE_BUCKET_NAME", default="")
STORAGES: dict[str, Any] = {
    "default": {
        "BACKEND": "baigong.kit.files.storage.DurableStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "baigong.kit.ui.storage.Storage"
    },
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env("AWS_S3_ENDPOINT_URL", default=None),
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }

# Keys of signatures and of sealed columns, each made in the data folder at first use if unset; typefaces of documents
FIELD_KEY = given("FIELD_KEY")
BACKUP_KEY = given("BACKUP_KEY")  # seals backups; without it they are plain
DRILL_DATABASE_URL = given("DRILL_DATABASE_URL")
FIELD_KEYS_RETIRED = env.list("FIELD_KEYS_RETIRED", default=[])
SIGNING_KEY = given("SIGNING_KEY")
SIGNING_KEYS_RETIRED = env.list("SIGNING_KEYS_RETIRED", default=[])
FONT_DIRS = env.list("FONT_DIRS", default=[])

# Mail: a folder that the demo shows in the browser, or any SMTP server by EMAIL_URL
if env("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
EMAIL_TIMEOUT = 20
MAIL_DOMAIN = env("MAIL_DOMAIN", default="baigong.example")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"百工 <office@{MAIL_DOMAIN}>")

# People
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["baigong.kit.http.passwords.Argon2id", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "baigong.kit.http.passwords.NotLeaked"},
]
LEAKED_PASSWORDS = env("LEAKED_PASSWORDS", default="")  # a file of SHA-1 digests, in order
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account:home"
LOGOUT_REDIRECT_URL = "public:home"

# Sessions, cookies, transport
SESSION_ENGINE = "baigong.kit.http.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
OFFICE_SESSION_HOURS = env.int("OFFICE_SESSION_HOURS", default=12)  # of those who run the award, however busy
OFFICE_IDLE_MINUTES = env.int("OFFICE_IDLE_MINUTES", default=30)  # a session that rests for longer ends; 0: never
JUDGE_IDLE_MINUTES = env.int("JUDGE_IDLE_MINUTES", default=720)  # a train without a network included
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "baigong.kit.ui.views.csrf_failure"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=IS_HTTPS)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *FORM_DESTINATIONS],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["baigong-look", "default"],
        "report-uri": ["/policy-report"],
    }
}

from baigong.config.accounts import *  # noqa: E402, F403 (the settings of sign-in, on a page of their own)
from baigong.config.logs import LOGGING, LOGGING_CONFIG  # noqa: E402, F401 (likewise)
