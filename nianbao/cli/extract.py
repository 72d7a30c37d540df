"""`nianbao extract`: thin, over generator.extract."""

from __future__ import annotations

from pathlib import Path

import click

from generator.settings import Settings
from nianbao.cli.command import Command, FileName
from nianbao.cli.options import FORCE, LIMIT, OUTPUT_FILE, RULEBOOK, read_besides, rulebook_of
from nianbao.cli.speaking import say, say_written
from nianbao.files.limits import Limits
from nianbao.i18n import Text


@click.command(
    "extract",
    cls=Command,
    text=Text(
        "从报告中取出数据，写成 .yaml、.json、.xlsx 或 .csv。未读到的逐项说明，不作推测。",
        "Extract the figures of a report to .yaml, .json, .xlsx or .csv. Whatever cannot be read is listed,"
        " never guessed.",
    ),
)
@click.argument("report", type=FileName(), metavar="REPORT")
@OUTPUT_FILE
@FORCE
@RULEBOOK
@LIMIT
def extract(report: str, output: str, force: bool, rulebook: str | None, limits: Limits) -> None:
    """See `text`."""
    from generator import extracting
    from generator.files import kind_of
    from nianbao.files.writing import guard, write_atomically

    path = Path(output)
    kind = kind_of(path)
    guard(path, read_besides(rulebook, report), force=force)
    taken = extracting.extract(report, Settings(rulebook_of(rulebook), limits), kind=kind)
    for note in taken.notes:
        say(note, err=True)
    write_atomically(path, taken.data)
    say_written(path)
