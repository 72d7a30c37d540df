"""Plain text read: its paragraphs and its tables as a test compares them."""

from __future__ import annotations

from nianbao.document import Paragraph, Table, rows_of
from nianbao.reading.plain import read_text

LONG = (
    "榆汀区商务局深入贯彻落实有关规定，不断健全工作制度，扎实推进各项工作，进一步完善目录，公开渠道逐步扩展，"
    "公开内容不断丰富，全年共发布信息八十余条，其中政策文件二十条，工作动态四十条，其余为通知公告，群众满意度"
    "较上年明显提高，各项任务圆满完成，没有发生任何违反保密规定的情况，也没有收到群众的投诉和举报。"
)
OTHER = LONG.replace("榆汀区商务局", "下一步，我局将")


def paragraphs(text: str) -> list[str]:
    return [block.text for block in read_text(text.encode()).blocks if isinstance(block, Paragraph)]


def tables(text: str) -> list[list[list[str]]]:
    found = [block for block in read_text(text.encode()).blocks if isinstance(block, Table)]
    return [[[cell.text for cell in row] for row in rows_of(table)] for table in found]


def wrap(text: str, columns: int = 38, first: int = 36) -> str:
    """As pdftotext leaves a paragraph: its first line shorter by the indent, all lines at the left margin."""
    rest = text[first:]
    return "\n".join([text[:first], *(rest[i : i + columns] for i in range(0, len(rest), columns))])
