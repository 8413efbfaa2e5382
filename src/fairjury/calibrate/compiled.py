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
    steps = sorted(file for file in (here / "ordinal").glob("*.py") if file.name != "sample.py")  # it calls, only
    files = [here / "chance.py", here / "em.py", here / "keys.py", *steps]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


_DIGEST = _sources()


_njit: Any = numba.njit  # its types leave out the options below
# steps are called from loops alone: a way in from Python would take most of the time to compile them
_STEP = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: Function) -> Function:
    """Compile `function` to machine code; IEEE arithmetic in program order, so that results repeat bit by bit."""
    function.__qualname__ = f"{function.__qualname__}_{_DIGEST}"
    try:
        return cast("Function", _njit(function, cache=True, error_model="numpy", no_cfunc_wrapper=True))
    except RuntimeError:  # nowhere to keep the cache: a read-only install without a home
        return cast("Function", _njit(function, error_model="numpy", no_cfunc_wrapper=True))


def inlined(function: Function) -> Function:
    """Compile a small step that is compiled again inside each loop that uses it."""
    return cast("Function", _njit(function, **_STEP))


def merged(function: Function) -> Function:
    """Copy a step that is used once into the loop that uses it."""
    return cast("Function", _njit(function, inline="always", **_STEP))
