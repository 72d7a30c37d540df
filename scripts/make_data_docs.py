"""Write the data dictionary in docs/data.md and docs/data.zh-CN.md from nianbao/survey/columns.py; a test holds them
together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nianbao.i18n import Language, Text
from nianbao.survey.columns import DIGITS, FIGURES, REPORTS, SCALE, ColumnOf

DOCS = Path(__file__).parent.parent / "docs"
PAGES: Final[dict[str, Language]] = {"data.md": "en", "data.zh-CN.md": "zh"}

_BEGIN = "<!-- columns: written by scripts/make_data_docs.py -->\n"
_END = "<!-- /columns -->"
_TABLES = (
    (Text("数字表 figures", "The table of figures"), FIGURES),
    (Text("报告表 reports", "The table of reports"), REPORTS),
)
_HEAD = (Text("列", "column"), Text("中文表头", "Chinese header"), Text("类型", "kind"), Text("内容", "what it holds"))
_KINDS = {
    "text": Text("文字", "text"),
    "whole": Text("整数", "whole number"),
    "exact": Text(
        f"准确的小数，{DIGITS} 位，小数点后 {SCALE} 位", f"exact decimal of {DIGITS} digits, {SCALE} behind the point"
    ),
}
_NULL = Text("，可为空", ", may be null")


def page_text(page: str, text: str) -> str:
    """A page with its dictionary written anew."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return before + _BEGIN + "".join(_dictionary(PAGES[page])) + _END + after


def _dictionary(language: Language) -> Iterator[str]:
    for title, columns in _TABLES:
        yield f"\n### {title.in_(language)}\n\n"
        yield f"| {' | '.join(head.in_(language) for head in _HEAD)} |\n| --- | --- | --- | --- |\n"
        yield from (_row(column, language) for column in columns)
    yield "\n"


def _row(column: ColumnOf, language: Language) -> str:
    kind = _KINDS[column.kind].in_(language) + (_NULL.in_(language) if column.null else "")
    return f"| `{column.name}` | {column.label.zh} | {kind} | {column.what.in_(language)} |\n"


def main() -> None:
    """Write both pages."""
    for page in PAGES:
        path = DOCS / page
        path.write_text(page_text(page, path.read_text("utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
