"""Django settings, read from the environment (see docs/operations.md for the names)."""

import json
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from harbourlight.config import surroundings
from harbourlight.foundations.rooms.discovery import installed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = Path(os.environ.get("HARBOURLIGHT_DATA") or ROOT / "var")

if surroundings_faults := list(surroundings.faults(os.environ)):
    raise ImproperlyConfigured("\n".join(surroundings_faults))
HARBOURLIGHT_DEMO = surroundings.is_demonstration()
TESTING = "HARBOURLIGHT_TEST_SUPERUSER_URL" in os.environ
# Folders with question sets of the partnership's own, parted as in PATH.
HARBOURLIGHT_QUESTION_SETS = [
    folder for folder in os.environ.get("HARBOURLIGHT_QUESTION_SETS", "").split(os.pathsep) if folder
]
HARBOURLIGHT_CLAMD = os.environ.get("HARBOURLIGHT_CLAMD", "")
# Where the heads of the read log go, out of reach of whoever runs the database.
HARBOURLIGHT_HEADS_FILE = os.environ.get("HARBOURLIGHT_HEADS_FILE", "")
HARBOURLIGHT_HEADS_MAIL = [
    address.strip() for address in os.environ.get("HARBOURLIGHT_HEADS_MAIL", "").split(",") if address.strip()
]
HARBOURLIGHT_ASSETS = Path(os.environ.get("HARBOURLIGHT_ASSETS") or DATA / "assets")
HARBOURLIGHT_FONTS = HARBOURLIGHT_ASSETS.parent / "fonts"
HARBOURLIGHT_ADDRESS = os.environ.get(
    "HARBOURLIGHT_ADDRESS", f"http://127.0.0.1:{os.environ.get('HARBOURLIGHT_PORT', '8000')}"
)
DEBUG = False

SECRET_KEY = os.environ.get("HARBOURLIGHT_SECRET_KEY") or "demonstration-only-" * 4
ALLOWED_HOSTS = os.environ.get("HARBOURLIGHT_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("localhost", "testserver")]


# To plan a query under the row policies can cost more than to run it: the busy pages' are kept prepared.
PREPARED = {"options": "-c jit=off -c plan_cache_mode=force_generic_plan"}


def database(url, role=""):
    """Read a postgresql:// address into Django's words; ``role`` is taken on after connecting."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    # A database that is away is given up after seconds, and found again seconds after it is back.
    size = {"min_size": 1, "max_size": int(os.environ.get("HARBOURLIGHT_POOL", "8"))}
    options = {"pool": {**size, "timeout": 5, "reconnect_timeout": 5}, "connect_timeout": 5}
    if TESTING or role:
        options = {"assume_role": role} if role else {}
    options |= PREPARED
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(query.get("port", parts.port or "")),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


def identity_providers(text):
    """Read the agencies' identity providers; each names the agency whose people it may sign in."""
    found = json.loads(text)
    for provider in found:
        given = provider.get("settings", {})
        if not {"provider_id", "name", "client_id", "secret"} <= set(provider) or not given.get("agency"):
            raise ImproperlyConfigured("Each provider in HARBOURLIGHT_OPENID names its agency: see docs/deploy.md.")
        if not HARBOURLIGHT_DEMO and not given.get("server_url", "").startswith("https://"):
            raise ImproperlyConfigured(f"The server_url of {provider['provider_id']} must begin with https://.")
    return found


_ROLE = os.environ.get("HARBOURLIGHT_ROLE", "app")
if TESTING:
    DATABASES = {"default": database(os.environ["HARBOURLIGHT_TEST_SUPERUSER_URL"])}
elif _ROLE == "owner":
    DATABASES = {"default": database(os.environ.get("HARBOURLIGHT_OWNER_DATABASE_URL", ""))}
    DATABASES["default"]["OPTIONS"] = {}
else:
    DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "harbourlight.foundations.ui",  # its pages come before those of the sign-in
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(each for each in installed() if each != "harbourlight.foundations.ui"),
    "harbourlight.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "harbourlight.config.health.health_middleware",
    "harbourlight.config.page.whole_address_middleware",
    "harbourlight.config.page.private_middleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "harbourlight.foundations.access.middleware.moment_middleware",
    "harbourlight.config.signin.session_middleware",
    "harbourlight.config.signin.signing_out_middleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "harbourlight.foundations.access.middleware.asking_middleware",
    "harbourlight.config.signin.second_factor_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "harbourlight.foundations.ui.sending.sending_middleware",
    "harbourlight.foundations.people.telling.telling_middleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "harbourlight.config.urls"
WSGI_APPLICATION = "harbourlight.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "harbourlight.config.page.page",
            ],
            "builtins": ["harbourlight.foundations.ui.templatetags.harbourlight"],
        },
    }
]
FORM_RENDERER = "harbourlight.foundations.ui.forms.Renderer"

