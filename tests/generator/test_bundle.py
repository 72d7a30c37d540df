"""`nianbao generate --bundle`: every form of a report from one run, equal, and the same on a second run."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from generator import Settings, bundling, generate
from generator.word import fonts
from generator.word.pdf import timeless
from generator.workbook import write_workbook
from nianbao.cli import main
from nianbao.cli.generate import generate as command
from nianbao.figures import Figures, complete, dump_figures, open_figures
from nianbao.figures.extract import figures_from_report
from nianbao.formats import format_called
from nianbao.i18n import Text
from nianbao.reading import read
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook import Rulebook, load_rulebook
from tests.builders.figures.sound import of, zeros

RULEBOOK = load_rulebook()
FORMS = ("docx", "html", "xlsx")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["--lang", "en", *map(str, arguments)])


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "2024.yaml"
    path.write_bytes(dump_figures(of(zeros()), RULEBOOK))
    return path


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "find", lambda: None)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("no_libreoffice")
def test_a_bundle_is_whole_equal_and_listed(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run(figures, "--bundle", out)
    assert (said.exit_code, said.stdout.count("wrote ")) == (0, 4)
    assert "no PDF: LibreOffice was not found" in said.stderr
    written = contents(out)
    listed = json.loads(written.pop("manifest.json"))
    assert {entry["file"]: entry["sha256"] for entry in listed["files"]} == {
        name: sha256(data).hexdigest() for name, data in written.items()
    }
    assert [entry["format"] for entry in listed["files"]] == list(FORMS)
    assert (listed["rulebook"]["edition"], listed["year"], len(listed["rulebook"]["sha256"])) == ("2021", 2024, 64)
    whole = complete(open_figures(figures).figures, RULEBOOK).values
    assert complete(open_figures(out / "2024.xlsx").figures, RULEBOOK).values == whole
    for name in ("2024.docx", "2024.html"):
        assert figures_from_report(recognise(read(out / name)), RULEBOOK)[0].values == whole
    assert listed["figures"] == len(whole)
    for name in ("2024.html", "2024.xlsx"):
        compared = CliRunner().invoke(main, ["diff", str(out / "2024.docx"), str(out / name)])
        assert (compared.exit_code, compared.stderr) == (0, "")


@pytest.mark.usefixtures("no_libreoffice")
def test_a_second_run_writes_the_same_and_nothing_that_was_changed(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(figures, "--bundle", out)
    before = contents(out)
    assert run(figures, "--bundle", out).exit_code == 0
    assert contents(out) == before
    (out / "2024.html").write_bytes(before["2024.html"].replace("社会监督".encode(), "群众监督".encode()))
    changed = contents(out)
    said = run(figures, "--bundle", out)
    assert (said.exit_code, f"{out / '2024.html'} exists" in said.stderr) == (2, True)
    assert f"{out / '2024.html'} was edited after it was generated:" in said.stderr
    assert contents(out) == changed
    assert run(figures, "--bundle", out, "--force").exit_code == 0
    assert contents(out) == before


@pytest.mark.usefixtures("no_libreoffice")
def test_what_was_filled_into_the_workbook_of_a_bundle_is_told(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(figures, "--bundle", out)
    stated = open_figures(out / "2024.xlsx").figures
    changed = {**stated.values, ("proactive", "licensing", "decisions"): Decimal(9)}
    (out / "2024.xlsx").write_bytes(
        write_workbook(replace(stated, values=changed, narrative={"problems": "无。"}), RULEBOOK)
    )
    said = run(figures, "--bundle", out)
    assert said.exit_code == 2
    lines = said.stderr.splitlines()
    assert lines[1] == f"{out / '2024.xlsx'} does not agree with the current figures; somebody may have edited it:"
    assert lines[2:4] == ["  行政许可: 9 here, 0 in the figures", "  五、存在的主要问题及改进情况: another text"]
    assert lines[4] == f"  to keep this, generate from {out / '2024.xlsx'}; --force writes over it"


@pytest.mark.usefixtures("no_libreoffice")
def test_nothing_of_a_bundle_is_written_where_the_report_has_errors(figures: Path, tmp_path: Path) -> None:
    text = figures.read_text("utf-8")
    figures.write_text(f"{text}narrative: {{problems: 二是XX有待加强。}}\n", "utf-8")
    assert run(figures, "--bundle", tmp_path / "out").exit_code == 1
    figures.write_text(text.replace("upheld: 0", "upheld: x", 1), "utf-8")
    assert run(figures, "--bundle", tmp_path / "out").exit_code == 2
    assert not (tmp_path / "out").exists()
    figures.write_text(text, "utf-8")
    (tmp_path / "manifest.json").write_text('{"mine": 1}', "utf-8")
    said = run(figures, "--bundle", tmp_path)
    assert (said.exit_code, "manifest.json exists" in said.stderr) == (2, True)
    assert not (tmp_path / "2024.docx").exists()


@pytest.mark.parametrize("more", [("-o", "a.docx"), ("--to", "html"), ("--check",), ("b.yaml",)])
def test_a_bundle_stands_alone_on_its_line(more: tuple[str, ...], figures: Path, tmp_path: Path) -> None:
    said = run(figures, "--bundle", tmp_path / "out", *more)
    assert (said.exit_code, "--bundle takes one figures file" in said.stderr) == (2, True)


@pytest.mark.usefixtures("no_libreoffice")
def test_a_form_that_does_not_give_the_figures_back_is_refused(
    figures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        bundling, "figures_from_report", lambda *_: (of({**zeros(), ("proactive", "x", "y"): Decimal(1)}), ())
    )
    said = run(figures, "--bundle", tmp_path / "out")
    assert (said.exit_code, "2024.docx: figures read back differ" in said.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("no_libreoffice")
@pytest.mark.parametrize(("kind", "status"), [("html", 2), ("pdf", 0)])
def test_texts_are_read_back_too_and_what_is_printed_otherwise_is_told(
    kind: str, status: int, figures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, read_back = figures_from_report, iter(("docx", "html"))

    def reworded(report: Report, rulebook: Rulebook) -> tuple[Figures, tuple[Text, ...]]:
        read, notes = real(report, rulebook)
        return (read if next(read_back) == "docx" else replace(read, narrative={"other": "未收取。"})), notes

    monkeypatch.setattr(bundling, "figures_from_report", reworded)
    monkeypatch.setattr(bundling, "_kind", lambda _: kind)  # a page that is called a PDF is read as what it is
    monkeypatch.setattr(bundling, "format_called", lambda kind: format_called("html" if kind == "pdf" else kind))
    said = run(figures, "--bundle", tmp_path / "out")
    assert said.exit_code == status
    assert f"2024.html: {'texts read back' if status else 'its texts'} differ" in said.stderr


@pytest.mark.needs("libreoffice")
def test_the_pdf_of_a_bundle_is_the_same_on_a_second_run(figures: Path, tmp_path: Path) -> None:
    assert run(figures, "--bundle", tmp_path / "a").exit_code == 0
    assert run(figures, "--bundle", tmp_path / "b").exit_code == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (tmp_path / "a" / "2024.pdf").read_bytes().startswith(b"%PDF")


def test_the_moment_is_taken_out_of_a_pdf_and_nothing_moves() -> None:
    made = [
        b"%%PDF-1.6\n<</CreationDate(D:%s+08'00')>>\ntrailer\n/ID [ <%s>\n<%s> ]\n/DocChecksum /%s\nstartxref"
        % (when, mark, mark, mark)
        for when, mark in ((b"20260101101010", b"0A" * 16), (b"20261231235959", b"F9" * 16))
    ]
    first, second = map(timeless, made)
    assert first == second
    assert len(first) == len(made[0])
    assert b"CreationDate" not in first


def test_fonts_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert RULEBOOK.typography
    names = {font.write.lower() for font in RULEBOOK.typography.fonts} - {"仿宋_gb2312"}
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset(names))
    assert fonts.missing_fonts(RULEBOOK.typography) == ("仿宋_GB2312",)
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset({*names, "仿宋"}))
    assert fonts.missing_fonts(RULEBOOK.typography) == ()
    monkeypatch.setattr(fonts, "_installed", frozenset)
    assert fonts.missing_fonts(RULEBOOK.typography) == ()


def test_a_rulebook_chooses_between_the_two_faces_of_fangsong(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text('extends: "2021"\nid: own\ntypography:\n  fonts: [{id: fangsong, write: 仿宋}]\n', "utf-8")
    for book, face, other in ((load_rulebook(own), "仿宋", "仿宋_GB2312"), (RULEBOOK, "仿宋_GB2312", "仿宋")):
        data = generate(of(zeros()), Settings(rulebook=book)).data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = archive.read("word/styles.xml").decode()
        assert f'w:eastAsia="{face}"' in styles
        assert f'w:eastAsia="{other}"' not in styles
