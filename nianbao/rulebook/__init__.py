"""rules.yaml as typed, frozen objects: loaded, checked and cached."""

from nianbao.rulebook.load import edition_of, load_rulebook
from nianbao.rulebook.model import Rule, Rulebook

__all__ = ["Rule", "Rulebook", "edition_of", "load_rulebook"]
