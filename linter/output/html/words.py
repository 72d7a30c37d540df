"""What the page says itself, in both languages."""

from __future__ import annotations

from linter.output.style import FIXABLE
from nianbao.i18n import Text

WORDS: dict[str, Text] = {
    "colon": Text("：", ": "),
    "results": Text("年度报告检查结果", "Results of checking annual reports"),
    "mend_first": Text("应当改正", "Fix these first"),
    "confirm": Text("请核对", "Please check"),
    "since": Text("上次检查出的问题", "What the earlier run found"),
    "new": Text("新", "new"),
    "nothing": Text("没有发现问题", "Nothing was found"),
    "not_checked": Text("未检查的规则", "What was not checked"),
    "waived": Text("已豁免，不计入结论", "Waived, not counted"),
    "mend": Text("修改建议", "Fix"),
    "fixable": FIXABLE,
    "expected": Text("应为", "Expected"),
    "basis": Text("依据", "Basis"),
    "why": Text("为什么", "Why"),
    "paper": Text("报告原文", "The report as it was read"),
    "findings": Text("检查出的问题", "What was found"),
    "unread": Text("无法检查", "Not checked"),
    "not_kept": Text("未显示报告原文", "The report itself is not shown"),
    "picture": Text("图片", "picture"),
    "table": Text("表格", "table"),
    "verdict": Text("结论", "Verdict"),
    "errors": Text("错误", "Errors"),
    "warnings": Text("警告", "Warnings"),
    "year": Text("年份", "Year"),
    "agency": Text("机关", "Agency"),
    "file": Text("文件", "File"),
    "notes": Text("另请注意", "Please note"),
    "sort": Text("点击表头可排序", "Click a heading to sort"),
    "back": Text("返回目录", "Back to the index"),
}
YEAR = Text("{year}年", "{year}")
LAST_YEAR = Text(
    "未给出上年的报告，与上年的衔接未核对（{rules}）",
    "Last year's report was not given; nothing was compared with it ({rules})",
)
OTHER = Text("{reason}（{rules}）", "{reason} ({rules})")
CODES = Text("{code}，同时涉及 {others}", "{code}, also {others}")
FIXED = Text("已改正 {code}：{message}", "fixed {code}: {message}")
PLACES = Text("共 {n} 处", "{n} places")
WAIVED = Text("{code} {place}：{message}（{reason}）", "{code} {place}: {message} ({reason})")
