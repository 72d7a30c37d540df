"""One report in invented words, and its three tables in several ways of writing HTML; figures agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

AGENCY = "云溪市档案局"
TITLE = f"{AGENCY}2023年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PREAMBLE = "现公布本局2023年度工作情况。所列数据的统计期限为2023年1月1日至2023年12月31日。"
TOPICS = (
    "（一）主动公开。全年按时更新门户网站栏目，公开本局制发的文件2件。",
    "（二）依申请公开。全年新收政府信息公开申请3件，均按期办结。",
    "（三）政府信息管理。每月核对一次目录，及时更正链接。",
    "（四）政府信息公开平台建设。改版网站专栏，方便群众检索。",
    "（五）监督保障。明确专人负责，年内开展业务培训两次。",
)
PROBLEMS = "个别栏目更新不够及时。下一步将每周检查一次，逐项整改到位。"
OTHER = "本年度未收取信息处理费。"
PROSE = (PREAMBLE, *TOPICS, PROBLEMS, OTHER)

# A cell: text, columns, rows.
Written = tuple[str, int, int]
Rows = list[list[Written]]


def _plain(*texts: str) -> list[Written]:
    return [(text, 1, 1) for text in texts]


def proactive() -> Rows:
    """The table of section two: 14 rows, 4 columns."""

    def block(item: str, label: str, *rows: tuple[str, str]) -> Rows:
        lines: Rows = [[(f"第二十条第（{item}）项", 4, 1)], [("信息内容", 1, 1), (label, 3, 1)]]
        return lines + [[(name, 1, 1), (value, 3, 1)] for name, value in rows]

    return [
        [("第二十条第（一）项", 4, 1)],
        _plain("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        _plain("规章", "0", "0", "0"),
        _plain("行政规范性文件", "2", "1", "5"),
        *block("五", "本年处理决定数量", ("行政许可", "12")),
        *block("六", "本年处理决定数量", ("行政处罚", "3"), ("行政强制", "0")),
        *block("八", "本年收费金额（单位：万元）", ("行政事业性收费", "0")),
    ]


_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
)


def applications() -> Rows:
    """The table of section three: 28 rows, 10 columns."""
    none, three = _plain(*"0000000"), _plain(*"2100003")
    outcome: Rows = [
        [("三、本年度办理结果", 1, 22), ("（一）予以公开", 2, 1), *three],
        [("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2, 1), *none],
    ]
    for group, labels in _GROUPS:
        first, *others = labels
        outcome.append([(group, 1, len(labels)), (first, 1, 1), *none])
        outcome += [[(label, 1, 1), *none] for label in others]
    outcome.append([("（七）总计", 2, 1), *three])
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    return [
        [(note, 3, 3), ("申请人情况", 7, 1)],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        _plain("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
        [("一、本年新收政府信息公开申请数量", 3, 1), *three],
        [("二、上年结转政府信息公开申请数量", 3, 1), *none],
        *outcome,
        [("四、结转下年度继续办理", 3, 1), *none],
    ]


def review() -> Rows:
    """The table of section four: 4 rows, 15 columns."""
    ends = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [*((end, 1, 2) for end in ends), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        _plain(*ends, *ends),
        _plain(*"100010000000000"),
    ]


SHAPES = ((14, 4), (28, 10), (4, 15))


def plain_cell(text: str) -> str:
    """A cell's content as a form writes it."""
    return text


def html_table(rows: Rows, *, cell: Callable[[str], str] = plain_cell, attributes: str = "", close: bool = True) -> str:
    """A table in plain HTML; without `close` its rows and cells have no end tags, as old pages do."""
    lines = []
    for row in rows:
        tags = "".join(_cell(*written, cell, close) for written in row)
        lines.append(f"<tr>{tags}" + ("</tr>" if close else ""))
    return f"<table {attributes}>" + "\n".join(lines) + "</table>"


def _cell(text: str, columns: int, rows: int, cell: Callable[[str], str], close: bool) -> str:
    spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    return f"<td{spans}>{cell(text)}" + ("</td>" if close else "")


def tables(write: Callable[[Rows], str] = html_table) -> tuple[str, str, str]:
    """The three tables, each written by `write`."""
    return write(proactive()), write(applications()), write(review())


def body(
    paragraph: Callable[[str], str],
    heading: Callable[[str], str] | None = None,
    written: Sequence[str] | None = None,
    *,
    title: str = "",
) -> str:
    """The whole report: title (as given), preamble and sections, each line by the function for its kind."""
    heading = heading or paragraph
    grids = written or tables()
    one, two, three, four, five, six = (heading(text) for text in HEADINGS)
    prose = [paragraph(text) for text in TOPICS]
    parts = [title, paragraph(PREAMBLE), one, *prose, two, grids[0], three, grids[1], four, grids[2]]
    return "\n".join([*parts, five, paragraph(PROBLEMS), six, paragraph(OTHER)])


def p(text: str) -> str:
    """A plain paragraph."""
    return f"<p>{text}</p>"
