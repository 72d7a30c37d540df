"""What stands in which section."""

from __future__ import annotations

from nianbao.document import Block
from nianbao.report import FoundHeading, FoundSection


def gather_sections(blocks: tuple[Block, ...], headings: tuple[FoundHeading, ...]) -> tuple[FoundSection, ...]:
    """Each section once, with all blocks up to the next section's heading.

    A heading that the format does not have ends nothing: what follows belongs to the section it stands in. What
    follows a repeated heading belongs to the section as well.
    """
    known = [h for h in headings if h.section]
    ends = [*(h.block for h in known[1:]), len(blocks)]  # one too many where there is no heading at all
    first: dict[str, FoundHeading] = {}
    inside: dict[str, list[Block]] = {}
    for heading, end in zip(known, ends, strict=False):
        assert heading.section is not None
        first.setdefault(heading.section.id, heading)
        inside.setdefault(heading.section.id, []).extend(blocks[heading.block + 1 : end])
    return tuple(FoundSection(h.section, h, tuple(inside[name])) for name, h in first.items() if h.section)
