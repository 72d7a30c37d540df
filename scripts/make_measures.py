"""Write docs/measures.md and docs/measures.zh-CN.md: what each rule catches and what it wrongly says, on the fixtures.

    python -m scripts.make_measures

Every fixture is linted. A test writes the pages from the fixtures alone, as they are if every answer is right, and
compares: the tests of the rules prove that the answers are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from msgspec import Struct
from ruamel.yaml import YAML

from nianbao.i18n import Language, Text
from nianbao.rulebook import load_rulebook

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES: Final[dict[str, Language]] = {"measures.md": "en", "measures.zh-CN.md": "zh"}
Case: TypeAlias = dict[str, Any]
Said: TypeAlias = Callable[[Case, str], frozenset[str]]  # the codes that are found in a case read as a format

_HEAD = Text(
    "# 准确度\n\n[English](measures.md)\n\n"
    "由 `scripts/make_measures.py` 生成。查出为应报而报出的，误报为不应报而报出的。\n\n"
    "## 每条规则\n\n`tests/rules` 中的报告，分别作为文本和 Word 文件检查。"
    "每份报告应有哪些结果都写在旁边，多一条少一条都算错。正例是为这条规则写的；误报在所有规则的报告中数。\n\n"
    "| 规则 | 应报的报告 | 查出 | 正例 | 误报 |\n| --- | --: | --: | --: | --: |\n",
    "# Accuracy\n\n[中文](measures.zh-CN.md)\n\n"
    "Written by `scripts/make_measures.py`. Caught: due and found; a false alarm: found and not due."
    "\n\n## Rule by rule\n\nThe reports of `tests/rules`, read as text and as Word files. Beside each stands every "
    "finding that is due; one more or one fewer counts as wrong. Good reports are those written for the rule; false "
    "alarms are counted in the reports of all rules.\n\n"
    "| rule | reports that must trip it | caught | good reports | false alarms |\n"
    "| --- | --: | --: | --: | --: |\n",
)
_SENTENCES = Text(
    "\n## 单句\n\n`tests/linter` 中的句子和机关名称，按真实报告的写法自拟，多数是容易误报的。"
    "规则的词表参照这些句子选定，没有见过的文字会差一些。\n\n"
    "| 规则 | 应报 | 查出 | 不应报 | 误报 |\n| --- | --: | --: | --: | --: |\n",
    "\n## Sentences\n\nSentences and names of bodies in `tests/linter`, composed after what real reports write; most "
    "of them invite false alarms. The words of the rules were chosen with them in view: unseen text does worse.\n\n"
    "| rule | due | caught | not due | false alarms |\n| --- | --: | --: | --: | --: |\n",
)
_CLAIMS = Text(
    "\n## 叙述中的数（C501、C502）\n\n`tests/claims/sentences.yaml` 中的句子，由 `bench/claims_score.py` 计分。\n\n"
    "| 数的种类 | 查出 | 漏掉 | 误报 | 精确率 | 召回率 |\n| --- | --: | --: | --: | --: | --: |\n",
    "\n## Claims in prose (C501, C502)\n\nThe sentences of `tests/claims/sentences.yaml`, scored by "
    "`bench/claims_score.py`.\n\n"
    "| kind of claim | found | missed | false alarms | precision | recall |\n| --- | --: | --: | --: | --: | --: |\n",
)
_UNSEEN = Text(
    "\n## 没有见过的文字\n\n他人自拟、计分前谁也没有读过的句子和报告，每批只计一次分，按结果改进之后就不再算没有见过。"
    "数字记在 `bench/unseen.yaml`。\n\n"
    "| 日期 | 规则 | 文字 | 应报 | 查出 | 不应报的文字 | 误报 | 精确率 | 召回率 |\n"
    "| --- | --- | --- | --: | --: | --: | --: | --: | --: |\n",
    "\n## Unseen text\n\nSentences and reports that others composed and nobody had read before they were scored, each "
    "set once; what they show is then mended, and they are unseen no more. The numbers are kept in "
    "`bench/unseen.yaml`.\n\n"
    "| date | rules | text | due | caught | texts without a mistake | false alarms | precision | recall |\n"
    "| --- | --- | --- | --: | --: | --: | --: | --: | --: |\n",
)
_KINDS = {
    "received": "收到的申请",
    "none received": "未收到申请",
    "carried over": "结转",
    "completed": "办结",
    "outcomes": "办理结果",
    "review": "复议和诉讼",
    "documents": "规范性文件和规章",
    "decisions": "许可、处罚、强制和收费",
    "processing fees": "信息处理费",
    "traps": "不应当作数的",
    "all claims": "合计",
    "breakdowns": "分项之和",
}


class Tally(Struct):
    """Answers about one rule: how many were due and caught, how many were not due and given all the same."""

    due: int = 0
    caught: int = 0
    free: int = 0
    alarms: int = 0

    def add(self, due: bool, found: bool) -> None:
        """Counts one answer."""
        self.due, self.caught = self.due + due, self.caught + (due and found)
        self.free, self.alarms = self.free + (not due), self.alarms + (found and not due)


def cases() -> Iterator[tuple[Case, str, str]]:
    """Every fixture in each format it is read in, and the rule that it is a good one of: a code, or nothing."""
    for path in sorted((ROOT / "tests" / "rules").glob("*.yaml")):
        file = YAML(typ="safe").load(path.read_text("utf-8"))
        for verdict in ("bad", "good"):
            for case in file[verdict]:
                good = path.stem if verdict == "good" else ""
                yield from ((case, form, good) for form in case.get("formats", ("txt", "docx")))


def due_in(case: Case, form: str) -> frozenset[str]:
    """The codes that a case has to give: what is found where every answer is right."""
    return frozenset(finding["code"] for finding in case.get("findings", ()))


def found_in(case: Case, form: str) -> frozenset[str]:
    """The codes that the linter gives."""
    from tests.builders.reports.cases import findings_of

    return frozenset(finding.code for finding in findings_of(case, form))


def rule_tallies(said: Said) -> dict[str, Tally]:
    """A tally for each rule over all fixtures; what is due or not due in one of another rule counts where it is said.

    So a fixture more is a line more to change here, and not one for each rule.
    """
    tallies = {rule.code: Tally() for rule in load_rulebook().rules}
    for case, form, good in cases():
        due, found = due_in(case, form), said(case, form)
        for code in due | found | ({good} if good else set()):
            tallies[code].add(code in due, code in found)
    return tallies


def sentence_tallies(*, right: bool) -> dict[str, Tally]:
    """A tally for each rule that has sentences of its own; `right` takes every answer to be as it should be."""
    from tests.builders.reports import sentences

    names = [(name, verdict == "cannot") for verdict, names in sentences.BODIES.items() for name in names]
    answers: dict[str, list[tuple[bool, Callable[[], object]]]] = {
        "C503": [("wrong" in case, partial(sentences.found_years, case)) for case in sentences.YEARS],
        "C504": [("wrong" in case, partial(sentences.found_periods, case)) for case in sentences.PERIODS],
        "C505": [(case["verdict"] == "missing", partial(sentences.found_fees, case)) for case in sentences.FEES],
        "C510": [(case["verdict"] == "untold", partial(sentences.found_notices, case)) for case in sentences.FEES],
        "C511": [("wrong" in case, partial(sentences.found_shares, case)) for case in sentences.SHARES],
        "C512": [("wrong" in case, partial(sentences.found_growth, case)) for case in sentences.GROWTH],
        "C508": [(cannot, partial(sentences.cannot_make_rules, name)) for name, cannot in names],
    }
    tallies = {code: Tally() for code in answers}
    for code, found in answers.items():
        for due, answer in found:
            tallies[code].add(due, due if right else bool(answer()))
    return tallies


def claim_rows() -> list[tuple[str, int, int, int]]:
    """(kind, found, missed, false alarms) for each kind of claim."""
    from bench.claims_score import Score, load_claims

    book, score = load_claims(), Score()
    for case in YAML(typ="safe").load((ROOT / "tests" / "claims" / "sentences.yaml").read_text("utf-8")):
        score.add(case, book)
    rows: list[tuple[str, int, int, int]] = score.rows()
    return rows


def unseen_rows(language: Language) -> Iterator[str]:
    """A row for each set of texts that nobody had read before it was scored."""
    for entry in YAML(typ="safe").load((ROOT / "bench" / "unseen.yaml").read_text("utf-8")):
        what = Text(entry["what"]["zh"], entry["what"]["en"]).in_(language)
        due, caught, alarms = entry["due"], entry["caught"], entry["alarms"]
        shares = f"{_share(caught, caught + alarms)} | {_share(caught, due)}"
        named = ("、" if language == "zh" else ", ").join(entry["rules"])
        yield f"| {entry['date']} | {named} | {what} | {due} | {caught} | {entry['texts']} | {alarms} | {shares} |\n"


def page(language: Language, rules: dict[str, Tally], sentences: dict[str, Tally]) -> str:
    """The page in a language."""
    slugs = {rule.code: rule.slug for rule in load_rulebook().rules}
    parts = [_HEAD.in_(language), *(_row(code, slugs[code], tally) for code, tally in rules.items())]
    parts += [_SENTENCES.in_(language), *(_row(code, slugs[code], tally) for code, tally in sentences.items())]
    parts += [_CLAIMS.in_(language), *(_claim_row(row, language) for row in claim_rows())]
    parts += [_UNSEEN.in_(language), *unseen_rows(language)]
    return "".join(parts)


def _row(code: str, slug: str, tally: Tally) -> str:
    return f"| {code} {slug} | {tally.due} | {tally.caught} | {tally.free} | {tally.alarms} |\n"


def _claim_row(row: tuple[str, int, int, int], language: Language) -> str:
    kind, hits, misses, alarms = row
    name = Text(_KINDS[kind], kind).in_(language)
    shares = (_share(hits, hits + alarms), _share(hits, hits + misses))
    return f"| {name} | {hits} | {misses} | {alarms} | {' | '.join(shares)} |\n"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def main() -> None:
    """Lint every fixture and write both pages."""
    rules, sentences = rule_tallies(found_in), sentence_tallies(right=False)
    for name, language in PAGES.items():
        (DOCS / name).write_text(page(language, rules, sentences), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
