"""Every setting, in one file, read from the environment; `docs/deploy.md` lists what can be set."""

from pathlib import Path

import environ
from django.utils.csp import CSP

from config import environment, inline

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).absolute()

# --- Where the site stands ---------------------------------------------------------------------

SITE_ADDRESS = environment.site_address(env.str("SITE_URL", default=""))
SITE_URL = f"{SITE_ADDRESS.scheme}://{SITE_ADDRESS.netloc}"
IS_LOCAL = environment.is_local(SITE_ADDRESS)
IS_SECURE = SITE_ADDRESS.scheme == "https"
DEBUG = environment.debugging(env.bool("DEBUG", default=False), local=IS_LOCAL)
SECRET_KEY = environment.secret_key(
    env.str("SECRET_KEY", default=""), local=IS_LOCAL, data_dir=DATA_DIR
)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [environment.host_name(SITE_ADDRESS), *env.list("ALLOWED_HOSTS", default=[])]
if IS_LOCAL:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
# Forwarded headers count only from these; config/proxies.py drops all others.
TRUSTED_PROXIES = environment.trusted_networks(env.list("TRUSTED_PROXIES", default=[]))

# --- The parts of the house --------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "comments",
    "blog",
    "authors",
    "content",
    "mptt",
    "taggit",
    "django_prose_editor",
    "simple_history",
    "django_htmx",
    "axes",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "config.requests.RequestMiddleware",
    "config.proxies.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.bodies.BodyLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.policy.PolicyMiddleware",
    "config.language.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # HSTS preload is the owner's promise to make, not ours: see docs/deploy.md
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DATA_DIR / "templates", BASE_DIR / "templates"],  # the owner's win over ours
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.context.site",
                "config.owner.stylesheet",
            ],
        },
    }
]

# --- Data --------------------------------------------------------------------------------------

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "db.sqlite3")}
DATABASES = {
    "default": (env.db_url("DATABASE_URL") if env.str("DATABASE_URL", default="") else SQLITE)
    | {"ATOMIC_REQUESTS": False}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "config.sqlite"  # the same, with a fairer way to wait
    # A thread keeps its connection: opening one costs as much as a page from the cache.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue for their turn at BEGIN instead of failing in the middle (decision 0002).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds a writer waits for its turn
        "init_command": (
            "PRAGMA journal_mode=WAL;"  # readers never wait for writers
            "PRAGMA synchronous=NORMAL;"  # safe with WAL: a crash loses no finished transaction
            "PRAGMA cache_size=-32000;"  # 32 MB a connection
            "PRAGMA mmap_size=268435456;"
            "PRAGMA journal_size_limit=67108864;"
            "PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    # Seconds: a cache that hangs is slower than no cache (config/page_store.py leaves it alone then).
    CACHES["default"]["OPTIONS"] = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5} | CACHES[
        "default"
    ].get("OPTIONS", {})
HAS_SHARED_CACHE = bool(env.str("CACHE_URL", default=""))
SEARCH_URL = environment.search_url(env.str("SEARCH_URL", default=""))  # blog/search/server.py
# Finished pages (config/page_cache.py): memory of each server process, without a shared cache.
PAGE_CACHE_BYTES = env.int("PAGE_CACHE_MB", default=24) * 1_000_000
# For so long proxies may answer with a page without asking: taken-down words would live that long.
SHARED_SECONDS = env.int("SHARED_SECONDS", default=0)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Asked at each beat, with now=…: each looks whether something is due, and only enqueues it.
EVERY_MINUTE = [
    "content.post.resume",
    "comments.moderation.telling.tell_all",
    "comments.letters.announcing.look_for_news",
    "comments.letters.digests.send_digests",
]
# Carried out once a day by the worker (config/beat.py): dotted paths of functions without arguments.
HOUSEKEEPING = [
    "comments.privacy.housekeeping.erase_old_networks",
    "comments.privacy.housekeeping.erase_old_reports",
    "comments.privacy.housekeeping.erase_old_spam",
    "comments.privacy.housekeeping.forget_merges",
    "comments.privacy.housekeeping.finish_erasures",
    "comments.letters.confirming.forget_confirmations",
    "comments.letters.announcing.forget_told",
    "content.housekeeping.erase_orphaned_files",
    "content.housekeeping.make_missing_renditions",
    "config.housekeeping.forget_old_letters",
    "config.housekeeping.clear_old_sessions",
    "config.housekeeping.clear_old_logins",
    "config.housekeeping.prune_task_results",
]

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "build" / "static"))
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.bundles.BundlingStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
FILE_UPLOAD_PERMISSIONS = 0o644  # the web server reads them, whatever the umask
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755
LARGEST_BODY = 40_000_000  # bytes of a request, files and all; refused before anything is read
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "authors.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
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
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds; an invitation is read within days

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # nobody can lock out somebody else
AXES_CLIENT_IP_CALLABLE = "config.networks.masked_address"
AXES_USERNAME_CALLABLE = "config.throttle.masked_username"
AXES_HANDLER = "config.throttle.LoginAttempts"
AXES_ENABLE_ADMIN = False  # it would list hashes
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_CALLABLE = "config.errors.too_many_requests"

