"""The command `nianbao`. Its commands are named as strings and imported when they are called."""

from __future__ import annotations

import gc
import os
import sys

from nianbao.cli.quickly import start_quickly
from nianbao.collecting import collect_seldom, collecting_seldom

# The quick command alone: others take longer by far than their start.
_finder = start_quickly(f"{__spec__.cached}.lint") if sys.argv[1:2] == ["lint"] and __spec__.cached else None

with collecting_seldom():  # or the imports would take a twentieth longer
    import click

    from nianbao.cli.command import Option
    from nianbao.cli.ending import ended, leave, prepare_streams, settled
    from nianbao.cli.lazy import Lazy, LazyGroup
    from nianbao.cli.speaking import GETTEXT_VARIABLE, language_of
    from nianbao.compiling import kept_patterns
    from nianbao.i18n import Text
    from nianbao.version import VERSION

_COMMANDS = {
    "lint": Lazy("nianbao.cli.lint:lint", Text("检查年度报告", "check annual reports")),
    "fix": Lazy("nianbao.cli.fix:fix", Text("改正能够确定的问题", "fix what is certain")),
    "show": Lazy("nianbao.cli.show:show", Text("显示从报告中读到的内容", "print what was read from a report")),
    "explain": Lazy("nianbao.cli.explain:explain", Text("解释一条规则", "explain a rule")),
    "rules": Lazy("nianbao.cli.rules:rules", Text("列出规则，或检查规则文件", "list the rules, or check a rulebook")),
    "config": Lazy("nianbao.cli.config:config", Text("显示生效的设置", "print the settings in effect")),
    "diff": Lazy("nianbao.cli.diff:diff", Text("比较两份报告", "compare two reports")),
    "new": Lazy("nianbao.cli.new:new", Text("新建待填的数据文件", "create a figures file to fill in")),
    "ledger": Lazy(
        "nianbao.cli.ledger:ledger",
        Text("由台账汇总第三、四部分", "fill sections 3 and 4 from the request register"),
    ),
    "generate": Lazy("nianbao.cli.generate:generate", Text("由数据生成报告", "write a report from figures")),
    "collect": Lazy(
        "nianbao.cli.collect:collect",
        Text("将多份报告的数字汇成一张表", "put the figures of many reports into one table"),
    ),
    "rollup": Lazy("nianbao.cli.rollup:rollup", Text("将多份报告汇总为一份", "add many reports up into one")),
    "statistics": Lazy("nianbao.cli.statistics:statistics", Text("统计多份报告", "statistics of many reports")),
    "web": Lazy("nianbao.cli.web:web", Text("在浏览器中检查和编制报告", "check and write reports in the browser")),
    "extract": Lazy("nianbao.cli.extract:extract", Text("从报告中取出数据", "extract the figures of a report")),
}


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"nianbao {VERSION}")
        ctx.exit()


def _meant(name: str) -> str | None:
    """Reports are checked by `lint`, whether its name is given as other programs have it or the report's alone."""
    from nianbao.formats import format_of_ending

    if format_of_ending(name) or os.path.lexists(name):
        return f"nianbao lint {name}"
    return "lint" if name.lower() in ("check", "verify", "validate", "检查") else None


main = LazyGroup(
    name="nianbao",
    lazy=_COMMANDS,
    meant=_meant,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    text=Text(
        "检查和生成政府信息公开工作年度报告（国办公开办函〔2021〕30号格式）。",
        "Check and write the annual report on government information disclosure\n"
        "(政府信息公开工作年度报告, format of 国办公开办函〔2021〕30号).",
    ),
    params=[
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
            text=Text("显示版本", "print the version"),
        )
    ],
)


def run() -> None:
    """The entry point: as `main`, with output that survives any terminal, and an end in one line whatever happens."""
    collect_seldom()
    prepare_streams()
    # This process is the command's own, so its environment may say in which language Click speaks.
    os.environ[GETTEXT_VARIABLE] = language_of(sys.argv[1:])
    try:
        with kept_patterns():
            status = settled(ended(lambda: main(prog_name="nianbao", standalone_mode=False)))
        if _finder:
            _finder.keep()
        leave(status)
    finally:
        # What the end of the process frees need not be searched for cycles first: that takes longer than a report.
        gc.freeze()
