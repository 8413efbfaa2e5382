"""Settings of sign-in: django-allauth, second factors, outside providers, slowing down guesses."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from baigong.config.environment import env

ACCOUNT_ADAPTER = "baigong.portals.account.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "baigong.portals.account.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds for which an answer to "is it you?" holds
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip", "signup": "60/m/ip", "login": "60/m/ip"}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env("SITE_URL", default="").startswith("https://")  # http://localhost only
MFA_TOTP_ISSUER = "百工"
MFA_ADAPTER = "baigong.portals.account.adapter.SecondFactors"
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)

# Slowing down guesses by account and network together: nobody can shut out another by name alone.
AXES_HANDLER = "baigong.portals.account.lockout.Lockout"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "baigong.portals.account.adapter.address_tried"
AXES_CLIENT_IP_CALLABLE = "baigong.kit.http.middleware.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "429.html"


def _app(prefix: str, **more: Any) -> list[dict[str, Any]]:
    """An outside provider is there once its client id is set."""
    client = env(f"{prefix}_CLIENT_ID", default="")
    return [{"client_id": client, "secret": env(f"{prefix}_CLIENT_SECRET", default=""), **more}] if client else []


# A provider that has proven an address leads to the account of that address; one that has not, never does.
SOCIALACCOUNT_ADAPTER = "baigong.portals.account.outside.OutsideAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = env.bool("TRUST_PROVIDERS_ADDRESSES", default=True)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_AUTO_SIGNUP = False  # a new account begins with a name and the privacy notice
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {
    "google": {"APPS": _app("GOOGLE"), "SCOPE": ["profile", "email"], "OAUTH_PKCE_ENABLED": True},
    "line": {"APPS": _app("LINE"), "SCOPE": ["profile", "openid", "email"]},
    "openid_connect": {
        "APPS": _app(
            "OIDC",
            provider_id=env("OIDC_ID", default="edu"),
            name=env("OIDC_NAME", default="教育雲端帳號"),
            settings={"server_url": env("OIDC_SERVER_URL", default=""), "oauth_pkce_enabled": True},
        ),
        "OAUTH_PKCE_ENABLED": True,
    },
}

# One that nobody set up is not even loaded: it takes six megabytes of every process.
PROVIDERS_HERE = [
    name
    for name, known in SOCIALACCOUNT_PROVIDERS.items()
    if known["APPS"] or env.bool("BAIGONG_TESTING", default=False)
]

# Where the forms of sign-in may lead to: browsers hold a form to this even when it is led on by a redirect.
_DESTINATIONS = {
    "GOOGLE": "https://accounts.google.com",
    "LINE": "https://access.line.me",
    "OIDC": env("OIDC_SIGN_IN_URL", default="") or env("OIDC_SERVER_URL", default=""),
}
FORM_DESTINATIONS = [
    "{0.scheme}://{0.netloc}".format(urlsplit(address))
    for prefix, address in _DESTINATIONS.items()
    if address and env(f"{prefix}_CLIENT_ID", default="")
]
