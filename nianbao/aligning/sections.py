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
    found: dict[str, FoundSection] = {}
    for heading, end in zip(known, ends, strict=False):
        assert heading.section is not None
        inside = blocks[heading.block + 1 : end]
        first = found.get(heading.section.id)
        found[heading.section.id] = (
            FoundSection(heading.section, heading, inside)
            if first is None
            else FoundSection(first.section, first.heading, (*first.blocks, *inside))
        )
    return tuple(found.values())
