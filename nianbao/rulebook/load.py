"""Loading a rulebook: from the cache where it is there, from the file where it is not."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from nianbao.resources import resource
from nianbao.rulebook.model import Rulebook


@lru_cache(maxsize=8)
def load_rulebook(path: str | Path | None = None) -> Rulebook:
    """The official rulebook, or the one in a file. Raises RulebookError with every mistake of the file."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe").load((Path(path) if path else resource("rules.yaml")).read_text("utf-8"))
    return msgspec.convert(data, Rulebook)