# --- Mail --------------------------------------------------------------------------------------


def _mailer(url: dict) -> dict:
    if not url["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        return {"BACKEND": url["EMAIL_BACKEND"]}
    names = ("HOST", "PORT", "USE_TLS", "USE_SSL")
    options = {name.lower(): url[f"EMAIL_{name}"] for name in names if url.get(f"EMAIL_{name}")}
    options |= {"username": url["EMAIL_HOST_USER"], "password": url["EMAIL_HOST_PASSWORD"]}
    return {"BACKEND": url["EMAIL_BACKEND"], "OPTIONS": options | {"timeout": 20}}


# Without EMAIL_URL, letters are laid down as files, where the owner of a local run can read them.
MAIL_FOLDER = {
    "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "OPTIONS": {"file_path": str(DATA_DIR / "mail")},
}
# A service with an interface of its own, by django-anymail: "postmark" with its server_token.
MAIL_SERVICE = env.str("MAIL_SERVICE", default="")
# "name:password" by which it reports here of letters that came back (config/mail_reports.py).
MAIL_SERVICE_SECRET = environment.service_secret(env.str("MAIL_SERVICE_SECRET", default=""))
ANYMAIL = {
    f"{MAIL_SERVICE}_{name}".upper(): value
    for name, value in env.dict("MAIL_SERVICE_OPTIONS", default={}).items()
} | {"WEBHOOK_SECRET": MAIL_SERVICE_SECRET}
if MAIL_SERVICE:
    MAILER = {"BACKEND": f"anymail.backends.{MAIL_SERVICE}.EmailBackend"}
elif env.str("EMAIL_URL", default=""):
    MAILER = _mailer(env.email_url("EMAIL_URL"))
else:
    MAILER = MAIL_FOLDER
MAILERS = {"default": MAILER}
LETTERS_ARE_FILES = MAILER is MAIL_FOLDER
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default=f"blog@{SITE_ADDRESS.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Security ----------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE, inline.allowed(BASE_DIR / "templates" / "_theme_early.js")],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
# Set by TrustedProxyMiddleware alone: it drops the header where no trusted proxy sent it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- The one service elsewhere that can be asked, and only with a key ---------------------------

AKISMET_KEY = env.str("AKISMET_KEY", default="")  # comments/judging/akismet_check.py

# --- Language and time -------------------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")  # unless Site settings name another one
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = "config.formats"
DATETIME_FORMAT = "j F Y, H:i"  # of languages whose own Django does not know, such as Arabic
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

# --- Logs: one line an event, on stderr, no personal data ----------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "rejoinder": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},  # config/requests.py logs every answer
        "axes": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
        "opensearch": {"level": "ERROR"},  # blog/search/server.py says it in a line
    },
}
