"""The three tables of the official blank, written down by hand: what stands where and over how many cells.

Not taken from the rulebook. Each line is a row of the grid; a cell is `text`, `text|columns`, `text|columns|rows`
or `text||rows`; `^` is covered by a cell above, `.` a cell for a figure, `.3` one over three columns.
"""

from __future__ import annotations

import re
from typing import TypeAlias

Placed: TypeAlias = tuple[int, int, int, int, str]
"""Row, column, rows, columns, text; figures have no text."""

_PROACTIVE = """
第二十条第（一）项|4
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 . . .
行政规范性文件 . . .
第二十条第（五）项|4
信息内容 本年处理决定数量|3
行政许可 .3
第二十条第（六）项|4
信息内容 本年处理决定数量|3
行政处罚 .3
行政强制 .3
第二十条第（八）项|4
信息内容 本年收费金额（单位：万元）|3
行政事业性收费 .3
"""

_APPLICATIONS = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|3|3 申请人情况|7
^3 自然人||2 法人或其他组织|5 总计||2
^3 ^ 商业企业 科研机构 社会公益组织 法律服务机构 其他 ^
一、本年新收政府信息公开申请数量|3 . . . . . . .
二、上年结转政府信息公开申请数量|3 . . . . . . .
三、本年度办理结果||22 （一）予以公开|2 . . . . . . .
^ （二）部分公开（区分处理的，只计这一情形，不计其他情形）|2 . . . . . . .
^ （三）不予公开||8 1.属于国家秘密 . . . . . . .
^ ^ 2.其他法律行政法规禁止公开 . . . . . . .
^ ^ 3.危及“三安全一稳定” . . . . . . .
^ ^ 4.保护第三方合法权益 . . . . . . .
^ ^ 5.属于三类内部事务信息 . . . . . . .
^ ^ 6.属于四类过程性信息 . . . . . . .
^ ^ 7.属于行政执法案卷 . . . . . . .
^ ^ 8.属于行政查询事项 . . . . . . .
^ （四）无法提供||3 1.本机关不掌握相关政府信息 . . . . . . .
^ ^ 2.没有现成信息需要另行制作 . . . . . . .
^ ^ 3.补正后申请内容仍不明确 . . . . . . .
^ （五）不予处理||5 1.信访举报投诉类申请 . . . . . . .
^ ^ 2.重复申请 . . . . . . .
^ ^ 3.要求提供公开出版物 . . . . . . .
^ ^ 4.无正当理由大量反复申请 . . . . . . .
^ ^ 5.要求行政机关确认或重新出具已获取信息 . . . . . . .
^ （六）其他处理||3 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 . . . . . . .
^ ^ 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 . . . . . . .
^ ^ 3.其他 . . . . . . .
^ （七）总计|2 . . . . . . .
四、结转下年度继续办理|3 . . . . . . .
"""

_REVIEW = """
行政复议|5 行政诉讼|10
结果维持||2 结果纠正||2 其他结果||2 尚未审结||2 总计||2 未经复议直接起诉|5 复议后起诉|5
^ ^ ^ ^ ^ 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
. . . . . . . . . . . . . . .
"""


def _placed(drawing: str) -> tuple[Placed, ...]:
    cells = []
    for row, line in enumerate(drawing.strip().split("\n")):
        column = 0
        for item in line.split():
            text, columns, rows = [*item.split("|"), "", ""][:3]
            if mark := re.fullmatch(r"([.^])(\d*)", text):
                text, columns = "" if mark[1] == "." else "^", mark[2]
            if text != "^":
                cells.append((row, column, int(rows or 1), int(columns or 1), text))
            column += int(columns or 1)
    return tuple(cells)


TABLES = {"proactive": _placed(_PROACTIVE), "applications": _placed(_APPLICATIONS), "review": _placed(_REVIEW)}
