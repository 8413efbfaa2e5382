"""Which tests stay together when several run at a time, and which begin first."""

from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

LONGEST = (  # begun first, so that nobody waits for one of them at the end
    *("tests/journeys/test_year.py", "tests/worlds/", "tests/journeys/", "tests/proofs/"),
    *("tests/portals/test_gallery.py", "tests/portals/entrant/test_nothing_lost.py", "tests/portals/jury/test_away.py"),
    *("tests/config/test_serve.py", "tests/fairjury/test_requirements_calibrate.py", "tests/kit/ui/"),
)
TOGETHER = ("tests/journeys/test_doors.py", "tests/journeys/test_stumbles.py")  # one open house for all of them


def turn(nodeid: str) -> int:
    """When a test begins: the longest first, the others in the order of their files."""
    return next((place for place, start in enumerate(LONGEST) if nodeid.startswith(start)), len(LONGEST))


class Shares(LoadScopeScheduling):
    """Gives out whole modules, in order, because what a module shares is built once."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER[0] if nodeid.startswith(TOGETHER) else nodeid.partition("::")[0]
