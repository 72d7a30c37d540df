"""`nianbao web`: the page in the browser, on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.speaking import language, say
from nianbao.extras import MissingError
from nianbao.i18n import Text

if TYPE_CHECKING:
    from nianbao.files.limits import Limits
    from nianbao.web.uploads import Upload

_PAGE = Text("页面", "the page")
_HINT = Text(
    "页面已在浏览器中打开，只在本机运行。用完请关闭本窗口，或按 Ctrl-C；{minutes} 分钟无人使用会自行停止。",
    "The page is open in your browser; it runs on this machine only. To end it close this window or press Ctrl-C;"
    " it ends by itself when nobody has used it for {minutes} minutes.",
)
_HINT_ADDRESS = Text(
    "请在浏览器中打开上面的地址（只能用一次）。按 Ctrl-C 结束；{minutes} 分钟无人使用会自行停止。",
    "Open the address above in a browser (it works once). Press Ctrl-C to end; it ends by itself when nobody has used"
    " it for {minutes} minutes.",
)


@click.command(
    "web",
    cls=Command,
    text=Text(
        "在浏览器中检查和编制报告。只在本机运行，不联网，不上传，不改动原文件。\n\n"
        "FILE（可不写）为要检查的报告或文件夹、要接着填写的数据文件，或用来编制报告的依申请公开台账。",
        "Check and write reports in the browser. Everything stays on this machine and no file is changed.\n\n"
        "FILE (optional) is a report or folder to check, a figures file to go on with, or a request register to"
        " start from.",
    ),
)
@click.argument("files", nargs=-1, type=FileName(), metavar="[FILE...]")
@click.option("--port", type=click.IntRange(min=0, max=65535), default=0, metavar="N", cls=Option,
              text=Text("使用的端口，默认自动选择", "the port to use (default: any free one)"))  # fmt: skip
@click.option("--no-browser", is_flag=True, cls=Option,
              text=Text("不打开浏览器，只显示地址", "do not open the browser, print the address only"))  # fmt: skip
def web(files: tuple[str, ...], port: int, no_browser: bool) -> None:
    """See `text`."""
    try:
        from nianbao.web.serving import IDLE_SECONDS, serve
    except ModuleNotFoundError as error:
        raise MissingError(_PAGE, "web", error) from error
    from linter import Settings

    settings = Settings(language=language())
    uploads = tuple(_uploads(files, settings.limits))
    minutes = round(IDLE_SECONDS / 60)

    def opened(address: str) -> None:
        click.echo(address)
        say((_HINT_ADDRESS if no_browser else _HINT).format(minutes=minutes))
        if not no_browser:
            _open(address)

    serve(opened, settings, port=port, files=uploads)


def _uploads(paths: tuple[str, ...], limits: Limits) -> Iterator[Upload]:
    """What the paths lead to, folders and archives searched as the command does. Raises ReadError."""
    from nianbao.errors import ReadError
    from nianbao.files.inputs import Input, find_inputs
    from nianbao.files.loading import load
    from nianbao.web.uploads import Upload

    for path in paths:
        for found in find_inputs((path,), limits):
            if isinstance(found, Input):
                if found.error:
                    raise ReadError(found.error, found.path)
                name = os.path.relpath(found.path, os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120
                yield Upload(name, load(found.path, limits))


def _open(address: str) -> None:
    """In the background: some browsers keep the call until they are closed."""
    import threading
    import webbrowser

    if os.environ.get("BROWSER") != "none":
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
