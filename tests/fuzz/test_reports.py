"""Mutated reports: whatever was changed, they are linted, shown and taken apart to the end, or refused in one line.

As in `test_mutations`, the number of a case is its seed, and `NIANBAO_FUZZ` and `NIANBAO_FUZZ_FROM` choose which.
"""

from __future__ import annotations

import json
from random import Random

import pytest

from linter import examine
from linter.output import writer
from linter.output.style import Presentation
from nianbao.cli.show import shown
from nianbao.errors import NianbaoError
from nianbao.figures.dump import dump_figures
from nianbao.figures.extract import figures_from_report
from nianbao.reading import read_unguarded
from nianbao.recognising import recognise
from tests.builders.fuzz import FIRST, TIMES
from tests.builders.fuzz.mutations import BYTES, MARKUP, mutate, mutate_archive
from tests.builders.html.sites import SITES
from tests.builders.reports import BASE, as_docx

CASES = {"lines": 300, "bytes": 150, "word": 150, "page": 60}
_STYLES = {form: Presentation(form) for form in ("zh", "en")}
_WORD = as_docx(BASE)
_LOOSE = BASE.replace("\t", " ")
_WORDS = (
    *(
        "",
        "0",
        "-1",
        "1.5",
        "/",
        "无",
        "9" * 40,
        "１２",
        "1,234",
        "规章",
        "总计",
        "其他",
        "一、总体情况",
        "（一）主动公开",
    ),
    *(
        "2023年",
        "共收到政府信息公开申请",
        "其中",
        "12件",
        "一、",
        "（七）总计",
        "\u200b",
        "\ufffd",
        "𠀀",
        "%s",
        "{0}",
        "[x]",
    ),
)


def case(kind: str, number: int) -> bytes:
    """The mutated report of that kind and number."""
    random = Random(f"report {kind} {number}")
    if kind == "lines":
        return _rearranged(random, random.choice((BASE, _LOOSE))).encode()
    if kind == "bytes":
        return mutate(random, random.choice((BASE, _LOOSE)).encode(), BYTES)
    if kind == "word":
        return mutate_archive(random, _WORD)
    return mutate(random, random.choice(SITES)(), MARKUP)


def _rearranged(random: Random, text: str) -> str:
    """Lines and cells that are missing, twice, elsewhere, or hold something else."""
    lines = text.split("\n")
    for _ in range(random.choice((1, 2, 4, 12, 40))):
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        change = random.random()
        if change < 0.15 and len(lines) > 2:
            del lines[at]
        elif change < 0.3:
            lines.insert(other, lines[at])
        elif change < 0.4:
            lines[at], lines[other] = lines[other], lines[at]
        elif change < 0.5:
            lines[at] += lines[other]
        else:
            parts = lines[at].split("\t" if "\t" in lines[at] else " ")
            parts[random.randrange(len(parts))] = random.choice(_WORDS)
            lines[at] = random.choice(("\t", " ")).join(parts)
    return "\n".join(lines)


@pytest.mark.parametrize("kind", sorted(CASES))
def test_mutated_reports(kind: str) -> None:
    for number in range(FIRST, FIRST + CASES[kind] * TIMES):
        if trouble := _trouble(case(kind, number)):
            pytest.fail(f"case({kind!r}, {number}): {trouble}")


def _trouble(data: bytes) -> str | None:
    try:
        _to_the_end(data)
    except NianbaoError as refused:
        one_line = bool(refused.message.zh) and "\n" not in refused.message.zh + refused.message.en
        return None if one_line else str(refused)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def _to_the_end(data: bytes) -> None:
    report = recognise(read_unguarded(data))
    result = examine(report, path="a")
    for style in _STYLES.values():
        "".join(writer("text")([result], style)).encode()
        "\n".join(shown(report, style.language)).encode()
    (entry,) = json.loads("".join(writer("json")([result], _STYLES["zh"])))["files"]
    assert len(entry["findings"]) == len(result.findings)
    figures, notes = figures_from_report(report, report.rulebook)
    assert all(note.zh and note.en for note in notes)
    assert dump_figures(figures, report.rulebook)
