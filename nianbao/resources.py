"""The files that travel with the program: rules.yaml, rules/ and templates/, in a checkout and in a wheel alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a shipped file or folder, such as "rules.yaml".

    A wheel carries them in `nianbao/data`; a checkout and an editable install have them beside the package.
    Raises FileNotFoundError for a broken installation.
    """
    for folder in (_PACKAGE / "data", _PACKAGE.parent):
        if (path := folder / name).exists():
            return path
    msg = f"{name} is missing from this installation of nianbao"
    raise FileNotFoundError(msg)
