"""The settings of production with a meter in front; only the bench starts a server with them."""

from baigong.config.settings import *  # noqa: F403
from baigong.config.settings import MIDDLEWARE

MIDDLEWARE = ["tests.bench.meter.Meter", *MIDDLEWARE]
