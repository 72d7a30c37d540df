"""What holds for a file: the nearest configuration upward, tables of a path, the command line before all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linter import Settings
from linter.configuring import ConfigurationError, Resolved, Resolver
from linter.configuring.model import Configuration, FilesTable
from linter.configuring.resolving import KEYS
from nianbao.cli import main


def _holds(path: Path, **given: Any) -> Resolved:
    return Resolver(given).of(str(path))


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    holds = _holds(tmp_path / "a.docx")
    assert holds.settings == Settings()
    assert {origin.en for origin in holds.origins.values()} == {"the default"}


def test_the_nearest_file_wins_whole(tmp_path: Path) -> None:
    _write(tmp_path / "nianbao.toml", 'select = ["A"]\nignore = ["A401"]\n')
    _write(tmp_path / "towns" / "nianbao.toml", 'select = ["S"]\n')
    assert _holds(tmp_path / "towns" / "x" / "a.docx").settings == Settings(select=("S",))
    assert _holds(tmp_path / "a.docx").settings == Settings(select=("A",), ignore=("A401",))


def test_a_project_file_serves_where_it_has_the_table(tmp_path: Path) -> None:
    _write(tmp_path / "pyproject.toml", '[tool.nianbao]\nselect = ["A"]\n')
    _write(tmp_path / "sub" / "pyproject.toml", '[project]\nname = "x"\n')
    assert _holds(tmp_path / "sub" / "a.docx").settings.select == ("A",)
    _write(tmp_path / "nianbao.toml", 'select = ["S"]\n')
    assert _holds(tmp_path / "b.docx").settings.select == ("S",)


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    _write(tmp_path / "nianbao.toml", 'select = ["A"]\nfail-on = "warning"\n')
    holds = _holds(tmp_path / "a.docx", select=("S",))
    assert (holds.settings.select, holds.settings.fail_on) == (("S",), "warning")
    assert holds.origins["select"].en == "the command line"
    assert holds.origins["fail_on"].en.endswith("nianbao.toml, line 2")


def test_tables_of_a_path_hold_for_its_files_the_later_before_the_earlier(tmp_path: Path) -> None:
    _write(
        tmp_path / "nianbao.toml",
        'ignore = ["S108"]\n[severity]\nV301 = "error"\n[[files]]\npath = "towns/**"\nignore = []\n'
        '[files.severity]\nV301 = "info"\n[[files]]\npath = "*.html"\nselect = ["C"]\n',
    )
    page = _holds(tmp_path / "towns" / "2024" / "a.html").settings
    assert (page.ignore, page.select) == ((), ("C",))
    assert page.severities == (("V301", "error"), ("V301", "info"))
    assert _holds(tmp_path / "a.docx").settings == Settings(ignore=("S108",), severities=(("V301", "error"),))


def test_paths_are_relative_to_the_file_that_says_them(tmp_path: Path) -> None:
    _write(tmp_path / "nianbao.toml", 'previous = "last/2023"\nrulebook = "../r.yaml"\nwaivers = "w.yaml"\n')
    settings = _holds(tmp_path / "x" / "a.docx").settings
    assert settings.previous == str(tmp_path / "last" / "2023")
    assert settings.rulebook == str(tmp_path.parent / "r.yaml")
    assert settings.waivers == str(tmp_path / "w.yaml")
    _write(tmp_path / "auto" / "nianbao.toml", 'previous = "auto"\n')
    assert _holds(tmp_path / "auto" / "a.docx").settings.previous == "auto"


def test_excluded_files_are_told_with_their_pattern(tmp_path: Path) -> None:
    _write(tmp_path / "nianbao.toml", 'exclude = ["drafts", "*.tmp.docx"]\n')
    holds = _holds(tmp_path / "a.docx")
    assert holds.excluded(str(tmp_path / "x" / "drafts" / "a.docx")) == "drafts"
    assert holds.excluded(str(tmp_path / "a.tmp.docx")) == "*.tmp.docx"
    assert holds.excluded(str(tmp_path / "a.docx")) is None


def test_every_mistake_is_told_at_its_place_with_the_nearest_known_key(tmp_path: Path) -> None:
    path = _write(tmp_path / "nianbao.toml", 'selct = ["A"]\nfail-on = "none"\n[[files]]\npth = "a"\n')
    with pytest.raises(ConfigurationError) as caught:
        _holds(tmp_path / "a.docx")
    lines = caught.value.message.en.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{path}:{at}" for at in ("1:1", "2:1", "3:3", "4:1")]
    assert '"select"' in lines[0]


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = _write(tmp_path / "nianbao.toml", 'select = ["A"]\n')
    assert _holds(tmp_path / "a.docx").settings.select == ("A",)
    _write(path, 'select = ["A401", "S"]\n')
    assert _holds(tmp_path / "a.docx").settings.select == ("A401", "S")


def test_every_key_of_a_file_is_resolved() -> None:
    assert set(FilesTable.__struct_fields__) == {*KEYS, "path"}
    assert set(Configuration.__struct_fields__) == {*KEYS, "files"}


def test_a_path_that_is_not_there_has_no_settings(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["config", str(tmp_path / "none.docx")])
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
