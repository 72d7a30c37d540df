"""`nianbao config`: what holds for a file, and where each setting comes from."""

from __future__ import annotations

import os

import click

from linter.configuring import Resolver
from linter.configuring.resolving import KEYS
from nianbao.cli.command import Command, FileName
from nianbao.cli.options import CONFIG
from nianbao.cli.speaking import fail, language
from nianbao.files.globs import short
from nianbao.i18n import Text
from nianbao.shown import visible
from nianbao.text import display_width

_MISSING = Text("{path}：文件或文件夹不存在", "{path}: there is no such file or folder")
_NONE = Text("没有配置文件，全部为默认", "no configuration file; the defaults apply")
_UNSET = Text("未设置", "not set")


@click.command(
    "config",
    cls=Command,
    text=Text(
        "显示对一个文件或文件夹生效的设置及其来源。\n\n"
        "设置写在 nianbao.toml，或 pyproject.toml 的 [tool.nianbao] 中；逐级向上查找，以最近的为准。",
        "Print the settings in effect for a file or folder, and where each comes from.\n\n"
        "Settings are read from nianbao.toml, or from [tool.nianbao] in pyproject.toml; the nearest one, going"
        " up from the file, applies.",
    ),
)
@click.argument("path", type=FileName(), metavar="PATH", default=".")
@CONFIG
def config(path: str, config: str | None) -> None:
    """See `text`."""
    if not os.path.lexists(path):
        fail(_MISSING.format(path=path))
    holds = Resolver({}, config=config).of(path)
    chosen = language()
    click.echo(visible(short(holds.config)) if holds.config else _NONE.in_(chosen))
    shown = {
        key: _value(key, getattr(holds.settings, "severities" if key == "severity" else key, holds.exclude))
        for key in KEYS
    }
    names = {key: key.replace("_", "-") for key in KEYS}
    width = max(map(len, names.values()))
    values = max(display_width(visible(value.in_(chosen))) for value in shown.values())
    for key, value in shown.items():
        said = visible(value.in_(chosen))
        gap = " " * (min(values, 40) - display_width(said))
        click.echo(f"{names[key]:<{width}}  {said}{gap}  {visible(holds.origins[key].in_(chosen))}")


def _value(key: str, value: object) -> Text:
    if value in (None, ()):
        return _UNSET
    if isinstance(value, tuple):
        said = ", ".join(" = ".join(v) if key == "severity" else v[1] if key == "exclude" else v for v in value)
        return Text(said, said)
    return Text(str(value), str(value))
