"""Write every JSON Schema that is shipped, and the kinds of check in the documentation of the rulebook.

Run it after a change of nianbao/rulebook/model.py or kinds.py (or of a model they hold), of the tables of an official
rulebook, of linter/output/contract.py, linter/comparing/model.py or nianbao/survey/columns.py; tests hold them
together.
"""

from __future__ import annotations

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from linter.comparing.model import Comparison
from linter.configuring.model import configuration_schema
from linter.output.contract import Result
from linter.waiving.waivers import waivers_schema
from nianbao.figures import figures_schema
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.kinds import KINDS
from nianbao.rulebook.schema import rulebook_schema
from nianbao.survey.schema import rows_schema

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "nianbao" / "schemas"
PAGES = {"rulebook.md": ("kind", "arguments", "words"), "rulebook.zh-CN.md": ("种类", "参数", "词表")}

_BEGIN = "<!-- kinds: written by scripts/make_schema.py -->\n"
_END = "<!-- /kinds -->"


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by the name of its file."""
    figures = {f"figures-{edition}.schema.json": figures_schema(load_rulebook(edition=edition)) for edition in EDITIONS}
    return {
        "rulebook.schema.json": rulebook_schema(),
        "result.schema.json": _written(Result),
        "diff.schema.json": _written(Comparison),
        "config.schema.json": configuration_schema(),
        "rows.schema.json": rows_schema(),
        "waivers.schema.json": waivers_schema(),
        **figures,
    }


def _written(result: type[Struct]) -> dict[str, Any]:
    """The schema of what a command writes with `--format json`."""
    made = msgspec.json.schema(result)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_tidied(made)}


def _tidied(part: Any) -> Any:
    """The same with descriptions as every Python gives them: before 3.13 docstrings keep the indent of the source."""
    if isinstance(part, dict):
        return {k: cleandoc(v) if k == "description" and isinstance(v, str) else _tidied(v) for k, v in part.items()}
    return [_tidied(item) for item in part] if isinstance(part, list) else part


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as it is shipped."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


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
    for name, schema in schemas().items():
        (SCHEMAS / name).write_text(schema_text(schema), encoding="utf-8", newline="\n")
    for page in PAGES:
        path = ROOT / "docs" / page
        path.write_text(page_text(page, path.read_text("utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
