"""An open call and people who may want to leave it."""

from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock  # noqa: F401 (the same)
