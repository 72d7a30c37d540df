"""What stands where a report is to be written: ours is replaced, what a person did to it is told and kept."""

from __future__ import annotations

import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.word.building import build_template
from nianbao.cli.generate import generate as command
from nianbao.figures import dump_figures
from nianbao.files import libreoffice
from nianbao.files.marks import is_marked
from nianbao.ooxml.editing import Editing
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.typography import Typography
from tests.builders.figures.sound import of, zeros

RULEBOOK = load_rulebook()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["--lang", "en", *map(str, arguments)])


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    values = {**zeros(), ("proactive", "licensing", "decisions"): Decimal(3)}
    path = tmp_path / "figures.yaml"
    path.write_bytes(dump_figures(of(values), RULEBOOK))
    return path


def test_a_report_that_nobody_has_touched_is_written_again(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    first = run(figures, "-o", out)
    assert (first.exit_code, first.stdout) == (0, f"wrote {out}\n")
    assert "general sentences stand in for texts that were not given" in first.stderr
    written = out.read_bytes()
    assert run(figures, "-o", out).exit_code == 0
    assert out.read_bytes() == written
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def edit(path: Path, before: str, after: str) -> None:
    """Change a text in a Word file, as a person would; all other parts are kept, the comment of the archive is not."""
    editing = Editing(path.read_bytes())
    texts = {e.text or "": e for e in editing.part(editing.document).iter(f"{{{editing.namespace}}}t")}
    whole = before if before in texts else next(text for text in texts if before in text)
    texts[whole].text = whole.replace(before, after)
    path.write_bytes(editing.save(b""))


def test_what_was_edited_by_hand_is_told_and_kept(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    run(figures, "-o", out)
    edit(out, "接受社会监督", "接受群众监督")
    edit(out, "3", "5")  # 行政许可
    edited = out.read_bytes()
    said = run(figures, "-o", out)
    assert (said.exit_code, said.stdout) == (2, "")
    lines = said.stderr.splitlines()
    assert lines[:2] == [f"{out} exists; overwrite it with --force", f"{out} was edited after it was generated:"]
    assert lines[2].endswith("接受群众监督。'")
    assert lines[3] == "  '行政许可 | 3' is now '行政许可 | 5'"
    assert lines[4].startswith("  to keep this, put it into the figures, or take it out with nianbao extract")
    assert len(lines) == 5
    assert out.read_bytes() == edited
    # What the figures say meanwhile is no edit.
    figures.write_text(
        figures.read_text("utf-8").replace("penalties: {decisions: 0}", "penalties: {decisions: 7}"), "utf-8"
    )
    assert [line for line in run(figures, "-o", out).stderr.splitlines() if "行政处罚" in line] == []
    assert run(figures, "-o", out, "--force").exit_code == 0
    assert run(figures, "-o", out).exit_code == 0


@pytest.mark.parametrize("form", ["html", "txt"])
def test_what_was_edited_in_a_page_or_a_text_is_told_before_and_after(form: str, figures: Path, tmp_path: Path) -> None:
    out = tmp_path / f"report.{form}"
    assert [run(figures, "-o", out).exit_code for _ in range(2)] == [0, 0]
    before = out.read_bytes()
    edited = before.replace("接受社会监督".encode(), "接受群众监督".encode()).replace(b"3", b"5")
    out.write_bytes(edited)
    asked = run(figures, "-o", out)
    assert (asked.exit_code, out.read_bytes()) == (2, edited)
    lines = asked.stderr.splitlines()
    assert lines[0] == f"{out} exists; overwrite it with --force"
    changed = "is now '行政许可 | 5'" if form == "html" else "'行政许可 | 5 |  | ' should be"
    assert len([line for line in lines if changed in line or "接受群众监督" in line]) == 2
    assert f"nianbao extract {out} -o new.yaml" in lines[-1]
    forced = run(figures, "-o", out, "--force")
    assert (forced.exit_code, out.read_bytes()) == (0, before)
    assert forced.stderr.splitlines()[: len(lines) - 1] == [*lines[1:-1], "  this was written over, as --force asks"]


def test_a_page_of_another_and_a_page_that_was_changed_are_not_ours(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    run(figures, "-o", out)
    assert is_marked(out)
    figures.write_text(figures.read_text("utf-8").replace("decisions: 3", "decisions: 4"), "utf-8")
    assert run(figures, "-o", out).exit_code == 0
    data = out.read_bytes()
    out.write_bytes(data.replace(b"\n", b"\r\n"))
    assert not is_marked(out)
    assert "no words or figures changed, but perhaps styles" in run(figures, "-o", out).stderr
    out.write_text("<!doctype html><p>我的网页</p>", "utf-8")
    assert run(figures, "-o", out).stderr == f"{out} exists; overwrite it with --force\n"


def test_a_seal_does_not_outlive_a_change_and_a_report_of_another_is_not_ours(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    run(figures, "-o", out)
    data = out.read_bytes()
    assert is_marked(out)
    out.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    assert not is_marked(out)
    editing = Editing(data)
    editing.part(editing.document)[0].append(editing.part(editing.document)[0][0])
    out.write_bytes(editing.save())  # which keeps the comment
    assert not is_marked(out)
    out.write_bytes(build_template(typography()))
    said = run(figures, "-o", out)
    assert said.stderr == f"{out} exists; overwrite it with --force\n"


def typography() -> Typography:
    assert RULEBOOK.typography
    return RULEBOOK.typography


@pytest.mark.needs("libreoffice")
def test_what_an_office_program_saved_is_told_apart_from_what_it_changed(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    run(figures, "-o", out)
    edit(out, "接受社会监督", "接受群众监督")
    (tmp_path / "saved.docx").write_bytes(resaved(out, tmp_path))
    said = run(figures, "-o", tmp_path / "saved.docx").stderr.splitlines()
    assert said[2].endswith("接受群众监督。'")
    assert len(said) == 4


def resaved(path: Path, folder: Path) -> bytes:
    """The Word file as LibreOffice writes it."""
    soffice = libreoffice.find()
    assert soffice
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "out" / path.name).read_bytes()
