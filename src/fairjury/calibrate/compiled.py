"""One way to compile an inner loop: kept on disk where a cache can be kept, in memory where not."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def _sources() -> str:
    """Digest of every module with compiled steps: a loop must not be taken from a cache made of other steps."""
    here = Path(__file__).parent
    files = [here / "chance.py", here / "em.py", here / "keys.py", *sorted((here / "ordinal").glob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


_DIGEST = _sources()


def compiled(function: Function) -> Function:
    """Compile `function` to machine code; IEEE arithmetic in program order, so that results repeat bit by bit."""
    function.__qualname__ = f"{function.__qualname__}_{_DIGEST}"
    try:
        return cast("Function", numba.njit(function, cache=True, error_model="numpy"))
    except RuntimeError:  # nowhere to keep the cache: a read-only install without a home
        return cast("Function", numba.njit(function, error_model="numpy"))


def inlined(function: Function) -> Function:
    """Compile a small step that is compiled again inside each loop that uses it."""
    return cast("Function", numba.njit(function, error_model="numpy"))
