"""What sort of public body an agency is, by its name alone: the one place that is asked."""

from __future__ import annotations

import re
from functools import lru_cache

from nianbao.patterns import compiled
from nianbao.rulebook.agencies import Body
from nianbao.rulebook.model import Rulebook
from nianbao.text import normalise


def body_of(agency: str | None, rulebook: Rulebook) -> Body | None:
    """What sort of body the agency is, the first that its name fits; None where its name does not tell."""
    found = _fitting(agency, rulebook)
    return found[0] if found else None


def is_government(agency: str | None, rulebook: Rulebook) -> bool:
    """Whether the agency is a people's government, not an office of one."""
    body = body_of(agency, rulebook)
    return body is not None and body.government


def area_of(agency: str | None, rulebook: Rulebook) -> str | None:
    """The area that the agency governs, 青岚县 of 青岚县人民政府; None where it governs none."""
    found = _fitting(agency, rulebook)
    return found[1].groupdict().get("area") if found else None


def _fitting(agency: str | None, rulebook: Rulebook) -> tuple[Body, re.Match[str]] | None:
    name = normalise(agency or "")
    fitting = ((body, match) for body in rulebook.bodies if name and (match := _pattern(body.pattern).fullmatch(name)))
    return next(fitting, None)


@lru_cache(maxsize=128)
def _pattern(text: str) -> re.Pattern[str]:
    return compiled(text)
