"""Settings of the archive, all from environment variables (a `.env` file beside manage.py is read too)."""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("YANLU_DATA", default=str(BASE_DIR / "data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """The key from SECRET_KEY, else one made once and kept, readable by its owner only, in the data folder."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    from django.core.management.utils import get_random_secret_key

    path = DATA_DIR / "secret_key"
    if not path.exists():
        # Written beside its place and linked to it whole: several processes that start at once end with one key.
        with NamedTemporaryFile("w", encoding="ascii", dir=DATA_DIR, prefix=".secret_key.") as made:
            made.write(get_random_secret_key() + get_random_secret_key())
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "archive.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "import_export",
    "simple_history",
    "people",
    "documents",
]

MIDDLEWARE = [
    "archive.observing.ObservingMiddleware",
    "archive.replicas.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.language.ChosenLanguageMiddleware",
    "archive.throttling.UploadLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "archive" / "templates"],
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

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'yanlu.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while an import writes; IMMEDIATE makes a second writer wait out the busy
    # timeout instead of failing at its first write.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        timeout=30,
        transaction_mode="IMMEDIATE",
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        " PRAGMA cache_size=-65536;",
    )
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # Compiling a query takes PostgreSQL seven milliseconds, and no page has one that runs long enough to win them back.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off")
# Streaming replicas of the PostgreSQL server, which readers' pages are read from.
for _number, _url in enumerate(env.list("REPLICA_URLS", default=[]), 1):
    DATABASES[f"replica{_number}"] = {**DATABASES["default"], **env.db_url_config(_url)}
DATABASE_ROUTERS = ["archive.replicas.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Requests of each client are counted here: by each process for itself, or by Redis for all processes and machines.
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
}
# Where this names a message broker (Redis or RabbitMQ), imports are read by its workers: documents/importing/remote.py.
BROKER_URL = env.str("BROKER_URL", default="")
BROKER_PATIENCE = env.int("BROKER_PATIENCE", default=20)

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
# Who guesses passwords of one account from one address has to wait after the tenth.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "archive.clients.client_address"
AXES_LOCKOUT_CALLABLE = "archive.throttling.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who logged in from where is nobody's business once it has succeeded
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale" / "site", BASE_DIR / "archive" / "locale" / "desk"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "archive" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = DATA_DIR / "media"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# Behind TLS (`HTTPS=1`) cookies are sent over TLS only and browsers are told to stay with it.
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 7 * 86_400
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
SIMPLE_HISTORY_REVERT_DISABLED = False

# Limits on what comes in. Those on a source file itself, wherever it comes from, are in documents/readers/limits.py.
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=500_000_000)
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
# Proxies of ours between the client and us, each adding to X-Forwarded-For.
PROXIES = env.int("PROXIES", default=0)
# Requests a minute that one client may make; 0 is any number.
RATE_LIMITS = {
    **{"search": 60, "suggest": 300, "export": 20, "login": 20, "api": 120, "oai": 60},
    **env.dict("RATE_LIMITS", cast={"value": int}, default={}),
}

# Whoever has this may read /metrics from another machine; without it only this machine may.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# LOG_FORMAT=json: one object a line, with the id of the request it was written in.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "archive.observing.RequestId"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "{asctime}{levelname}{name}{request_id}{message}",
            "style": "{",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.str("LOG_FORMAT", default="plain"),
            "filters": ["request_id"],
        }
    },
    # Whoever asks for a host that is not ours gets 400; it is nothing an operator could mend.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
