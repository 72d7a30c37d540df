"""Help and complaints about the command line: in the user's language throughout, within 80 columns."""

from __future__ import annotations

import re
from itertools import product

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from click.testing import CliRunner

from nianbao.cli import main
from nianbao.cli.speaking import GETTEXT_VARIABLE
from nianbao.text import display_width
from nianbao.wrapping import wrap
from scripts.make_locale import CATALOGUE, catalogue

COMMANDS = main.list_commands(click.Context(main))
MISTAKES = [
    ["lint"],
    ["lint", "--formt", "json", "a.docx"],
    ["lint", "--format", "pdf", "a.docx"],
    ["lint", "--format"],
    ["lint", "--quiet=3", "a.docx"],
    ["show", "a.docx", "b.docx"],
    ["new", "--agency", "青岚县水务局", "--year", "去年", "-o", "a.yaml"],
    ["generate", "a.yaml"],
    ["lnit", "a.docx"],
    ["--verbose"],
]
_ENGLISH = re.compile(r"(?<![-\w'\[.])[A-Za-z]{2,}(?![\w'\]./])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _words(catalog: Catalog) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(tuple(m.id), tuple(m.string or ())) for m in catalog if m.id}


def spoken(args: list[str], language: str) -> str:
    """What the command prints."""
    line = [*args, "--lang", language]
    result = CliRunner().invoke(main, line, prog_name="nianbao", env={GETTEXT_VARIABLE: language})
    assert result.exit_code in (0, 2), result.output
    return result.output


@pytest.mark.parametrize(("command", "language"), [*product(COMMANDS, ("zh", "en"))])
def test_help_fits_80_columns(command: str, language: str) -> None:
    assert [line for line in spoken([command, "--help"], language).splitlines() if display_width(line) > 80] == []


@pytest.mark.parametrize("args", MISTAKES, ids=" ".join)
def test_mistakes_on_the_line_are_told_in_chinese(args: list[str]) -> None:
    said = spoken(args, "zh")
    known = {"nianbao", *COMMANDS, *" ".join(args).split(), "PATH", "REPORT", "FIGURES"}
    assert _CHINESE.search(said)
    assert set(_ENGLISH.findall(said)) <= known


@pytest.mark.parametrize("args", MISTAKES, ids=" ".join)
def test_mistakes_on_the_line_are_told_in_english(args: list[str]) -> None:
    said = spoken(args, "en").replace("青岚县水务局", "").replace("去年", "")
    assert not _CHINESE.search(said)


def test_chinese_help_has_no_english_sentence() -> None:
    for command in COMMANDS:
        assert not re.search(
            r"[a-z]{3,} [a-z]{3,}", spoken([command, "--help"], "zh").replace("nianbao " + command, "")
        )


def test_help_turns_from_one_language_to_another() -> None:
    assert ["show this message" in spoken(["rules", "--help"], language) for language in ("en", "zh", "en")] == [
        True,
        False,
        True,
    ]


def test_compiled_words_are_those_of_the_source() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        assert _words(read_mo(file)) == _words(catalogue())


def test_long_lines_break_between_chinese_characters_and_never_before_a_closing_mark() -> None:
    lines = wrap("标题“五、存在的主要问题及改进措施”，不是规定的文字。", 20, "  ")
    assert max(map(display_width, lines)) <= 20
    assert not any(line.lstrip()[0] in "”，。、" or line[-1] == "“" for line in lines)
    assert "".join(line.strip() for line in lines) == "标题“五、存在的主要问题及改进措施”，不是规定的文字。"


def test_an_opening_straight_quote_stays_with_what_it_quotes() -> None:
    assert wrap('the heading "（一）予以公开" is missing', 14, "") == ["the heading", '"（一）予以公', '开" is missing']


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        (
            ["lint", "--selct", "A"],
            "没有选项 --selct，是否指 --select？",
            "no such option --selct, did you mean --select?",
        ),
        (["check", "a.docx"], "没有命令 check，是否指 lint？", "no such command check, did you mean lint?"),
        (["Lint"], "没有命令 Lint，是否指 lint？", "no such command Lint, did you mean lint?"),
        (["报告.docx"], "是否指 nianbao lint 报告.docx？", "did you mean nianbao lint 报告.docx?"),
        (["quux"], "没有命令 quux。", "no such command quux."),
        (["lint"], "缺少参数 'PATH...'。", "Missing argument 'PATH...'."),
        (["lint", "a.docx", "-o", ""], "--output 的文件名为空", "--output: the file name is empty"),
        (["lint", ""], "PATH 的文件名为空", "PATH: the file name is empty"),
        (["diff", "", "a.docx"], "OLD 的文件名为空", "OLD: the file name is empty"),
        (["lint", "--select"], "选项 --select 后面缺少值。", "Option '--select' requires an argument."),
    ],
)
def test_a_mistaken_line_is_answered_in_a_sentence_with_what_was_meant(
    line: list[str], zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, said in (("zh", zh), ("en", en)):
        monkeypatch.setenv("NIANBAO_LANG", language)
        monkeypatch.setenv(GETTEXT_VARIABLE, language)
        result = CliRunner().invoke(main, line)
        assert result.exit_code == 2
        assert result.stderr.endswith(f"{said}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_what_takes_a_file_is_of_the_type_that_knows_names_of_files(command: str) -> None:
    found = main.get_command(click.Context(main), command)
    assert found is not None
    named = [one for one in found.params if isinstance(one.type, click.types.StringParamType) and one.metavar]
    assert not {one.metavar.strip("[].") for one in named if one.metavar} & {"FILE", "PATH", "REPORT", "DOCX", "OUT"}
