"""What the commands over many reports share: their options, and which files they read by which settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import reduce
from typing import Any, TypeAlias

import click
from msgspec import Struct

from nianbao.cli.command import FileName, Option
from nianbao.cli.lint_call import Call, Line, call_of
from nianbao.cli.options import CONFIG, FORCE, JOBS, LIMIT, OUTPUT_FILE, RULEBOOK, SCHEDULER, SEND
from nianbao.cli.speaking import fail, say
from nianbao.files.inputs import Input
from nianbao.files.limits import Limits
from nianbao.i18n import Text
from nianbao.shown import visible
from nianbao.survey.collecting import collect
from nianbao.survey.facts import Surveyed

# Of a function, or of the command that Click makes of one.
Decorator: TypeAlias = Callable[[Any], Any]

_UNREAD = Text("{path}：{reason}", "{path}: {reason}")
_EXCLUDE = click.option("--exclude", multiple=True, metavar="GLOB", cls=Option,
                        text=Text("不读这些文件，如 drafts/**，可重复",
                                  "leave out these files, such as drafts/**; repeatable"))  # fmt: skip
_PATHS = click.argument("paths", nargs=-1, required=True, type=FileName(), metavar="PATH...")


class Asked(Struct, frozen=True, kw_only=True):
    """The options and arguments that they have in common."""

    paths: tuple[str, ...]
    output: str
    exclude: tuple[str, ...]
    jobs: int | None
    scheduler: str | None
    send: bool
    rulebook: str | None
    config: str | None
    limits: Limits
    force: bool

    def call(self, roster: str | None = None) -> Call:
        """The files, and what holds for each, as a line of lint finds them."""
        line = Line(
            paths=self.paths,
            form="json",
            rulebook=self.rulebook,
            config=self.config,
            exclude=self.exclude,
            scheduler=self.scheduler,
            send=self.send,
            limits=self.limits,
            roster=roster,
        )
        return call_of(line)


def survey_options(*own: Decorator) -> Decorator:
    """The options of such a command, its own behind the output."""
    before, after = (_PATHS, OUTPUT_FILE), (_EXCLUDE, JOBS, SCHEDULER, SEND, RULEBOOK, CONFIG, LIMIT, FORCE)

    def declared(function: Any) -> Any:
        # As decorators that stand one above another: the lowest first.
        return reduce(lambda made, option: option(made), reversed((*before, *own, *after)), function)

    return declared


def surveyed(call: Call, inputs: Iterable[Input], jobs: int | None) -> Iterator[Surveyed]:
    """What each file says, as it comes."""
    with closing(collect([item.path for item in inputs], call.settings, jobs, call.cluster)) as reports:
        yield from reports


def refuse_none(call: Call, none: Text) -> None:
    """End the command where there is nothing that could be read, with the reason of the first file."""
    if all(item.error for item in call.inputs):
        fail(next((item.error for item in call.inputs if item.error), none))


def say_unread(path: str, reason: Text) -> None:
    """Tell a file that could not be read."""
    say(_UNREAD.format(path=visible(path), reason=reason), err=True)
