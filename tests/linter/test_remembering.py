"""A second run over the same files takes what the first found, and nothing that has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linter import previous, remembering
from linter.run import checked
from nianbao.cli import main
from nianbao.files.keeping import ENVIRONMENT
from nianbao.many import FEW
from tests.builders.reports import BASE
from tests.builders.reports.broken import BROKEN


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reports that are whole and wrong, and an empty cache."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "cache"))
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in [("clean", BASE), *BROKEN.items()]:
        (reports / f"{name.replace('/', '-')}.txt").write_text(text, "utf-8")
    return reports


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that were checked and not taken from the cache."""
    paths: list[str] = []

    def counted(path: str, *arguments: object, **named: object) -> object:
        paths.append(path)
        return checked(path, *arguments, **named)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(remembering, "checked", counted)
    previous._read.cache_clear()
    yield paths
    previous._read.cache_clear()


def linted(folder: Path, *options: str, form: str = "json") -> str:
    """What a lint of the folder in this process prints."""
    result: Result = CliRunner().invoke(main, ["lint", "--format", form, "-j", "1", *options, str(folder)])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def test_a_second_run_says_the_same_and_checks_nothing(folder: Path, read: list[str]) -> None:
    first = linted(folder)
    assert len(read) == len(list(folder.iterdir()))
    read.clear()
    assert linted(folder) == first
    assert read == []


def test_several_processes_find_what_one_kept(folder: Path, read: list[str]) -> None:
    first = linted(folder)
    read.clear()
    assert linted(folder, "-j", "2") == first


def test_without_the_cache_nothing_is_taken_and_nothing_kept(folder: Path, read: list[str]) -> None:
    first = linted(folder, "--no-cache")
    assert not (folder.parent / "cache" / "results").exists()
    assert linted(folder) == first
    read.clear()
    assert linted(folder, "--no-cache") == first
    assert not read  # checked by the other function


def test_of_a_few_files_nothing_is_kept(folder: Path) -> None:
    few = sorted(map(str, folder.iterdir()))[: FEW - 1]
    CliRunner().invoke(main, ["lint", *few])
    assert not (folder.parent / "cache" / "results").exists()


def test_a_changed_file_alone_is_checked_again(folder: Path, read: list[str]) -> None:
    linted(folder)
    read.clear()
    text = (folder / "clean.txt").read_text("utf-8")
    (folder / "clean.txt").write_text(text.replace("2024年", "2023年"), "utf-8")
    linted(folder)
    assert read == [str(folder / "clean.txt")]


def test_a_file_is_known_under_another_name(folder: Path, read: list[str]) -> None:
    linted(folder)
    read.clear()
    (folder / "clean.txt").rename(folder / "0.txt")
    told = linted(folder, form="text")
    assert read == []
    assert "0.txt" in told
    assert "clean.txt" not in told


@pytest.mark.parametrize(
    "options", [("--select", "A"), ("--ignore", "S101"), ("--edition", "2019"), ("--limit", "pages=9")]
)
def test_other_settings_have_results_of_their_own(folder: Path, read: list[str], options: tuple[str, str]) -> None:
    linted(folder)
    read.clear()
    asked = linted(folder, *options)
    assert read
    assert asked == linted(folder, *options, "--no-cache")


@pytest.mark.parametrize("options", [("--fail-on", "warning"), ("--summary",), ("--lang", "en")])
def test_what_changes_no_finding_takes_the_same(folder: Path, read: list[str], options: tuple[str, ...]) -> None:
    linted(folder)
    read.clear()
    asked = linted(folder, *options)
    assert read == []
    assert asked == linted(folder, *options, "--no-cache")


def test_a_changed_rulebook_checks_again(folder: Path, read: list[str]) -> None:
    book = folder.parent / "own.yaml"
    words = 'extends: "2021"\nrules:\n- {{code: S101, severity: {}}}\n'
    book.write_text(words.format("warning"), "utf-8")
    first = linted(folder, "--rulebook", str(book))
    read.clear()
    assert linted(folder, "--rulebook", str(book)) == first
    assert read == []
    book.write_text(words.format("info"), "utf-8")
    assert linted(folder, "--rulebook", str(book)) != first
    assert read


def test_last_years_report_is_part_of_what_is_known(folder: Path, read: list[str]) -> None:
    last_year = folder.parent / "last.txt"
    last_year.write_text(BASE.replace("2024", "2023").replace("2025", "2024"), "utf-8")
    alone = linted(folder)
    beside = linted(folder, "--previous", str(last_year))
    assert beside != alone
    read.clear()
    assert linted(folder, "--previous", str(last_year)) == beside
    assert linted(folder) == alone
    assert read == []


def test_what_is_compared_within_the_call_is_kept_too(folder: Path, read: list[str]) -> None:
    (folder / "last.txt").write_text(BASE.replace("2024", "2023"), "utf-8")
    first = linted(folder, "--previous", "auto")
    assert read.count(str(folder / "clean.txt")) == 2  # by itself and beside last year's
    read.clear()
    assert linted(folder, "--previous", "auto") == first
    assert read == []


def test_a_folder_of_last_years_reports_is_read_once(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    last_year = folder.parent / "last"
    last_year.mkdir()
    for number in range(8):
        text = BASE.replace("2024", "2023").replace("2025", "2024")
        (last_year / f"{number}.txt").write_text(text + f"\n附注{number}", "utf-8")
    first = linted(folder, "--previous", str(last_year))

    def unread(*_: object, **__: object) -> None:
        raise AssertionError

    previous._read.cache_clear()
    monkeypatch.setattr(previous, "recognise", unread)
    assert linted(folder, "--previous", str(last_year)) == first
