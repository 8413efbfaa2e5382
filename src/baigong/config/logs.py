"""Logs: one JSON object a line, Chinese unescaped; plain lines while developing."""

import sys
from typing import Any

from baigong.config.environment import env

loaded: dict[str, Any] = sys.modules
loaded.setdefault("rich", None)  # where it is installed structlog loads it, 5 MiB to draw what nobody looks at
import structlog  # noqa: E402 (the line before)

if loaded["rich"] is None:
    del loaded["rich"]  # whoever wants it may have it

LOGGING_CONFIG = "logging.config.dictConfig"
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_LAST = (
    structlog.processors.JSONRenderer(ensure_ascii=False)
    if env("LOG_FORMAT", default="json") == "json"
    else structlog.dev.ConsoleRenderer()
)
structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": structlog.stdlib.ProcessorFormatter, "processor": _LAST, "foreign_pre_chain": _SHARED},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
