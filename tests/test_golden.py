"""What each command writes of one thing, file by file: golden/NAME.txt, NAME being the command and the thing.

After a change that is wanted `python -m scripts.make_golden` writes all of them anew; look at what git shows.
The formats of findings that are text have theirs in linter/output/golden.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import etree, html

from nianbao.cli import main
from tests.builders.docx.parts import W
from tests.builders.reports import BASE, as_docx, edited

GOLDEN = Path(__file__).parent / "golden"
HEADING = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}])
FIGURE = edited([{"replace": "3\t1\t0\t0\t4\t1", "by": "3\t1\t0\t0\t5\t1"}])
LACKING = edited([{"replace": "四、政府信息公开行政复议、行政诉讼情况\n", "by": ""}])
FIGURES = """agency: 青岚县水务局
year: 2024
zeros_for_blanks: true
narrative:
  preamble: 统计期限为2024年1月1日至12月31日。
  overview:
    {proactive: 主动。, on_request: 依申请。, management: 管理。, platform: 平台。, supervision: 监督。}
  problems: 作出行政许可{{ 行政许可|jian }}。
  other: 未收取信息处理费。
proactive: {licensing: {decisions: 3}}
"""
REGISTER = """登记编号,收到时间,申请人类别,答复结果,答复时间
2024-01,2024-03-01,公民,公开,2024-03-11
2024-02,2024-12-20,企业,,
"""


class Shown(NamedTuple):
    """A command, and what of its result is shown: what it says, or a file that it writes."""

    line: str
    file: str = ""
    part: Callable[[str], str] = str


def _first(lines: int) -> Callable[[str], str]:
    return lambda text: "".join(text.splitlines(keepends=True)[:lines])


def _lines_of(table: str) -> Callable[[str], str]:
    return lambda text: _first(4)(text[text.index(f"\n{table}:") + 1 :])


def _without_report(page: str) -> str:
    """The findings, and of the report beside them what is marked."""
    findings, _, report = page.partition('<div class="desk"')
    return findings + "".join(f"{line}\n" for line in report.splitlines() if "<mark" in line)


def _sheet(name: str) -> Callable[[str], str]:
    return lambda text: next(part for part in text.split("\n\n") if part.startswith(f"# {name}\n"))


SHOWN = {
    "lint-text-zh": Shown("lint heading.docx --lang zh"),
    "lint-text-en": Shown("lint heading.docx --lang en"),
    "lint-figure": Shown("lint figure.docx"),
    "lint-quiet": Shown("lint heading.docx --quiet"),
    "lint-summary": Shown("lint heading.docx --summary"),
    "lint-statistics": Shown("lint heading.docx --summary --statistics"),
    "lint-json": Shown("lint heading.docx --format json"),
    "lint-html": Shown("lint heading.docx --format html -o out.html", "out.html", _without_report),
    "lint-html-en": Shown("lint heading.docx --format html -o out.html --lang en", "out.html", _without_report),
    "lint-html-index": Shown("lint heading.docx good.txt --summary --format html -o out.html", "out.html"),
    "lint-word-heading": Shown("lint heading.docx --format word -o out.docx", "out.docx", _sheet("comments")),
    "lint-word-cell": Shown("lint figure.docx --format word -o out.docx", "out.docx", _sheet("comments")),
    "lint-word-missing": Shown("lint lacking.docx --select S101 --format word -o out.docx", "out.docx",
                               _sheet("comments")),
    "lint-xlsx": Shown("lint heading.docx --format xlsx -o out.xlsx", "out.xlsx", _sheet("问题")),
    "lint-notice": Shown("lint heading.docx --format notice -o out.docx", "out.docx"),
    "fix": Shown("fix heading.docx"),
    "fix-diff": Shown("fix heading.docx --diff"),
    "diff-text-zh": Shown("diff good.txt heading.docx --lang zh"),
    "diff-text-en": Shown("diff good.txt figure.docx --lang en"),
    "diff-json": Shown("diff good.txt figure.docx --format json"),
    "diff-html": Shown("diff good.txt heading.docx --format html -o out.html", "out.html"),
    "explain-zh": Shown("explain S102 --lang zh"),
    "explain-en": Shown("explain S102 --lang en"),
    "rules": Shown("rules", part=_first(3)),
    "config": Shown("config heading.docx"),
    "show": Shown("show good.txt", part=_first(12)),
    "new-yaml": Shown("new --agency 青岚县水务局 --year 2024 -o out.yaml", "out.yaml", _first(30)),
    "new-workbook-guide": Shown("new --agency 青岚县水务局 --year 2024 -o out.xlsx", "out.xlsx", _sheet("填写说明")),
    "new-workbook-basics": Shown("new --agency 青岚县水务局 --year 2024 -o out.xlsx", "out.xlsx", _sheet("基本信息")),
    "new-workbook-table": Shown("new --agency 青岚县水务局 --year 2024 -o out.xlsx", "out.xlsx",
                                _sheet("四、政府信息公开行政复议、行政诉讼情况")),
    "generate-docx": Shown("generate figures.yaml -o out.docx", "out.docx"),
    "generate-html": Shown("generate figures.yaml -o out.html", "out.html", _first(60)),
    "generate-txt": Shown("generate figures.yaml -o out.txt", "out.txt"),
    "generate-refused": Shown("generate wrong.yaml -o out.docx"),
    "extract": Shown("extract good.txt -o out.yaml", "out.yaml", _first(25)),
    "collect": Shown("collect good.txt -o out.csv", "out.csv", _first(4)),
    "rollup": Shown("rollup good.txt --agency 青岚县人民政府 -o out.yaml", "out.yaml", _first(12)),
    "ledger": Shown("ledger register.csv --agency 青岚县水务局 --year 2024 -o out.yaml", "out.yaml",
                    _lines_of("applications")),
    "ledger-trace": Shown("ledger register.csv --agency 青岚县水务局 --year 2024 -o out.yaml --trace t.csv", "t.csv"),
    "statistics": Shown("statistics good.txt -o out.html"),
    "statistics-page": Shown("statistics good.txt -o out.html", "out.html", _first(20)),
}  # fmt: skip


def written(name: str) -> str:
    """What is shown of a command that runs where the files of this module stand."""
    shown = SHOWN[name]
    with TemporaryDirectory() as folder, _inside(folder):
        for stem, text in (("heading", HEADING), ("figure", FIGURE), ("lacking", LACKING)):
            Path(f"{stem}.docx").write_bytes(as_docx(text))
        texts = {"good.txt": BASE, "figures.yaml": FIGURES, "wrong.yaml": FIGURES.replace("3}", "x}"),
                 "register.csv": REGISTER, "nianbao.toml": 'ignore = ["C510"]\n'}  # fmt: skip
        for file, text in texts.items():
            Path(file).write_text(text, "utf-8")
        result = CliRunner().invoke(main, shown.line.split(), env=_ENVIRONMENT)
        assert not isinstance(result.exception, Exception), result.exception
        assert not shown.file or Path(shown.file).exists(), result.output
        text = _listed(Path(shown.file)) if shown.file else result.output
        return shown.part(text.replace(os.path.realpath(folder), "FOLDER").replace(folder, "FOLDER"))


@contextmanager
def _inside(folder: str) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


_ENVIRONMENT = {"NIANBAO_LANG": "zh", "SOURCE_DATE_EPOCH": "1750000000", "COLUMNS": "80"}


def _listed(path: Path) -> str:
    if path.suffix == ".xlsx":
        return "\n\n".join(_cells(path.read_bytes()))
    if path.suffix == ".docx":
        return "\n\n".join(_word(path.read_bytes()))
    text = path.read_text("utf-8-sig")
    return _page(text) if path.suffix == ".html" else text


def _cells(data: bytes) -> Iterator[str]:
    """Each sheet: its cells that hold anything, formulas as such."""
    book: Any = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        cells = (cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, ""))
        yield "\n".join((f"# {sheet.title}", *(f"{c.coordinate}: {c.value!r}" for c in cells)))


def _word(data: bytes) -> Iterator[str]:
    """The paragraphs with their styles, the rows of tables, and the comments with what each is about."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        notes = etree.fromstring(archive.read("word/comments.xml")) if "word/comments.xml" in names else ()
    lines = []
    for block in root.iterfind(f"{W}body/*"):
        if block.tag == f"{W}p":
            style = next((e.get(f"{W}val") for e in block.iter(f"{W}pStyle")), None)
            lines.append(f"[{style}] {_text(block)}")
        lines += [" | ".join(map(_text, row.iterfind(f"{W}tc"))) for row in block.iterfind(f"{W}tr")]
    yield "\n".join(("# document", *lines))
    about = {e.get(f"{W}id"): _text(e.getparent()) for e in root.iter(f"{W}commentRangeStart")}
    told = [
        f"{note.get(f'{W}author')} “{about[note.get(f'{W}id')]}”\n" + "\n".join(map(_text, note.iter(f"{W}p")))
        for note in notes
    ]
    if told:
        yield "\n".join(("# comments", *told))


def _text(element: Any) -> str:
    return "".join(e.text or "" for e in element.iter(f"{W}t"))


def _page(text: str) -> str:
    """What stands in the body, a tag a line, without scripts."""
    body: Any = html.document_fromstring(text).find("body")
    for element in [*body.iter("script", "style", "svg")]:
        element.drop_tree()
    return re.sub(r"\s*\n\s*", "\n", html.tostring(body, encoding="unicode"))


@pytest.mark.parametrize("name", SHOWN)
def test_is_as_it_was_looked_at(name: str) -> None:
    assert written(name) == (GOLDEN / f"{name}.txt").read_text("utf-8"), "look at it; python -m scripts.make_golden"


def test_each_golden_file_is_compared() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(SHOWN)


def write_all() -> None:
    """Write them all."""
    GOLDEN.mkdir(exist_ok=True)
    for name in SHOWN:
        (GOLDEN / f"{name}.txt").write_text(written(name), encoding="utf-8", newline="\n")
