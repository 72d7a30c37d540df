"""A process that bounds itself and then becomes another program: safe beside threads, as preexec_fn is not.

Arguments: bytes of memory, seconds of computing, then the program and its own arguments. Not for Windows.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Does not return."""
    memory, seconds = map(int, sys.argv[1:3])
    _bound(memory, seconds)
    os.execv(sys.argv[3], sys.argv[3:])


def _bound(memory: int, seconds: int) -> None:
    import resource

    # Data, not addresses: LibreOffice maps far more than it uses. Files: what it writes cannot fill the disk.
    wanted = {
        resource.RLIMIT_DATA: (memory, memory),
        resource.RLIMIT_FSIZE: (memory, memory),
        resource.RLIMIT_CPU: (seconds, seconds + 1),  # told by a signal of its own first
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, values in wanted.items():
        hard = resource.getrlimit(kind)[1]
        soft, most = (value if hard == resource.RLIM_INFINITY else min(value, hard) for value in values)
        resource.setrlimit(kind, (soft, most))
