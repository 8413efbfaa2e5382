"""What the examining process may use: set before it reads the first byte."""

from __future__ import annotations

import resource

BOUNDS = {
    resource.RLIMIT_CPU: 8,  # seconds
    resource.RLIMIT_AS: 512 * 1024 * 1024,  # of address space; what is resident stays under half of it
    resource.RLIMIT_FSIZE: 128 * 1024 * 1024,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}
COURTESY = 10  # added to the niceness of work that nobody waits for
