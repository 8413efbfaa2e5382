"""The web server's command line, and whether it answers."""

from __future__ import annotations

import http.client
import os
import resource
import socket
import sys
from collections.abc import Sequence

THREADS = 4  # of one process; more only take the processor from each other
LINES = 10_000  # that stay open to browsers; without a line free, nobody is even asked to come back
SPARE = 200  # files that a process opens besides


def command(*, host: str, port: int) -> Sequence[str]:
    """Start gunicorn with threads: one process unless WEB_CONCURRENCY asks for more."""
    return (
        sys.executable,
        *("-m", "gunicorn", "baigong.config.wsgi:application", "--bind", f"{host}:{port}"),
        *("--worker-class", "gthread", "--threads", os.environ.get("WEB_THREADS", str(THREADS))),
        *("--workers", os.environ.get("WEB_CONCURRENCY", "1"), "--graceful-timeout", "15", "--keep-alive", "65"),
        *("--worker-connections", str(lines())),
        *("--config", "python:baigong.config.operations.hooks"),
        *("--log-level", "warning", "--forwarded-allow-ips", "*"),
    )


def lines() -> int:
    """As many as the system lets a process open; 1,000 are more than its usual limit has room for."""
    return max(SPARE, min(LINES, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE))


def is_taken(*, host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def answers(*, host: str, port: int) -> bool:
    """Ask the running server whether it is alive."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port, timeout=2)  # noqa: S104 - compared, not bound
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
