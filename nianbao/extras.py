"""What is installed besides, by the extras of pyproject.toml; the program to double-click does not hold all of it."""

from __future__ import annotations

from nianbao.children import frozen
from nianbao.errors import NianbaoError
from nianbao.i18n import Text

_INSTALL = Text(
    "{what} 需要另行安装的组件：pip install 'nianbao[{extra}]'（缺少 {name}）",
    "{what} needs an extra that is not installed: pip install 'nianbao[{extra}]' ({name} is missing)",
)
_LEFT_OUT = Text(
    "{what} 需要 {name}，双击即用的程序没有这一组件；请在装有 Python 的电脑上安装 nianbao 后使用",
    "{what} needs {name}, which the double-click program does not have; use nianbao installed with Python",
)


class MissingError(NianbaoError):
    """Something needs an extra that is not here."""

    def __init__(self, what: Text | str, extra: str, error: ModuleNotFoundError) -> None:
        """`what` needs it: a feature, or the file that was to be written."""
        said = _LEFT_OUT if frozen() else _INSTALL
        super().__init__(said.format(what=what, extra=extra, name=error.name))
