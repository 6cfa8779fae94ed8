"""All settings, from the environment; docs/deploy.md lists the variables."""

import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from config import logs, mail, servers

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "0.1"  # as other people's servers are told
env = environ.Env()
DATA_DIR = servers.data_dir()
EMBEDDED = servers.addresses(DATA_DIR)

DEBUG = env.bool("ONRECORD_DEBUG", default=False)
SECRET_KEY_GIVEN = bool(env.str("ONRECORD_SECRET_KEY", default=""))
SECRET_KEY = env.str("ONRECORD_SECRET_KEY", default="") or servers.secret(DATA_DIR, "secret-key", secrets.token_urlsafe)
ALLOWED_HOSTS = env.list("ONRECORD_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("ONRECORD_HTTPS", default=False)

INSTALLED_APPS = [
    "claims",
    "actors",
    "sources",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
]
MIDDLEWARE = [
    "config.durations.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # its files are compressed beforehand
    # Pages repeat a masked token and carry random padding, so their compressed length gives no secret away (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.session_age.middleware",
    "claims.access.SignInFirst",
    "claims.access.RoleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.access.roles",
                "claims.waiting.review_waiting",
            ],
        },
    },
]

DATABASES = {
    "default": {
        **env.db_url("DATABASE_URL", default=EMBEDDED.database_url),
        # A new one has everything to plan again, and all its memory to map: some 50 ms a list.
        "CONN_MAX_AGE": 3_600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Statements are planned once a connection: planning took a third of the database's time for a page.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
PG_BIN = env.str("ONRECORD_PG_BIN", default="")  # where pg_dump and pg_restore are, for backups
IMPORT_DIR = Path(env.str("ONRECORD_INBOX", default=str(DATA_DIR / "inbox")))
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000  # a choice of 10,000 claims is answered in words

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("ONRECORD_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Cookies ignore ports: two installations on one machine would sign each other out.
SESSION_COOKIE_NAME = "__Host-onrecord" if HTTPS else f"onrecord-{DATA_DIR.name}"
# Since it began, and since anything was last asked in it.
SESSION_HOURS = env.float("ONRECORD_SESSION_HOURS", default=14 * 24)
IDLE_HOURS = env.float("ONRECORD_IDLE_HOURS", default=72)
SESSION_COOKIE_AGE = int(SESSION_HOURS * 3600)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# In each process by itself: counts of lists (claims/listing/kept.py), 1 to 3 kB each.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2_000}},
}

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 2**31  # beyond it the newest would go; age decides instead
AXES_CLIENT_IP_CALLABLE = "config.client_address.client_address"
SIGN_INS_DAYS = env.int("ONRECORD_SIGN_INS_DAYS", default=365)
PROXIES = env.int("ONRECORD_PROXIES", default=1 if HTTPS else 0)
PASSWORD_RESET_TIMEOUT = 4 * 3600

# Signing in through an organisation's provider: docs/deploy.md
SSO_ISSUER = env.str("ONRECORD_OIDC_ISSUER", default="")
SSO_CLIENT = env.str("ONRECORD_OIDC_CLIENT", default="")
SSO_SECRET = env.str("ONRECORD_OIDC_SECRET", default="")
SSO_NAME = env.str("ONRECORD_OIDC_NAME", default="") or "your organisation"
SSO_SCOPE = env.str("ONRECORD_OIDC_SCOPE", default="") or "openid email profile"
SSO_GROUPS = env.str("ONRECORD_OIDC_GROUPS", default="") or "groups"
SSO_ROLES = env.json("ONRECORD_OIDC_ROLES", default={})
if set(SSO_ROLES.values()) - {"analyst", "editor", "admin"}:
    raise ImproperlyConfigured("ONRECORD_OIDC_ROLES gives groups other roles than analyst, editor and admin.")

# Rows are the truth, messages are bells: docs/decisions/0001-rows-are-the-truth.md
CELERY_BROKER_URL = env.str("REDIS_URL", default=EMBEDDED.redis_url)
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_timeout": 30, "retry_on_timeout": True}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_500_000  # kilobytes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY = False  # a bell that does not ring is rung by the sweep
CELERY_BEAT_SCHEDULE = {
    "sources.poll": {"task": "sources.poll", "schedule": 60.0, "options": {"expires": 60}},
    "sources.sweep": {"task": "sources.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "claims.sweep": {"task": "claims.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "claims.reach": {"task": "claims.reach", "schedule": 300.0, "options": {"expires": 300}},
    "claims.tidy": {"task": "claims.tidy", "schedule": 3600.0, "options": {"expires": 3600}},
    "claims.digests": {"task": "claims.digests", "schedule": 120.0, "options": {"expires": 120}},
}
# One thread for each worker child: they share the machine's cores between them.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

# Mail, and how its links begin: docs/deploy.md
SITE = f"https://{ALLOWED_HOSTS[0].removeprefix('.')}" if HTTPS else "http://localhost:8000"
SITE_URL = (env.str("ONRECORD_URL", default="") or SITE).rstrip("/")
MAIL_IN_FILES = not env.str("ONRECORD_EMAIL_URL", default="")
MAILERS = {
    "default": mail.into_files(DATA_DIR / "mail") if MAIL_IN_FILES else mail.mailer(env.email_url("ONRECORD_EMAIL_URL"))
}
DEFAULT_FROM_EMAIL = env.str("ONRECORD_EMAIL_FROM", default="") or "OnRecord <onrecord@localhost>"

# Other people's servers: docs/deploy.md
FETCH_CONTACT = env.str("ONRECORD_CONTACT", default="")
FETCH_DELAY = env.float("ONRECORD_FETCH_DELAY", default=1.0)
FETCH_LARGEST = env.int("ONRECORD_FETCH_LARGEST", default=2_000_000_000)
FETCH_LOOPBACK = env.bool("ONRECORD_FETCH_LOOPBACK", default=False)

API_RATE = env.int("ONRECORD_API_RATE", default=600)

METRICS_TOKEN = env.str("ONRECORD_METRICS_TOKEN", default="")
LOG_JSON = env.bool("ONRECORD_LOG_JSON", default=not sys.stderr.isatty())
LOGGING = logs.logging_config(LOG_JSON, env.str("ONRECORD_LOG_LEVEL", default="INFO"))
logs.configure()
