"""Tells the settings that this is a test run; loaded by pytest before anything else."""

import os
import tempfile

os.environ.setdefault("BAIGONG_TESTING", "1")
os.environ.setdefault("BAIGONG_DATA", os.path.join(tempfile.gettempdir(), f"baigong-tests-{os.getuid()}"))  # noqa: PTH118
os.environ.setdefault("BAIGONG_ENV_FILE", os.devnull)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in the thread of the test
