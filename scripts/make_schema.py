"""Write what is generated from the rulebook's model: its JSON Schema, and the kinds of check in its documentation.

Run it after a change of nianbao/rulebook/model.py or kinds.py (or of a model they hold); tests hold them together.
"""

from __future__ import annotations

import json
from pathlib import Path

from nianbao.rulebook.kinds import KINDS
from nianbao.rulebook.schema import rulebook_schema

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "nianbao" / "schemas" / "rulebook.schema.json"
PAGES = {"rulebook.md": ("kind", "arguments", "words"), "rulebook.zh-CN.md": ("种类", "参数", "词表")}

_BEGIN = "<!-- kinds: written by scripts/make_schema.py -->\n"
_END = "<!-- /kinds -->"


def schema_text() -> str:
    """The schema as it is shipped."""
    return json.dumps(rulebook_schema(), ensure_ascii=False, indent=1) + "\n"


def page_text(page: str, text: str) -> str:
    """A page of the documentation with its table of kinds written anew."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return before + _BEGIN + _table(PAGES[page]) + _END + after


def _table(header: tuple[str, ...]) -> str:
    rows = [header, ("---",) * len(header)]
    rows += [(f"`{kind}`", _listed(KINDS[kind].arguments), _listed(KINDS[kind].words)) for kind in sorted(KINDS)]
    return "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows) + "\n"


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def main() -> None:
    """Write the files."""
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")
    for page in PAGES:
        path = ROOT / "docs" / page
        path.write_text(page_text(page, path.read_text("utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
