"""A figures file to fill in: blank, or begun from the report of the year before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from msgspec import Struct

from generator.files import Kind, figures_bytes
from generator.marks import REVIEW_OPEN
from nianbao.errors import NianbaoError
from nianbao.figures import CellId, Figures, Keys, Narrative
from nianbao.figures.arithmetic import plain
from nianbao.figures.dump import dump_yaml
from nianbao.figures.layout import keys_of, slots
from nianbao.figures.narrative import narrative_of, told_in_prose
from nianbao.figures.schema import ZEROS
from nianbao.i18n import Text
from nianbao.report import Report
from nianbao.rulebook.equations import Addend, Instance, instances
from nianbao.rulebook.model import Rule, Rulebook

_REVIEW: Final = REVIEW_OPEN + "{}】"
# Numbers of documents, articles and items stay as they are, and so does where and when the agency is found: telephone
# numbers, postcodes, addresses on the net and in the town, hotlines, hours. Dates and figures are marked.
_NO_COUNT: Final = r"(?!\d|\.\d|[,，]\d{3}(?!\d)|\s*[件条次个元万亿篇人户份项家宗年余多%％])"
_HYPHEN: Final = r"\s?[—－–-]?\s?"
_AREA: Final = r"(?:(?:\+?\s?86[\s—－–-]*)?(?:[（(]0\d{2,3}[）)]|0\d{2,3})|\+?\s?86[\s—－–-]+\d{2,3})[\s—－–-]*"
_LOCAL: Final = rf"[2-8]\d{{2,3}}{_HYPHEN}\d{{4}}"
_MOBILE: Final = rf"1[3-9]\d{{9}}|[48]00{_HYPHEN}\d{{3}}{_HYPHEN}\d{{4}}"
_EXTENSION: Final = r"(?:[（(]?[转—－–-]\s*\d{1,5}[）)]?)?"
_MORE_LINES: Final = (
    rf"(?:\s*[、,，/／或及和]\s*(?:(?:{_AREA})?{_LOCAL}|{_MOBILE}|1[12]\d{{3}}){_NO_COUNT})*{_EXTENSION}"
)
_CALLED: Final = r"(?:电话|传真|热线|手机|邮编|邮政编码|电话号码|联系方式)(?:号码)?[：:为是（(]?\s*"
_ASKED: Final = r"(?:联系人|联系|咨询|值班|举报|监督)[^\d。；;，,\n]{0,8}|办公室\s*"
_IDENTIFIER: Final = "|".join(
    (
        r"[〔\[【（(]\d{4}[〕\]】）)]\s*第?\s*\d+\s*号",
        r"地址[：:为][^。；;，,\n]*|第?\s*\d+\s*号|(?<=[号栋幢座路街道厦园楼])\s*\d+\s*(?:[栋幢座室楼层弄巷]|单元)",
        r"第\s*\d+\s*[条款项届次]",
        r"(?m:^\s*)\d{1,2}[、.．](?!\d)",
        r"(?:https?://|www\.)[\w.~/?#&=%:+-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"[Qq]{2}[群号]*[：:]?\s*\d+|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)",
        rf"(?<![A-Za-z\d])[A-Za-z_](?:[A-Za-z\d_.-]*[A-Za-z\d_])?{_NO_COUNT}|(?<![A-Z\d])\d{{8}}[A-Z\d]{{10}}(?![A-Z\d])",
        rf"{_CALLED}[+\d（(][\d\s()（）—－–-]*\d{_MORE_LINES}",
        rf"(?:{_ASKED}){_LOCAL}{_NO_COUNT}{_MORE_LINES}",
        rf"(?<!\d)(?:{_AREA}{_LOCAL}|{_MOBILE}){_NO_COUNT}{_MORE_LINES}",
        r"(?<!\d)1[12]\d{3}(?!\d)(?=[^\d。，；件条次个]{0,8}(?:热线|平台|电话))",
    )
)
_NUMBER: Final = (
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?"
    r"|\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?\s*[%％]?"
)
_SENTENCES: Final = re.compile(r"(?P<said>[^。；;\n]+)(?P<mark>[。；;\n]*)|[。；;\n]+")
_TELLING: Final = "fee-not-reported"  # the kind of the rule that knows the words for what is told in prose alone
_UNNAMED: Final = ("charge", "other_fees")  # its words for what is charged, and for what is charged besides
_FIGURES: Final = re.compile(f"(?P<kept>{_IDENTIFIER})|{_NUMBER}")

_HEAD: Final = """{name}：{agency}{year}年
每一行逐项填写数字，没有的填 0；冒号后空白表示尚未填写，生成报告时会逐项指出，不会当作 0。
合计自动计算，不需填写。文字可以直接写，也可以引用数字，如 {{{{ {example} }}}}；留空的按数字写出通用的句子。
填好后运行：nianbao generate 本文件 -o 报告.docx"""
_TEXTS: Final = "多段文字在冒号后写 |-，从下一行起缩进书写，一行一段"
_FROM_LAST: Final = f"文字取自上年报告，其中的年份和数字标有{REVIEW_OPEN}…】，请逐处核对、改写并删去标记"
_ZEROS_FOR_BLANKS: Final = "改为 true 时，其余未填写的数字都作为 0，生成时写明有几处"
_TOLD: Final = "{name}：{labels}"
_CARRIED: Final = "由上年（{year}年）报告的“{label}”转来"
_LAST_YEAR: Final = "上年（{year}年）{label}：{value}"

_OTHER_YEAR = Text(
    "上年报告应为 {expected} 年度，而这份是 {stated} 年度的",
    "last year's report should be for {expected}, but this one is for {stated}",
)


class Blank(Struct, frozen=True):
    """Figures to begin with, and what to say of cells: `beside` for a workbook, by cell."""

    figures: Figures
    beside: dict[CellId, str]


def blank_figures(agency: str, year: int, rulebook: Rulebook, last: Report | None = None) -> Blank:
    """Nothing but the agency and the year; with last year's report also what carries over from it.

    Figures that an equation of the rulebook takes from the year before (结转) are filled in, those that it builds
    on (现行有效) are noted. Raises NianbaoError where the report is not of the year before.
    """
    if last is None:
        return Blank(Figures(rulebook.edition, agency, year, {}, {}, {}), {})
    _refuse_other_year(last, year)
    carried = list(_carried(last, rulebook))
    beside = {cell: _CARRIED.format(year=year - 1, label=_row_label(source, rulebook)) for cell, source, _ in carried}
    beside |= dict(_remembered(last, rulebook, year - 1))
    values = {cell: value for cell, _, value in carried}
    return Blank(Figures(rulebook.edition, agency, year, _to_review(last), {}, values), beside)


def carried_over(last: Report, rulebook: Rulebook, year: int) -> dict[CellId, Decimal]:
    """The figures that repeat one of last year. Raises NianbaoError where the report is not of the year before."""
    _refuse_other_year(last, year)
    return {cell: value for cell, _, value in _carried(last, rulebook)}


def _refuse_other_year(last: Report, year: int) -> None:
    if last.year not in (None, year - 1):
        raise NianbaoError(_OTHER_YEAR.format(expected=year - 1, stated=last.year))


def blank_yaml(blank: Blank, rulebook: Rulebook) -> bytes:
    """The figures file with comments in Chinese: what each line is, and what stood there last year."""
    figures = blank.figures
    notes: dict[Keys, str] = {
        (): _HEAD.format(name=rulebook.name.zh, agency=figures.agency, year=figures.year, example=_example(rulebook)),
        (ZEROS,): _ZEROS_FOR_BLANKS,
        ("narrative",): _FROM_LAST if figures.narrative else _TEXTS,
        **{
            (group.id,): _TOLD.format(name=group.name.zh, labels="、".join(figure.label for figure in group.figures))
            for group in rulebook.prose_figures
        },
    }
    for slot in slots(rulebook):
        said = dict.fromkeys(blank.beside[box.id] for box in slot.boxes if box.id in blank.beside)
        if said:
            notes[slot.keys] = "；".join(said)
    return dump_yaml(figures, rulebook, notes=notes, blanks=True)


def blank_bytes(blank: Blank, rulebook: Rulebook, kind: Kind) -> bytes:
    """The figures file of that kind; only YAML and the workbook have room for what is to be filled in."""
    if kind == "yaml":
        return blank_yaml(blank, rulebook)
    if kind == "xlsx":
        from generator.workbook import write_workbook

        return write_workbook(blank.figures, rulebook, notes=blank.beside)
    return figures_bytes(blank.figures, rulebook, kind)


def _carried(last: Report, rulebook: Rulebook) -> Iterator[tuple[CellId, CellId, Decimal]]:
    """The cells that repeat a figure of last year, with its cell: `carried_in = previous.carried_out`."""
    inputs = {box.id for slot in slots(rulebook) for box in slot.inputs}
    for table, held in _across_years(rulebook):
        # A total is computed from what is filled in.
        if len(held.right) == 1 and held.total is not None and (table, *held.total) in inputs:
            value = _of_last_year(last, table, held.right[0])
            if value is not None:
                yield (table, *held.total), (table, *held.right[0].cells[0]), value


def _remembered(last: Report, rulebook: Rulebook, year: int) -> Iterator[tuple[CellId, str]]:
    """What to say beside the cells that build on a figure of last year: `in_force = previous.in_force + …`."""
    labels = {box.id: box.label for slot in slots(rulebook) for box in slot.boxes}
    for table, held in _across_years(rulebook):
        if held.total is None or len(held.right) == 1:
            continue
        for addend in held.right:
            value = _of_last_year(last, table, addend) if addend.previous else None
            if value is not None:
                label = labels[(table, *addend.cells[0])]
                yield (table, *held.total), _LAST_YEAR.format(year=year, label=label, value=plain(value))


def _across_years(rulebook: Rulebook) -> Iterator[tuple[str, Instance]]:
    for equation in rulebook.equations:
        for held in instances(rulebook.table(equation.table), equation):
            if any(addend.previous for addend in held.right):
                yield equation.table, held


def _of_last_year(last: Report, table: str, addend: Addend) -> Decimal | None:
    found = last.table(table)
    return found.number(addend.cells[0]) if found and len(addend.cells) == 1 else None


def _row_label(cell: CellId, rulebook: Rulebook) -> str:
    return next(slot.label for slot in slots(rulebook) if any(box.id == cell for box in slot.boxes))


def _to_review(last: Report) -> Narrative:
    marked: Narrative = {}
    for key, texts in narrative_of(last).items():
        if isinstance(texts, dict):
            marked[key] = {name: _marked(text, key, last) for name, text in texts.items()}
        else:
            marked[key] = _marked(texts, key, last)
    return marked


def _marked(text: str, section: str, last: Report) -> str:
    """Marks around the dates and figures of a text, and around whole sentences that say what no table shows."""
    told = [claim.start for _, claim in told_in_prose(text, section, last.agency, last.year, last.rulebook)]
    telling = [rule for rule in last.rulebook.rules if rule.kind == _TELLING]
    words = _words(telling, "fee")
    # In the section that tells of it, it need not be named.
    charge, others = (_words(telling, key) if section in {r.section for r in telling} else () for key in _UNNAMED)
    pieces: list[str] = []
    for sentence in _SENTENCES.finditer(text):
        start, end = sentence.span("said")
        said = sentence["said"] or ""
        unnamed = any(word in said for word in charge) and not any(word in said for word in others)
        if unnamed or any(start <= at < end for at in told) or any(word in said for word in words):
            pieces += (_REVIEW.format(said), sentence["mark"])
        else:
            pieces.append(_FIGURES.sub(lambda m: m.group() if m["kept"] else _REVIEW.format(m.group()), sentence[0]))
    return "".join(pieces)


def _words(rules: Iterable[Rule], key: str) -> tuple[str, ...]:
    return tuple(word for rule in rules for word in rule.words.get(key, ()))


def _example(rulebook: Rulebook) -> str:
    """A figure to show how a text names one: a total where there is one."""
    cells = [box for slot in slots(rulebook) for box in slot.boxes]
    shown = next((box for box in cells if box.total), cells[0])
    return ".".join(keys_of(rulebook)[shown.id])
