"""Where a finding stands in words: title, preamble, topic or paragraph, not the whole section or report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linter.output.style import Presentation
from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, as_docx
from tests.builders.reports.html import as_html

WRITERS: dict[str, Callable[[str], bytes]] = {"txt": str.encode, "docx": as_docx, "html": as_html}
# What is replaced by what, the code of what comes of it, and the place that is told.
TOLD = [
    ("青岚县水务局2024年政府信息公开工作年度报告", "青岚县水务局政府信息公开工作年度报告", "S109", "标题"),
    ("按时答复公民", "全年收到政府信息公开申请99件，按时答复公民", "C501", "第一部分 “依申请公开”"),
    ("信息处理费。", "信息处理费。\n全年工作的的情况见网站。", "D705", "第六部分 第2段"),
    ("五、存在的主要问题及改进情况", "五、存在的主要问题及改进措施", "S102", "第五部分"),
]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize(("old", "new", "code", "place"), TOLD)
def test_a_finding_stands_at_its_topic_or_paragraph(form: str, old: str, new: str, code: str, place: str) -> None:
    assert BASE.count(old) == 1
    found = lint_document(read_bytes(WRITERS[form](BASE.replace(old, new)))).findings
    told = [Presentation("zh").place(finding) for finding in found if finding.code == code]
    assert [text.partition("（第")[0] for text in told] == [place]
