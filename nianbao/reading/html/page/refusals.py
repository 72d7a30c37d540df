"""Pages that hold no report, each refused with what it is and the way to the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nianbao.errors import ReadError
from nianbao.i18n import Text
from nianbao.reading.html.page.article import is_content
from nianbao.reading.html.text.styles import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from nianbao.reading.html.text.pieces import ParsedPage

_JSON = Text(
    "这是 JSON 数据，不是网页本身；请在浏览器中打开网页后另存为 HTML",
    "this is JSON data, not the page itself; open the page in a browser and save it as HTML",
)
_SCRIPTED = Text(
    "网页正文由脚本加载，文件中没有正文；请在浏览器中打开后另存为“网页，全部”，或打印为 PDF",
    "scripts fill this page, the file holds no text; save it from the browser as a complete page, or print it to PDF",
)
_FRAMED = Text(
    "网页正文在另一个框架文件中；请打开正文所在的框架后另存",
    "the text of this page is in the file of a frame; open that frame by itself and save it",
)
_LOGIN = Text(
    "这是登录页面，不是报告正文；请登录后重新保存网页",
    "this is a login page, not the report; log in and save the page again",
)
_ERROR = Text(
    "这是网站的出错页面（{name}），不是报告正文；请重新获取网页",
    "this is an error page of the site ({name}), not the report; get the page again",
)
_LIST = Text(
    "网页中没有正文，只有链接（可能是栏目页或首页）；请打开报告所在的网页后另存",
    "this page has no text of its own, only links; open the page of the report itself and save it",
)
_EMPTY = Text("网页中没有任何文字", "the page holds no text at all")

_JSON_START = re.compile(r'\s*(?:\{\s*"[^"\n]{0,80}"\s*:|\[\s*[\[{"])')
_ERROR_NAME = re.compile(r"\s*(?:http\s*)?(?:error\s*)?[45]\d\d(?![0-9年])", re.IGNORECASE)
# A shell shows no more than its name and a notice to wait or to turn scripts on.
_SHELL_CHARS = 80
# The notices of a login or error page stay below this, the shortest report is above.
_NOTICE_CHARS = 300


def refuse_json(text: str) -> None:
    """Raise ReadError for data that a site's script would make a page of."""
    if _JSON_START.match(text):
        raise ReadError(_JSON)


def empty_page() -> ReadError:
    """The error of a page without an element."""
    return ReadError(_EMPTY)


def refuse_shell(root: Element, page: ParsedPage) -> None:
    """Raise ReadError for a page that shows no article: filled by scripts, framed, login, error, list."""
    own = sum(piece.chars - piece.linked for piece in page.pieces)
    if own >= _NOTICE_CHARS and any(map(is_content, page.pieces)):
        return
    reason = _reason(root, page, own)
    if reason is not None:
        raise ReadError(reason)


def _reason(root: Element, page: ParsedPage, own: int) -> Text | None:
    if name := _error_name(root):
        return _ERROR.format(name=name)
    if any((field.get("type") or "").lower() == "password" for field in root.iter("input")):
        return _LOGIN
    if own < _SHELL_CHARS and next(root.iter("script"), None) is not None:
        return _SCRIPTED
    return None if any(map(is_content, page.pieces)) else _contentless(root, page, own)


def _contentless(root: Element, page: ParsedPage, own: int) -> Text | None:
    if own < _SHELL_CHARS and next(root.iter("frame", "iframe"), None) is not None:
        return _FRAMED
    if sum(piece.linked for piece in page.pieces) > own:
        return _LIST
    return None if page.pieces else _EMPTY


def _error_name(root: Element) -> str:
    """What an error page calls itself, "" for any other: a title or main heading that begins with its code."""
    for element in root.iter("title", "h1"):
        name = text_of(element)
        if _ERROR_NAME.match(name):
            return name[:40]
    return ""
