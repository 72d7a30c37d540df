"""Modules of ours that run as programs of their own: by Python, or by the frozen program that stands in its place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

# What the frozen program is called with to be one of them.
CHILD = "--child"
PDF = "nianbao.reading.pdf.worker"
BOUNDING = "nianbao.files.bounding"
_MODULES = (PDF, BOUNDING)
# Our folder may be one of hostile files: the child gets our module path and no other.
_START = (
    "import sys; from importlib import import_module; module, paths = sys.argv[1:3]; del sys.argv[1:3];"
    " sys.path[:] = paths.split(chr(10)); import_module(module).main()"
)


def frozen() -> bool:
    """Whether this is the frozen program, in which `sys.executable` is no Python."""
    return bool(getattr(sys, "frozen", False))


def command(module: str, *arguments: str) -> tuple[str, ...]:
    """What starts the `main` of the module, with these arguments in `sys.argv[1:]`.

    Isolated (-I) and without site (-S): what site adds is in our path already.
    """
    if frozen():
        return (sys.executable, CHILD, module, *arguments)
    return (sys.executable, "-I", "-S", "-c", _START, module, "\n".join(filter(None, sys.path)), *arguments)


def become(line: Sequence[str]) -> None:
    """Run as the child that this line asks for, behind `CHILD`. Raises ValueError for any other module than ours."""
    module, *arguments = line
    if module not in _MODULES:
        raise ValueError(module)
    sys.argv[1:] = arguments
    import_module(module).main()
