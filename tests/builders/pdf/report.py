"""A report of an invented agency: its tables with their merges, its prose. The figures agree with each other."""

from __future__ import annotations

from typing import NamedTuple

AGENCY = "云岭市青石区水务局"
PERIOD = "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"


class Merge(NamedTuple):
    """A cell of a specimen: its text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


Grid = list[list[Merge]]


def placed(grid: Grid) -> list[tuple[int, int, Merge]]:
    """Row and column of every cell, as HTML places cells that cover others."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(grid):
        column = 0
        for merge in cells:
            while (row, column) in taken:
                column += 1
            taken.update((row + r, column + c) for r in range(merge.rows) for c in range(merge.columns))
            found.append((row, column, merge))
    return found


def _row(*texts: str | Merge) -> list[Merge]:
    return [t if isinstance(t, Merge) else Merge(t) for t in texts]


PROACTIVE: Grid = [
    _row(Merge("第二十条第（一）项", 1, 4)),
    _row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    _row("规章", "0", "0", "0"),
    _row("行政规范性文件", "3", "1", "12"),
    _row(Merge("第二十条第（五）项", 1, 4)),
    _row("信息内容", Merge("本年处理决定数量", 1, 3)),
    _row("行政许可", Merge("1508", 1, 3)),
    _row(Merge("第二十条第（六）项", 1, 4)),
    _row("信息内容", Merge("本年处理决定数量", 1, 3)),
    _row("行政处罚", Merge("27", 1, 3)),
    _row("行政强制", Merge("4", 1, 3)),
    _row(Merge("第二十条第（八）项", 1, 4)),
    _row("信息内容", Merge("本年收费金额（单位：万元）", 1, 3)),
    _row("行政事业性收费", Merge("36.25", 1, 3)),
]

_OUTCOMES: list[tuple[str, list[str]]] = [
    (
        "（三）不予公开",
        [
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ],
    ),
    (
        "（四）无法提供",
        ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"],
    ),
    (
        "（五）不予处理",
        [
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ],
    ),
    (
        "（六）其他处理",
        [
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ],
    ),
]


# Nobody was asked for a fee, as section six says.
_COUNTS = {_OUTCOMES[3][1][1]: 0, _OUTCOMES[3][1][2]: 3}


def _applications() -> Grid:
    rows = [
        _row(
            Merge("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            Merge("申请人情况", 1, 7),
        ),
        _row(Merge("自然人", 2), Merge("法人或其他组织", 1, 5), Merge("总计", 2)),
        _row("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
        _row(Merge("一、本年新收政府信息公开申请数量", 1, 3), *_figures(58, 1)),
        _row(Merge("二、上年结转政府信息公开申请数量", 1, 3), *_figures(5)),
        _row(Merge("三、本年度办理结果", 22), Merge("（一）予以公开", 1, 2), *_figures(11, 1)),
        _row(Merge("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2), *_figures(5)),
    ]
    for group, labels in _OUTCOMES:
        for index, label in enumerate(labels):
            head = [Merge(group, len(labels))] if index == 0 else []
            rows.append(_row(*head, label, *_figures(_COUNTS.get(label, index))))
    rows.append(_row(Merge("（七）总计", 1, 2), *_figures(60, 1)))
    rows.append(_row(Merge("四、结转下年度继续办理", 1, 3), *_figures(3)))
    return rows


def _figures(natural: int, business: int = 0) -> list[str]:
    """Seven columns; as a whole the table adds up, so that the linter has nothing to say."""
    return [str(natural), str(business), "0", "0", "0", "0", str(natural + business)]


def _review() -> Grid:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        _row(Merge("行政复议", 1, 5), Merge("行政诉讼", 1, 10)),
        _row(*(Merge(o, 2) for o in outcomes), Merge("未经复议直接起诉", 1, 5), Merge("复议后起诉", 1, 5)),
        _row(*outcomes, *outcomes),
        _row(*(str(n) for n in (3, 1, 0, 2, 6, 1, 0, 0, 0, 1, 0, 0, 1, 1, 2))),
    ]


APPLICATIONS, REVIEW = _applications(), _review()
# The row of carried-in applications and the first four outcomes.
VERTICAL: Grid = [
    APPLICATIONS[4],
    [Merge("三、本年度办理结果", 4), *APPLICATIONS[5][1:]],
    APPLICATIONS[6],
    [Merge("（三）不予公开", 2), *APPLICATIONS[7][1:]],
    APPLICATIONS[8],
]

TOPICS = [
    "（一）主动公开。区水务局全年在门户网站公开各类信息312条，其中供水安全98条、河道整治121条、节约用水93条。"
    "围绕群众关心的二次供水改造，及时公布小区名单、施工日期和联系电话，并召开现场说明会6场。",
    "（二）依申请公开。全年新收政府信息公开申请59件，上年结转5件，均在规定期限内答复。",
    "（三）政府信息管理。修订信息发布审查办法，落实“先审查、后公开”，对历年文件逐件清理并标注有效性。",
    "（四）政府信息公开平台建设。门户网站专栏改版后栏目由11个并为7个，检索更加方便。",
    "（五）监督保障。组织业务培训2次，开展自查4次，未发生责任追究的情形。",
]
PROBLEMS = "公开的主动性还不够，个别科室更新信息不及时。下一步将逐项列出清单，按月检查，并请服务对象评议，切实改进。"
FEES = "本年度未收取政府信息公开信息处理费。"
