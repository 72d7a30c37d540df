"""Web archives (.mht, and what Word saves as "single file web page"): a MIME message around the page."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from nianbao.errors import ReadError
from nianbao.i18n import Text

_NO_PAGE = Text(
    "网页归档（MHTML）中没有网页正文",
    "the web archive (MHTML) holds no page",
)


def page_of(data: bytes) -> tuple[bytes, str | None]:
    """The first page in a web archive and the charset that its header names (None: none named).

    Raises ReadError where no part is a page. Pictures and style sheets in the archive are not looked at.
    """
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            return _payload(part), _charset(part)
    raise ReadError(_NO_PAGE)


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    # "unicode" is what Word writes for UTF-16, which the byte order mark tells as well.
    return None if charset in (None, "unicode") else charset
