"""Settings, all from the environment; safe for production unless DEMO or DEBUG says otherwise.

DEMO=on is what `make run` uses: plain http on this machine, mails written to a folder, a secret key made once in var/.
"""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pes_partnerships.outbox.rules.return_path import is_pattern

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
LOCAL = DEBUG or DEMO
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
REDIS_URL = env.str("REDIS_URL", default="")
_behind = env.str("BEHIND_PROXY", default="off")
TRUSTED_PROXIES = int(_behind) if _behind.isdigit() else int(env.bool("BEHIND_PROXY", default=False))


def demo_secret_key() -> str:
    """The demo's key, made at the first start and kept in var/ so that sessions survive a restart."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or (demo_secret_key() if LOCAL else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to 50 or more random characters (or DEMO=on to try the product).")

SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "pes_partnerships.accounts",
    "pes_partnerships.ledger",
    "pes_partnerships.outbox",
    "pes_partnerships.lib",
    "partnerships",
    "reviews",
    "directory",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_countries",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "pes_partnerships.lib.web.proxy.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "pes_partnerships.roof.ForProgramsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pes_partnerships.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pes_partnerships.lib.web.htmx.WholePageMiddleware",
    "axes.middleware.AxesMiddleware",
    "pes_partnerships.lib.web.moved_on.MovedOnMiddleware",
    "pes_partnerships.lib.form_pages.RefusedFormMiddleware",
    "pes_partnerships.accounts.later.SentLaterMiddleware",
    "pes_partnerships.accounts.unsaved.UnsavedInputMiddleware",
]

ROOT_URLCONF = "pes_partnerships.urls"
WSGI_APPLICATION = "pes_partnerships.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pes_partnerships.accounts.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
VAR_DIR.mkdir(parents=True, exist_ok=True)
# counters of attempts, shared by every worker
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "pes_partnerships.lib.caches.ForgivingRedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache" / "counters",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "partnerships:portfolio"
LOGOUT_REDIRECT_URL = "directory:front"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "pes_partnerships.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the service's administrators, never by sign-up
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ACCOUNT_RATE_LIMITS = {  # an office behind one address signs in at nine; wrong passwords are counted by axes
    "login": "120/m/ip",
    "login_failed": "100/10m/ip",
    # S2: wrong codes of letters; where many are tried from many places, each place has fewer
    "letter_code": "10/15m/ip",
    "letter_code_anywhere": "200/h/key",
    "letter_code_slowed": "2/15m/ip",
    "check_document": "60/m/ip",
    "entry_pdf": "20/m/ip",
    # D3: messages to entries, counted by keyed hashes that are forgotten after a day
    "message_sender": "4/d/key",
    "message_network": "30/d/key",
    "message_entry": "40/d/key",  # that were confirmed
    "message_account": "30/d/key",
    "follow_search": "20/h/ip",
    "follow_address": "3/d/key",
}
MESSAGES_KEPT_MONTHS = env.int("MESSAGES_KEPT_MONTHS", default=12)  # after the last step; then they are deleted
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = "pes_partnerships.accounts.attempts.counted_by"
AXES_USERNAME_CALLABLE = "pes_partnerships.accounts.attempts.account_of"
AXES_CLIENT_IP_CALLABLE = "pes_partnerships.lib.web.proxy.client_address"
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 60 * 60 * 10

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["pes_partnerships.lib.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # files that browsers ask for at the root: favicon.ico
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # S3: sealed documents once more, on another disk
    "second": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.str("SECOND_COPIES", default=str(VAR_DIR / "second-copies"))},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

EMAIL_FILE_PATH = str(VAR_DIR / "mail")
if env.str("EMAIL_URL", default=""):
    EMAIL_CONFIG = env.email("EMAIL_URL")
    vars().update(EMAIL_CONFIG)
elif LOCAL:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="PES Partnerships <partnerships@localhost>")
# who publishes this installation, for its imprint; lines of an address or a notice are parted by "; "
PUBLISHER_NAME = env.str("PUBLISHER_NAME", default="")
PUBLISHER_ADDRESS = env.str("PUBLISHER_ADDRESS", default="")
PUBLISHER_EMAIL = env.str("PUBLISHER_EMAIL", default="")
PUBLISHER_PHONE = env.str("PUBLISHER_PHONE", default="")
LEGAL_NOTICE = env.str("LEGAL_NOTICE", default="")
LEGAL_NOTICE_URL = env.str("LEGAL_NOTICE_URL", default="")
# “bounces+{key}@partnerships.example.org”: where mail servers send back what they cannot deliver
RETURN_PATH = env.str("RETURN_PATH", default="")
if RETURN_PATH and not is_pattern(RETURN_PATH):
    raise ImproperlyConfigured("RETURN_PATH is an address with {key} before its @, such as bounces+{key}@example.org.")
BOUNCES_IMAP = env.str("BOUNCES_IMAP", default="")  # imaps://user:password@host/INBOX: where they arrive
OUTBOX_KICK = bool(REDIS_URL)  # with Redis a commit wakes the sweep, so that nobody waits for the clock

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if not REDIS_URL:
    WAKE_UPS = VAR_DIR / "wake-ups"
    WAKE_UPS.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT = "pes_partnerships.lib.waking.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(WAKE_UPS), "data_folder_out": str(WAKE_UPS)}
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # keeps no file, which a full disk or a moved clock could spoil
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # whoever brings it reads /metrics/; without it there is none
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=5.0 if LOCAL else 60.0)

IMPORT_MEGABYTES = env.int("IMPORT_MEGABYTES", default=10)  # the largest file of organisations that is taken
SIGNING_LINK_DAYS = env.int("SIGNING_LINK_DAYS", default=30)
SIGNING_REMINDER_HOURS = 24  # between new links that are sent by hand to one address
# {code} stands for the code of the employment service whose seal it is; a demonstration makes its own
SEAL_PKCS12 = env.str("SEAL_PKCS12", default=str(VAR_DIR / "seal" / "{code}.p12") if LOCAL else "")
SEAL_PASSPHRASE = env.str("SEAL_PASSPHRASE", default="")
# a folder with certificates of issuers that are trusted in signed copies; those of the trusted lists in `qualified`
SIGNATURE_ANCHORS = env.str("SIGNATURE_ANCHORS", default="")
SEAL_TSA_URL = env.str("SEAL_TSA_URL", default="")
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LOCAL
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not LOCAL)
SECURE_HSTS_SECONDS = 0 if LOCAL else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # Bootstrap's own stylesheet draws form icons as data: pictures
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY = {"camera": [], "geolocation": [], "microphone": [], "payment": [], "usb": []}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "pes_partnerships.lib.logs.LineFormatter"}},
    "filters": {"secret_links": {"()": "pes_partnerships.lib.logs.HideSecretLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secret_links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
