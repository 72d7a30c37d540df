"""Registers of requests, invented: as rows of texts, in .csv and .xlsx."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st
from openpyxl import Workbook

HEADS = (
    "登记编号",
    "收到日期",
    "申请人类型",
    "办理结果",
    "答复日期",
    "是否结转",
    "复议结果",
    "未经复议直接起诉",
    "复议后起诉",
)
# Written from the format, not from the rulebook: an official word, or one of the norm of 2020, and the row it means.
KINDS = {
    "自然人": "natural_person", "商业企业": "business", "科研机构": "research", "社会公益组织": "public_interest",
    "律师事务所": "legal_service", "其他": "other_organization",
}  # fmt: skip
OUTCOMES = {
    "予以公开": "granted", "已主动公开": "granted", "部分公开": "partly_granted",
    "属于国家秘密": "refused.state_secret",
    "其他法律行政法规禁止公开": "refused.prohibited_by_law", "危及“三安全一稳定”": "refused.security_stability",
    "（三）不予公开：个人隐私": "refused.third_party", "属于三类内部事务信息": "refused.internal_affairs",
    "过程性信息": "refused.process_information", "属于行政执法案卷": "refused.enforcement_file",
    "8.属于行政查询事项": "refused.administrative_query", "不属于本机关": "unavailable.not_held",
    "不存在": "unavailable.not_held", "没有现成信息需要另行制作": "unavailable.not_existing",
    "补正后申请内容仍不明确": "unavailable.unclear", "信访举报投诉类申请": "not_processed.petition",
    "重复申请": "not_processed.duplicate", "要求提供公开出版物": "not_processed.published",
    "无正当理由大量反复申请": "not_processed.repeated",
    "要求行政机关确认或重新出具已获取信息": "not_processed.confirmation", "逾期不补正": "otherwise.not_supplemented",
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "otherwise.unpaid",
    "申请人撤回": "otherwise.other",
}  # fmt: skip
RESULTS = {"结果维持": "upheld", "纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
Row = Sequence[object]


def request(
    number: object = "1",
    received: object = "2024-03-01",
    kind: object = "自然人",
    outcome: object = "予以公开",
    answered: object = "2024-03-08",
    *more: object,
) -> tuple[object, ...]:
    """A sound row, but for what is given."""
    return (number, received, kind, outcome, answered, *more)


def csv_file(path: Path, *rows: Row, heads: Row = HEADS, encoding: str = "utf-8-sig") -> Path:
    """A register as .csv."""
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def xlsx_file(
    path: Path, *rows: Row, heads: Row = HEADS, merge: str = "", sheet: str = "台账", from_1904: bool = False
) -> Path:
    """A register as .xlsx; what is a date stays one."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.worksheets[0]
    page.title = sheet
    for row in (heads, *rows):
        page.append(list(row))
    if merge:
        page.merge_cells(merge)
    book.save(path)
    return path


@st.composite
def registers(draw: st.DrawFn, year: int = 2024) -> list[tuple[object, ...]]:
    """Rows in which each request is sound, received and answered around a year or not at all."""
    days = st.integers(-60, 380).map(lambda after: date(year, 1, 1) + timedelta(days=after))
    rows = []
    for number in range(draw(st.integers(0, 40))):
        received = draw(days)
        done = draw(st.booleans())
        answered = received + timedelta(days=draw(st.integers(0, 60)))
        results = [
            draw(st.sampled_from(("", *RESULTS))) if answered.year == received.year == year else "" for _ in range(3)
        ]
        rows.append(request(
            f"{number:03}", received, draw(st.sampled_from(sorted(KINDS))),
            draw(st.sampled_from(sorted(OUTCOMES))) if done else "", answered if done else "", "", *results,
        ))  # fmt: skip
    return rows
