"""The options that commands share, each declared once; a command lists them above its function."""

from __future__ import annotations

import sys

import click

from nianbao.cli.command import FileName, Option
from nianbao.errors import NianbaoError
from nianbao.files.limits import Limits, parse_limits
from nianbao.i18n import Text
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.load import rulebook_files

_NO_TEXT = Text(
    "{name} 的文字编码有误，应为 {encoding}", "{name} is no text in the encoding of this system ({encoding})"
)


def written(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """What an option says, where it can be written down: bytes of another encoding come as halves of characters."""
    if value is not None and any("\ud800" <= c <= "\udfff" for c in value):
        raise NianbaoError(_NO_TEXT.format(name=option.opts[0], encoding=sys.getfilesystemencoding()))
    return value


def _parsed(_: click.Context, __: click.Parameter, pairs: tuple[str, ...]) -> Limits:
    return parse_limits(pairs)


RULEBOOK = click.option(
    "--rulebook",
    cls=Option,
    type=FileName(),
    metavar="FILE",
    text=Text("使用本单位的规则文件（可在官方规则上扩展）", "use your own rulebook (it may extend the official one)"),
)
EDITION = click.option(
    "--edition",
    cls=Option,
    metavar="YEAR",
    text=Text("按哪一年的格式检查，默认由报告年度决定", "the edition of the format (default: by the report's year)"),
)
CONFIG = click.option(
    "--config",
    cls=Option,
    type=FileName(),
    metavar="FILE",
    text=Text(
        "使用这个配置文件，而不是最近的 nianbao.toml", "use this configuration file, not the nearest nianbao.toml"
    ),
)
# The function gets Limits.
LIMIT = click.option(
    "--limit",
    "limits",
    cls=Option,
    multiple=True,
    callback=_parsed,
    metavar="NAME=VALUE",
    text=Text("放宽读取上限，如 pages=800，可重复", "raise a reading limit, such as pages=800; repeatable"),
)
JOBS = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    cls=Option,
    text=Text(
        "同时使用的进程数，默认为处理器核数",
        "how many processes to use (default: one per core)",
    ),
)
SCHEDULER = click.option(
    "--scheduler",
    metavar="ADDRESS",
    cls=Option,
    text=Text(
        "在 Dask 集群上读取：调度程序的地址，如 tcp://主机:8786",
        "read on a Dask cluster: the scheduler's address, such as tcp://HOST:8786",
    ),
)
SEND = click.option(
    "--send",
    is_flag=True,
    cls=Option,
    text=Text(
        "把文件内容发给集群（工作进程看不到这些路径时）",
        "send the files to the cluster (if its workers cannot see these paths)",
    ),
)
FORCE = click.option("--force", cls=Option, is_flag=True, text=Text("覆盖已有的文件", "overwrite existing files"))
OUTPUT_FILE = click.option(
    "--output",
    "-o",
    cls=Option,
    required=True,
    type=FileName(),
    metavar="FILE",
    text=Text("写入的文件", "where to write"),
)


def read_besides(rulebook: str | None, *others: str | None) -> tuple[str, ...]:
    """What a call reads besides its inputs and never writes over: a rulebook with the files it extends, and others."""
    files = (str(path) for path in rulebook_files(rulebook)) if rulebook else ()
    return (*files, *(path for path in others if path))


def rulebook_of(path: str | None, edition: str | None = None) -> Rulebook | None:
    """The rulebook that the line names, None if it names none. Raises RulebookError with every mistake of it."""
    return load_rulebook(path, edition=edition) if path or edition else None
