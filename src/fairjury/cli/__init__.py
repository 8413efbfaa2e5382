"""The command `fairjury`: CSV and JSON in, answers in Chinese, English or JSON out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from .parser import build
from .speech import Voice, language_of
from .trouble import BAD, Trouble

#: One thread for every sum, so that it rounds alike on any number of cores; read by the libraries when they load.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Exit codes: 0 fine, 1 differs, refused or infeasible, 2 input or usage that cannot be."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words)
    asked = build(language).parse_args(words)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    voice = Voice(language, as_json=getattr(asked, "json", False))
    try:
        return int(import_module(f".{asked.room}", __name__).run(asked, voice))
    except Trouble as trouble:
        voice.complain(trouble.data, trouble.lines)
        return trouble.code
    except OSError as error:
        said = f"{error.filename or ''}: {error.strerror or error}"
        voice.complain({"faults": [{"file": str(error.filename), "en": said}]}, {"zh": [said], "en": [said]})
        return BAD
    except KeyboardInterrupt:
        return 130
