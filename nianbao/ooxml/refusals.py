"""Why a Word file is not read: one line each, in both languages."""

from __future__ import annotations

from nianbao.i18n import Text

NOT_WORD = Text("不是 Word 文档（.docx 应为 ZIP 压缩包）", "not a Word document (a .docx is a ZIP archive)")
DAMAGED = Text(
    "文件已损坏或不完整：{part}；请在 Word 或 WPS 中打开后另存，或重新取得该文件",
    "the file is damaged or incomplete: {part}; open and save it again in Word or WPS, or get a new copy",
)
ARCHIVE = Text("压缩包目录无法读取", "its archive directory cannot be read")
PART = Text("其中 {name} 无法读取", "its part {name} cannot be read")
NO_DOCUMENT = Text("文件中没有 Word 正文部分", "the file has no Word document part")
ENCRYPTED = Text("文件已加密，请先取消密码保护", "the file is encrypted; remove its password first")
TOO_DEEP = Text("内容嵌套超过 {limit} 层，无法读取", "its content is nested deeper than {limit} levels")
DOCTYPE = Text(
    "{name} 含有文档类型声明（DOCTYPE），为安全起见不予读取",
    "{name} has a DOCTYPE, which is refused for safety",
)
CLIMBS = Text(
    "文件内部的路径指向文件之外：{name}，为安全起见不予读取",
    "a path inside the file points outside of it: {name}; refused for safety",
)
TOO_MUCH = Text(
    "文件过大，无法写回（超出 ZIP 的 4 GiB 或 65,535 个部分）",
    "the file is too large to be written back (beyond the 4 GiB or 65,535 parts of a ZIP archive)",
)
