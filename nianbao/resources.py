"""The files that travel with the program: rules.yaml, rules/ and templates/, in a checkout and in a wheel alike."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# As strings: a quick command imports no pathlib.
_PACKAGE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120


def resource(name: str) -> Path:
    """The path of a shipped file or folder, such as "rules.yaml". Raises FileNotFoundError as `resource_path`."""
    from pathlib import Path

    return Path(resource_path(name))


def resource_path(name: str) -> str:
    """The same as a string.

    A wheel carries them in `nianbao/data`; a checkout and an editable install have them beside the package.
    Raises FileNotFoundError for a broken installation.
    """
    for folder in (os.path.join(_PACKAGE, "data"), os.path.dirname(_PACKAGE)):  # noqa: PTH118, PTH120
        if os.path.exists(path := os.path.join(folder, name)):  # noqa: PTH110, PTH118
            return path
    msg = f"{name} is missing from this installation of nianbao"
    raise FileNotFoundError(msg)
