"""What is installed besides, by the extras of pyproject.toml; the program to double-click does not hold all of it."""

from __future__ import annotations

from nianbao.children import frozen
from nianbao.errors import NianbaoError
from nianbao.i18n import Text

_INSTALL = Text(
    "{what}需要另行安装：pip install 'nianbao[{extra}]'（缺少 {name}）",
    "{what} has to be installed separately: pip install 'nianbao[{extra}]' ({name} is missing)",
)
_LEFT_OUT = Text(
    "{what}：双击即用的程序不含这一功能（{name}）；请在装有 Python 的电脑上安装 nianbao 后使用",
    "{what} is not part of the double-click program ({name}); use nianbao installed with Python",
)


class MissingError(NianbaoError):
    """Something needs an extra that is not here."""

    def __init__(self, what: Text | str, extra: str, error: ModuleNotFoundError) -> None:
        """`what` needs it: a feature, or the file that was to be written."""
        said = _LEFT_OUT if frozen() else _INSTALL
        super().__init__(said.format(what=what, extra=extra, name=error.name))
