"""The hooks, run by pre-commit itself on a scratch repository, with this project as their source."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import Settings, generate
from nianbao.figures import dump_figures
from nianbao.rulebook import load_rulebook
from tests.builders.docx import docx
from tests.builders.figures.sound import of, zeros
from tests.builders.reports import BASE, as_docx, edited

ROOT = Path(__file__).parents[1]
SOURCES = (
    "nianbao",
    "linter",
    "generator",
    "templates",
    "rules",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # A hook that runs these tests leaves its own repository's variables behind.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        command, cwd=folder, env={**clean, **environment}, capture_output=True, text=True, encoding="utf-8", check=False
    )


def repository(folder: Path) -> Path:
    """The folder as a git repository with everything in it committed."""
    for command in (
        ("git", "init", "-q"),
        ("git", "config", "user.name", "tester"),
        ("git", "config", "user.email", "tester@example.cn"),
        ("git", "add", "-A"),
        ("git", "commit", "-q", "--no-verify", "-m", "Begin"),
    ):
        run(folder, *command).check_returncode()
    return folder


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as a repository of hooks."""
    folder = tmp_path_factory.mktemp("source")
    for name in (*SOURCES, *(path.name for path in ROOT.glob("rules*.yaml"))):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return repository(folder)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where pre-commit keeps what it installs."""
    return str(tmp_path_factory.mktemp("pre-commit"))


def pre_commit(
    folder: Path, source: Path, hook: str, home: str, *options: str, files: tuple[str, ...] = ("--all-files",)
) -> subprocess.CompletedProcess[str]:
    """Every file of the repository, or these, through one hook, with further lines of its configuration."""
    revision = run(source, "git", "rev-parse", "HEAD").stdout.strip()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {source}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
        + "".join(f"    {option}\n" for option in options),
        "utf-8",
    )
    run(folder, "git", "add", "-A").check_returncode()
    command = (sys.executable, "-m", "pre_commit", "run", *files, "--color=never", "--verbose")
    return run(folder, *command, PRE_COMMIT_HOME=home, NIANBAO_LANG="en", PYTHONUTF8="1")


def test_generate_check_passes_what_is_up_to_date_and_tells_what_is_not(
    source: Path, home: str, tmp_path: Path
) -> None:
    rulebook = load_rulebook()
    (tmp_path / "2024.yaml").write_bytes(dump_figures(of(zeros()), rulebook))
    (tmp_path / "2024.docx").write_bytes(generate(of(zeros()), Settings(rulebook)).data)
    (tmp_path / "other.json").write_text("{}", "utf-8")  # has no report beside it
    repository(tmp_path)
    passed = pre_commit(tmp_path, source, "nianbao-generate-check", home)
    assert passed.returncode == 0, passed.stdout + passed.stderr

    figures = (tmp_path / "2024.yaml").read_text("utf-8")
    (tmp_path / "2024.yaml").write_text(
        figures.replace("licensing: {decisions: 0}", "licensing: {decisions: 7}"), "utf-8"
    )
    failed = pre_commit(tmp_path, source, "nianbao-generate-check", home)
    assert failed.returncode == 1
    assert "2024.docx does not agree with the figures" in failed.stdout
    assert "行政许可 | 7" in failed.stdout


def test_lint_fails_on_a_wrong_report_and_leaves_other_documents_alone(source: Path, home: str, tmp_path: Path) -> None:
    for name in ("good-2023.docx", "good-2024.docx", "bad.docx"):
        shutil.copy(ROOT / "examples" / name, tmp_path / name)
    (tmp_path / "会议通知.txt").write_text("定于3月5日召开会议。", "utf-8")
    repository(tmp_path)
    failed = pre_commit(tmp_path, source, "nianbao-lint", home)
    assert failed.returncode == 1
    assert "bad.docx" in failed.stdout
    assert "error S102" in failed.stdout
    assert "good-2024.docx" not in failed.stdout

    (tmp_path / "bad.docx").unlink()
    passed = pre_commit(tmp_path, source, "nianbao-lint", home)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "会议通知" not in passed.stdout


FOLDER = ("args: [--previous, reports]", r"files: ^reports/.*\.txt$")


def carried_over_wrongly(folder: Path, number: int) -> None:
    """Last year's report of an agency, and this year's, which carries over another number."""
    agency = f"青岚县第{number}局"
    text = BASE.replace("青岚县水务局", agency)
    (folder / f"{number}-2024.txt").write_text(text, "utf-8")
    (folder / f"{number}-2023.txt").write_text(text.replace("2024", "2023"), "utf-8")


def told(run: subprocess.CompletedProcess[str]) -> list[str]:
    """The files of which it is told that they carry over another number, in their order."""
    files = re.split(r"^(?=reports/)", run.stdout, flags=re.MULTILINE)
    return sorted(text.split()[0] for text in files if "error C506" in text)


def test_last_years_report_is_found_in_the_folder_whatever_the_call_names(
    source: Path, home: str, tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(5):
        carried_over_wrongly(reports, number)
    repository(tmp_path)
    # Changed alone, as in the commit of this year's report.
    alone = pre_commit(tmp_path, source, "nianbao-lint", home, *FOLDER, files=("--files", "reports/3-2024.txt"))
    assert alone.returncode == 1, alone.stdout + alone.stderr
    assert told(alone) == ["reports/3-2024.txt"]
    # Several processes, each with some of the files.
    apart = pre_commit(tmp_path, source, "nianbao-lint", home, *FOLDER, "require_serial: false")
    assert told(apart) == [f"reports/{number}-2024.txt" for number in range(5)]


def test_a_report_that_is_none_is_a_line_that_says_how_to_leave_it_out(source: Path, home: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "good-2024.docx", tmp_path / "2024.docx")
    (tmp_path / "notice.docx").write_bytes(docx("<w:p><w:r><w:t>定于3月5日召开会议。</w:t></w:r></w:p>"))
    repository(tmp_path)
    failed = pre_commit(tmp_path, source, "nianbao-lint", home)
    assert failed.returncode == 1
    (line,) = (line for line in failed.stdout.splitlines() if "notice.docx" in line)
    assert line.endswith("(to leave it out, list it in `exclude` of nianbao.toml)")

    (tmp_path / "nianbao.toml").write_text('exclude = ["notice.docx"]\n', "utf-8")
    passed = pre_commit(tmp_path, source, "nianbao-lint", home)
    assert passed.returncode == 0, passed.stdout + passed.stderr


# Where each format goes, as a line of the hook's configuration says it, and how what is written begins.
FORMATS = {
    "text": ("out.text", b"# nianbao lint\nbad.docx"),
    "json": ("out.json", b'{"version": 1'),
    "html": ("out.html", b"<!"),
    "xlsx": ("out.xlsx", b"PK"),
    "word": ("copies/", b""),
    "notice": ("letters/", b""),
    "sarif": ("out.sarif", b"{"),
    "github": ("out.github", b"::debug::nianbao lint\n::error file=bad.docx"),
    "gitlab": ("out.gitlab", b'[{"check_name"'),
    "junit": ("out.junit", b"<?xml"),
    "rdjson": ("out.rdjson", b"{"),
}


def test_every_format_comes_out_of_a_hook(source: Path, home: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "bad.docx", tmp_path / "bad.docx")
    repository(tmp_path)
    (first, *others) = [f"args: [--format, {form}, -o, {name}]" for form, (name, _) in FORMATS.items()]
    more = (f"\n  - id: nianbao-lint\n    {args}" for args in others)
    failed = pre_commit(tmp_path, source, "nianbao-lint", home, first + "".join(more))
    assert failed.returncode == 1
    assert failed.stdout.count("exit code: 1") == len(FORMATS), failed.stdout
    for name, begins in FORMATS.values():
        written = tmp_path / name
        if begins:
            assert written.read_bytes().startswith(begins), name
        else:
            assert [path.suffix for path in written.iterdir()] == [".docx"]


def test_fix_mends_what_is_certain_once_and_stops_the_commit(source: Path, home: str, tmp_path: Path) -> None:
    wrong = edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}])
    (tmp_path / "bad.docx").write_bytes(as_docx(wrong))
    (tmp_path / "good.docx").write_bytes(as_docx(BASE))
    repository(tmp_path)
    stopped = pre_commit(tmp_path, source, "nianbao-fix", home)
    assert stopped.returncode == 1
    assert "files were modified by this hook" in stopped.stdout
    assert "bad.docx: 1 place fixed" in stopped.stdout
    assert sorted(path.name for path in tmp_path.glob("*.*")) == [
        ".git",
        ".pre-commit-config.yaml",
        "bad.docx",
        "good.docx",
    ]
    assert run(tmp_path, "git", "diff", "--name-only").stdout == "bad.docx\n"

    passed = pre_commit(tmp_path, source, "nianbao-fix", home)
    assert passed.returncode == 0, passed.stdout + passed.stderr
