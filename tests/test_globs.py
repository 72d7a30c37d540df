"""Patterns of files, as .gitignore and EditorConfig write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.files.globs import matches, meaning, relative

MEANT = [
    ("towns/**", "towns/a.docx"),
    ("towns/**", "towns/2024/a.docx"),
    ("towns", "towns/2024/a.docx"),
    ("*.docx", "towns/2024/a.docx"),
    ("*.docx", "a.docx"),
    ("/a.docx", "a.docx"),
    ("./towns/*.docx", "towns/a.docx"),
    ("**/drafts/*.docx", "drafts/a.docx"),
    ("**/drafts/*.docx", "x/y/drafts/a.docx"),
    ("towns/**/a.docx", "towns/a.docx"),
    ("towns/**/a.docx", "towns/x/y/a.docx"),
    ("乡镇/20??/*", "乡镇/2024/青岚镇.docx"),
    ("a[1].docx", "a[1].docx"),
]
NOT_MEANT = [
    ("towns/*", "other/a.docx"),
    ("towns/*.docx", "towns/2024/a.docx"),
    ("/a.docx", "towns/a.docx"),
    ("*.docx", "a.docx.txt"),
    ("a[1].docx", "a1.docx"),
    ("towns/**", "towns"),
    ("乡镇/20??/*", "乡镇/202/a.docx"),
]


@pytest.mark.parametrize(("pattern", "path"), MEANT)
def test_a_pattern_means_its_files(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(("pattern", "path"), NOT_MEANT)
def test_a_pattern_means_no_others(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


@given(st.lists(st.text("ab*?.镇", min_size=1, max_size=6), min_size=1, max_size=4).map("/".join))
def test_a_name_without_signs_means_itself(path: str) -> None:
    plain = path.replace("*", "x").replace("?", "y")
    if "." not in plain.split("/"):
        assert matches("/" + plain, plain)


@pytest.mark.parametrize("pattern", ["*a" * 200 + "b", "**/" * 300 + "x", "*" * 2000])
def test_a_hostile_pattern_costs_no_time(pattern: str) -> None:
    assert not matches(pattern, "a" * 400 + "/" + "a/" * 100)


def test_a_path_outside_the_folder_is_seen_by_no_pattern(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert relative(str(tmp_path / "in" / "a.docx"), str(tmp_path / "in")) == "a.docx"
    assert relative(str(tmp_path / "a.docx"), str(tmp_path / "in")) is None


def test_a_pattern_may_be_absolute_or_lead_out_of_its_folder(tmp_path: Path) -> None:
    report, own = tmp_path / "reports" / "towns" / "a.docx", tmp_path / "settings"
    report.parent.mkdir(parents=True)
    own.mkdir()
    patterns = [
        f"{tmp_path.as_posix()}/reports/**",
        "../reports/towns/*.docx",
        "../reports/*.docx",
        "../towns",
        "*.docx",
    ]
    assert list(meaning(patterns, str(report), str(own))) == [0, 1]
    assert list(meaning(["/towns", "/reports/towns"], str(report), str(tmp_path / "reports"))) == [0]
