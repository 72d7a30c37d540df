"""`--force` writes over results, never over what the call reads; one file that fails leaves the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nianbao.cli import main
from nianbao.figures import dump_figures
from nianbao.resources import resource
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros
from tests.builders.reports import BASE


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BASE, "utf-8")
    (tmp_path / "f.yaml").write_bytes(dump_figures(of(zeros()), load_rulebook()))
    (tmp_path / "g.yaml").write_bytes(dump_figures(of(zeros()), load_rulebook()))
    (tmp_path / "t.docx").write_bytes((resource("templates") / "report.docx").read_bytes())
    (tmp_path / "base.yaml").write_text('extends: "2021"\n', "utf-8")
    (tmp_path / "own.yaml").write_text("extends: base.yaml\n", "utf-8")
    for name in ("c.toml", "c.csv", "c.xlsx", "nianbao.toml"):
        (tmp_path / name).write_text('ignore = ["S113"]\n', "utf-8")
    return tmp_path


LINES = {
    "figures": ("generate f.yaml --to docx --force -o f.yaml", "f.yaml"),
    "template": ("generate f.yaml --template t.docx --force -o t.docx", "t.docx"),
    "rulebook": ("generate f.yaml --rulebook own.yaml --to txt --force -o own.yaml", "own.yaml"),
    "base": ("generate f.yaml --rulebook own.yaml --to txt --force -o base.yaml", "base.yaml"),
    "report": ("extract a.txt --force -o linked.yaml", "a.txt"),
    "base of extract": ("extract a.txt --rulebook own.yaml --force -o base.yaml", "base.yaml"),
    "last year": ("new --from a.txt --force -o linked.yaml", "a.txt"),
    "base of new": ("new --agency x --year 2024 --rulebook own.yaml --force -o base.yaml", "base.yaml"),
    "configuration": ("lint a.txt --config c.toml --force -o c.toml", "c.toml"),
    "configuration found": ("lint a.txt --force -o nianbao.toml", "nianbao.toml"),
    "configuration of collect": ("collect a.txt --config c.csv --force -o c.csv", "c.csv"),
    "configuration of statistics": ("statistics a.txt --config c.xlsx --force -o c.xlsx", "c.xlsx"),
    "base of lint": ("lint a.txt --rulebook own.yaml --force -o base.yaml", "base.yaml"),
}


@pytest.mark.parametrize(("line", "kept"), LINES.values(), ids=LINES.keys())
def test_what_the_call_reads_is_not_written_over(
    line: str, kept: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "linked.yaml").hardlink_to(folder / "a.txt")
    before = (folder / kept).read_bytes()
    result = run(*line.split())
    assert result.exit_code == 2
    assert "is an input of this command and is not overwritten" in result.stderr
    assert (folder / kept).read_bytes() == before


@pytest.mark.parametrize(
    "bad", ["missing.yaml", "broken.yaml", "broken.xlsx", "old.yaml", "pipe\0.yaml", "folder.yaml"]
)
def test_figures_that_fail_leave_the_others(bad: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "broken.yaml").write_bytes(b"%YAML 1.3\n---\na: 1\n")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "old.yaml").write_bytes(b"agency: x\n")
    (folder / "folder.yaml").mkdir()
    result = run("generate", "f.yaml", bad, "g.yaml", "-o", "out/")
    assert result.exit_code == 2
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["f.docx", "g.docx"]