AUTH_USER_MODEL = "agencies.Professional"
AUTHENTICATION_BACKENDS = ["harbourlight.foundations.access.signed_in.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "harbourlight.config.signin.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# A whole council may stand behind one address of the network: limits by address are wide, by account narrow.
# An account is counted apart for each place it is tried from, with waits that grow: nobody locks somebody else out.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/300s/key,10/3600s/key,30/86400s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HARBOURLIGHT_PROXIES", "0" if HARBOURLIGHT_DEMO else "1"))
MFA_FORMS = {
    "authenticate": "harbourlight.config.throttling.SecondStepForm",
    "reauthenticate": "harbourlight.config.throttling.SecondStepAgainForm",
}
MFA_ADAPTER = "harbourlight.config.signin.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Harbourlight"
MFA_PASSKEY_LOGIN_ENABLED = True
# Addresses come from the administrator, not from the person.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = HARBOURLIGHT_DEMO
SOCIALACCOUNT_ADAPTER = "harbourlight.config.signin.SocialAccountAdapter"
# A link, not a form: our own content policy would stop a form that leads to another host.
SOCIALACCOUNT_LOGIN_ON_GET = True
IDENTITY_PROVIDERS = identity_providers(os.environ.get("HARBOURLIGHT_OPENID", "[]"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": IDENTITY_PROVIDERS}}
# Counts of wrong passwords and codes are shared by all processes.
HARBOURLIGHT_API_RATE = os.environ.get("HARBOURLIGHT_API_RATE", "120/m")  # requests of one key of another system

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "agencies_attempt",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_ENGINE = "harbourlight.foundations.access.signed_in"
SESSION_COOKIE_AGE = int(os.environ.get("HARBOURLIGHT_SESSION_HOURS", "12")) * 3600
HARBOURLIGHT_IDLE_MINUTES = int(os.environ.get("HARBOURLIGHT_IDLE_MINUTES", "60"))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = not HARBOURLIGHT_DEMO
# The browser takes cookies of these names from this host alone, over TLS: no neighbour under the same domain sets one.
SESSION_COOKIE_NAME = "sessionid" if HARBOURLIGHT_DEMO else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if HARBOURLIGHT_DEMO else "__Host-csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not HARBOURLIGHT_DEMO
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if HARBOURLIGHT_DEMO else 31536000
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("HARBOURLIGHT_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("HARBOURLIGHT_MAIL_PORT", "25"))
EMAIL_TIMEOUT = 20
EMAIL_HOST_USER = os.environ.get("HARBOURLIGHT_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HARBOURLIGHT_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("HARBOURLIGHT_MAIL_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("HARBOURLIGHT_MAIL_SECURITY") == "tls"
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("HARBOURLIGHT_MAIL_FROM", "Harbourlight <no-reply@harbourlight.invalid>")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [HARBOURLIGHT_ASSETS] if HARBOURLIGHT_ASSETS.is_dir() else []
WHITENOISE_USE_FINDERS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

PROCRASTINATE_IMPORT_PATHS = ["harbourlight.config.housekeeping", "harbourlight.config.witnesses"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals": {"()": "harbourlight.config.refusals.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
