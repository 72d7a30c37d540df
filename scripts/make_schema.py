"""Write the JSON Schemas of rulebooks and of figures files, and the kinds of check in the documentation of rulebooks.

Run it after a change of nianbao/rulebook/model.py or kinds.py (or of a model they hold) and of the tables of an
official rulebook; tests hold them together.
"""

from __future__ import annotations

import json
from pathlib import Path

from nianbao.figures import figures_schema
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.kinds import KINDS
from nianbao.rulebook.schema import rulebook_schema

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "nianbao" / "schemas"
PAGES = {"rulebook.md": ("kind", "arguments", "words"), "rulebook.zh-CN.md": ("种类", "参数", "词表")}

_BEGIN = "<!-- kinds: written by scripts/make_schema.py -->\n"
_END = "<!-- /kinds -->"


def schema_texts() -> dict[str, str]:
    """The schemas by the names under which they are shipped."""
    figures = {f"figures-{e}.schema.json": figures_schema(load_rulebook(edition=e)) for e in EDITIONS}
    texts = {name: json.dumps(schema, ensure_ascii=False, indent=2) for name, schema in figures.items()}
    texts["rulebook.schema.json"] = json.dumps(rulebook_schema(), ensure_ascii=False, indent=1)
    return {name: text + "\n" for name, text in texts.items()}


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
    for name, text in schema_texts().items():
        (SCHEMAS / name).write_text(text, encoding="utf-8", newline="\n")
    for page in PAGES:
        path = ROOT / "docs" / page
        path.write_text(page_text(page, path.read_text("utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
