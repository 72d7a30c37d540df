"""Pages from the templates: their words in two languages, the report's text as text wherever it shows."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from linter.output.html import stylesheet
from nianbao.i18n import LANGUAGES, Language, Text, preferred_language
from nianbao.resources import resource
from nianbao.shown import visible, visible_lines

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_FOLDER = "templates/web"
# What escapes leave alone: no number of an entity such as &#39; is one.
_NUMBERS = re.compile(r"(?<![&#\d])\d+(?:[,，.]\d+)*(?:年|月|日|％|%)?(?!;)")
LANGUAGE_COOKIE = "nianbao-language"
_TAGS = {"zh": "zh-CN", "en": "en"}


class Asset(Struct, frozen=True):
    """A file that pages refer to."""

    data: bytes
    type: str


_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def assets() -> dict[str, Asset]:
    """What pages refer to, by name: all that there is, so that no name leads anywhere else."""
    found = sorted(path for path in resource(_FOLDER).iterdir() if path.suffix in _TYPES)
    own = {path.name: Asset(path.read_bytes(), _TYPES[path.suffix]) for path in found}
    return own | {"look.css": Asset(stylesheet().encode(), _TYPES[".css"])}


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(resource(_FOLDER))
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["visible"] = visible
    environment.filters["lines"] = visible_lines
    environment.filters["numbers"] = _numbers
    return environment


def _numbers(text: str) -> Markup:
    """The text with its years and numbers marked: what is last year's in it."""
    from markupsafe import Markup, escape

    return Markup(_NUMBERS.sub(r"<mark>\g<0></mark>", str(escape(visible_lines(text)))))


def language_of(request: Request) -> Language:
    """The language that was asked for by the link, else the one of the last link, else the system's."""
    for asked in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        for known in LANGUAGES:
            if asked == known:
                return known
    return preferred_language()


def page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    """A page by its template, in the language of the request."""
    language = language_of(request)
    other: Language = "en" if language == "zh" else "zh"
    html = fragment(name, language, tag=_TAGS[language], other=other, address=request.url.path, **values)
    response = HTMLResponse(html, status)
    if request.query_params.get("lang") == language:
        response.set_cookie(LANGUAGE_COOKIE, language, httponly=True, samesite="strict", path="/")
    return response


def fragment(name: str, language: Language, **values: Any) -> str:
    """What a template makes in a language."""

    def say(zh: str | Text, en: str = "", **fields: object) -> str:
        text = zh if isinstance(zh, Text) else Text(zh, en)
        return (text.format(**fields) if fields else text).in_(language)

    return _templates().get_template(f"{name}.html.j2").render(say=say, language=language, **values)


_REFUSALS = {
    403: Text(
        "请在 nianbao 打开的浏览器窗口中使用；地址只能使用一次，窗口已关闭的，请重新启动 nianbao",
        "use the window that nianbao opened; its address works only once, so if the window is closed, start"
        " nianbao again",
    ),
    404: Text(
        "页面不存在，或者已不再保留；请返回首页",
        "there is no such page, or it is no longer kept; go back to the start page",
    ),
    405: Text("这一页不能这样打开", "this page cannot be opened like that"),
    413: Text("文件过大，未接收；请分批检查", "too large to be sent at once; check the files in smaller batches"),
    400: Text("未收到完整的文件，请重试", "the files did not arrive whole; try again"),
    500: Text(
        "出现异常，操作未完成；其他功能不受影响",
        "something unexpected happened and this was not done; everything else still works",
    ),
}


def refused(request: Request, status: int, what: Text | None = None) -> Response:
    """The page that says why something cannot be had; whoever is not let in gets no more than these words."""
    return page(request, "refused", status, what=what or _REFUSALS.get(status, _REFUSALS[404]), inside=status != 403)
