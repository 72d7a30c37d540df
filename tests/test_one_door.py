"""What lint refuses no command reads, and where it reads, all of them see the same report: over every specimen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from nianbao.cli import main
from nianbao.cli.show import shown
from nianbao.figures.layout import keys_of
from nianbao.reading import read
from nianbao.recognising import recognise
from nianbao.report import Report
from tests.builders.fuzz import seeds
from tests.builders.hostile import LIGHT
from tests.builders.html.sites import SITES
from tests.builders.reports import BASE, as_docx, edited
from tests.builders.reports.broken import BROKEN, column_by_column
from tests.builders.reports.grids import as_page, as_word
from tests.builders.reports.grids import report as whole
from tests.builders.reports.html import as_html
from tests.builders.reports.laid_out import laid_out

HERE = Path(__file__).parent
OLD = (HERE / "linter" / "report-2020.txt").read_text("utf-8")
OTHERS: list[dict[str, str]] = YAML(typ="safe").load((HERE / "recognising" / "no_reports.yaml").read_text("utf-8"))
ENDINGS = {".txt", ".md", ".html", ".docx", ".pdf"}
# The block of licences as the form of 2019 has it, in a report of 2024.
_PRESENT = "信息内容\t本年处理决定数量\t\t\n行政许可\t134\t\t"
_OLDER = "信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t71\t-3\t134"
OLDER_BLOCK = edited([{"replace": _PRESENT, "by": _OLDER}])


def specimens() -> Iterator[tuple[str, bytes]]:
    """A name with the ending of its format, and the content of the file."""
    yield from {"clean.txt": BASE.encode(), "clean.docx": as_docx(BASE), "2020.docx": as_docx(OLD)}.items()
    yield "2020-as-2023.txt", OLD.replace("2020", "2023").encode()
    yield "older-block.txt", OLDER_BLOCK.encode()
    yield "older-block.docx", as_docx(OLDER_BLOCK)
    yield "column-by-column.txt", column_by_column(BASE).encode()
    yield from ((f"{name}.txt", text.encode()) for name, text in BROKEN.items())
    yield from ((f"{other['name']}.txt", other["text"].encode()) for other in OTHERS)
    yield from ((f"{site.__name__}.html", site()) for site in SITES)
    yield from {"grid.docx": as_word(whole()), "grid.html": as_page(whole()), "laid-out.docx": laid_out(BASE)}.items()
    yield from {"seed.docx": seeds.word(), "seed.txt": seeds.texts()[0], "form.html": as_html(BASE)}.items()
    # LibreOffice reads what is called .rtf, which takes long; its tests are elsewhere.
    yield from ((name, recipe()) for name, recipe in LIGHT.items() if "rtf" not in name)
    yield from ((path.name, path.read_bytes()) for path in sorted((HERE / "reading" / "pdf").glob("*.pdf")))


def shared() -> Iterator[Path]:
    """Files of the samples and cases that lie beside the project, where there are any."""
    beside = HERE.parents[1] / "shared"
    for folder in (beside / "samples", beside / "cases" / "reading", beside / "cases" / "files"):
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix in ENDINGS)


MADE = dict(specimens())


@pytest.mark.parametrize("name", MADE)
def test_all_commands_agree_on_a_specimen(name: str, tmp_path: Path) -> None:
    path = tmp_path / name.replace("/", "-")
    path.write_bytes(MADE[name])
    agree(path, tmp_path)


# Where there are none, the one that stands for them is left out by its mark.
@pytest.mark.needs("shared")
@pytest.mark.parametrize("path", list(shared()) or [HERE], ids=lambda path: path.name)
def test_all_commands_agree_on_a_file_of_the_shared_ones(path: Path, tmp_path: Path) -> None:
    agree(path, tmp_path)


def test_specimens_are_of_both_kinds(tmp_path: Path) -> None:
    for name, refused in (("column-by-column.txt", True), ("tender notice.txt", True), ("older-block.txt", False)):
        path = tmp_path / name
        path.write_bytes(MADE[name])
        assert (linted(path)["error"] is not None) is refused


def agree(path: Path, folder: Path) -> None:
    """All commands read the file and see the same, or all refuse it for the same reason and write nothing."""
    result = linted(path)
    figures, blank = folder / "taken.json", folder / "new.yaml"
    year = (result["year"] or 2024) + 1
    present = folder / "present.txt"
    present.write_text(BASE.replace("2024", str(year)), "utf-8")
    printed, taken = run("show", path), run("extract", path, "-o", figures)
    begun = run("new", "--from", path, "--agency", "青岚县水务局", "--year", year, "-o", blank)
    compared = run("lint", "--previous", path, present)
    if result["error"] is not None:
        for refused in (printed, taken, begun, compared):
            assert refused.exit_code == 2
            assert plain(result["error"]) in plain(refused.stderr)
        assert not figures.exists()
        assert not blank.exists()
        return
    report = recognise(read(path))
    assert (report.agency, report.year, report.rulebook.edition) == tuple(
        result[k] for k in ("agency", "year", "edition")
    )
    assert printed.stdout.splitlines() == list(shown(report, "zh"))
    assert taken.exit_code == 0
    assert numbers(json.loads(figures.read_text("utf-8")), report) == stated(report)
    assert compared.exit_code < 2
    if year > 2018:
        assert carried(YAML(typ="safe").load(blank.read_text("utf-8"))) == left_over(report)


def run(*arguments: object) -> Result:
    """A command of the line."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def linted(path: Path) -> dict[str, Any]:
    """What lint says of one file."""
    result = run("lint", "--format", "json", path)
    found: dict[str, Any] = json.loads(result.stdout)["files"][0]
    return found


def plain(text: str) -> str:
    """A message as it was before its lines were wrapped."""
    return "".join(text.split())


Numbers = dict[tuple[str, ...], str]


def stated(report: Report) -> Numbers:
    """The figures of the report in the cells that its edition has, by the keys of a figures file."""
    keys = keys_of(report.rulebook)
    cells = {(t.id, *cell): value.number for t in report.tables for cell, value in t.values.items()}
    return {keys[c]: f"{n.normalize():f}" for c, n in cells.items() if c in keys and n is not None}


def numbers(tree: dict[str, Any], report: Report) -> Numbers:
    """Every figure of a figures file by its keys."""
    found: Numbers = {}
    for keys in keys_of(report.rulebook).values():
        value: Any = tree
        for key in keys:
            value = (value or {}).get(key)
        if value is not None:
            found[keys] = f"{value}"
    return found


def left_over(report: Report) -> dict[str, int]:
    """What the report carries over, by the kind of applicant; totals are computed, not carried."""
    table = report.table("applications")
    cells = table.values.items() if table else ()
    return {c: int(v.number) for (r, c), v in cells if r == "carried_out" and c != "total" and v.number is not None}


def carried(tree: dict[str, Any]) -> dict[str, int]:
    """What a new figures file has of last year."""
    return {column: n for column, n in (tree["applications"]["carried_in"] or {}).items() if n is not None}
