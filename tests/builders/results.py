"""Results made by hand, each to show one thing in every output format."""

from __future__ import annotations

from msgspec.structs import replace

from linter.findings import (
    Broken,
    Cell,
    Doubled,
    FileResult,
    Finding,
    Location,
    NotChecked,
    Roster,
    RosterProblem,
    Suspect,
    Told,
    Waived,
    WaiverProblem,
)
from nianbao.document import Place
from nianbao.files.inputs import Skipped
from nianbao.i18n import Text

HEADING = Finding(
    code="S102",
    rule="wrong-heading",
    severity="error",
    message=Text("标题与规定不一致", "the heading differs from the official one"),
    mend=Text("改为规定的标题", "change it to the official one"),
    basis="国办公开办函〔2021〕30号",
    fingerprint="S102:problems:::::1",
    location=Location(section="problems", text="五、存在的主要问题及改进措施", place=Place(line=57)),
    part="五",
    expected="五、存在的主要问题及改进情况",
    actual="五、存在的主要问题及改进措施",
)
CELL = Finding(
    code="A401",
    rule="row-total",
    severity="error",
    message=Text("8＋2＝10，总计为 9", "8 + 2 = 10, but 总计 is 9"),
    mend=Text("改正填错的单元格", "correct the wrong cell"),
    basis="国办公开办函〔2021〕30号",
    fingerprint="A401:applications:applications:granted:natural_person::1",
    location=Location("applications", "applications", "granted", "natural_person", "8"),
    cell=Text("行“（一）予以公开”列“自然人”", 'row "（一）予以公开", column "自然人"'),
    part="三",
    expected="10",
    actual="9",
    breaks=(Broken("A402", None, "natural_person"),),
    suspects=(Suspect("applications", "granted", "natural_person", "7", "8"),),
)
BLANKS = Finding(
    code="V301",
    rule="blank-value",
    severity="warning",
    message=Text("列“自然人”有 2 行未填", "2 rows of 自然人 are blank"),
    mend=Text("没有的填 0", "write 0 where there is nothing"),
    basis="国办公开办函〔2021〕30号",
    fingerprint="V301:applications:applications::::1",
    location=Location("applications", "applications", place=Place(page=3)),
    part="三",
    places=(Cell("applications", "granted", "natural_person"), Cell("applications", "partly", "natural_person")),
)
REPORT = FileResult("报告/青岚县.docx", "青岚县水务局", 2024, "2021")
_AWKWARD = Finding(
    code="C501",
    rule="narrative-mismatch",
    severity="info",
    message=Text("占 5%，见 <b>|a|</b>\n::error::`x` ]]> \x1b[31m", "5%, see <b>|a|</b>\n::error::`x` ]]> \x1b[31m"),
    mend=Text("=1+1, 核对", "=1+1, check"),
    basis="practice",
    fingerprint="C501:overview:::::1",
    location=Location(section="overview", place=Place(line=2)),
    part="一",
)
_WAIVED = (
    replace(HEADING, waived=Waived("机构改革", "张三", "2025-06-30", "waivers.yaml", 4)),
    replace(CELL, waived=Waived("", None, None, "baseline.json", baseline=True)),
)
_MISSING = RosterProblem("青岚县林业局", 3, "missing", Text("未报送", "missing"))

# What each shows, by a name that says it.
THINGS: dict[str, list[Told]] = {
    "nothing": [],
    "passed": [REPORT],
    "line-of-a-text": [FileResult("a.txt", "青岚县水务局", 2024, "2021", findings=(HEADING,))],
    "cell-of-a-word-file": [FileResult("报告/青岚县.docx", "青岚县水务局", 2024, "2021", findings=(CELL,))],
    "page-of-a-pdf": [FileResult("a.pdf", "青岚县水务局", 2024, "2021", findings=(BLANKS,))],
    "waived": [FileResult("a.txt", "青岚县水务局", 2024, "2021", findings=_WAIVED)],
    "unreadable": [FileResult("b.docx", error=Text("文件不存在", "there is no such file"))],
    "awkward-names": [FileResult("100%, a:b [1] #2.txt", "青岚县<水务>局", 2024, "2021", findings=(_AWKWARD,))],
    "beside-the-findings": [
        FileResult(
            "a.txt",
            "青岚县水务局",
            2024,
            "2021",
            not_checked=(
                NotChecked(("C506", "C507"), "not-found", Text("未找到上年的报告", "last year's report was not found")),
            ),
        ),
        Skipped("x.ofd", Text("不是能检查的文件格式", "not a format that is checked")),
        Doubled("青岚县水务局", 2024, ("a.txt", "a.docx")),
        WaiverProblem("waivers.yaml", 7, Text("豁免 C507 已到期", "the waiver of C507 ended")),
        Roster(
            "名单.csv", 2024, 2, 1, (RosterProblem("青岚县林业局", 3, "missing", Text("未报送", "missing")),), (), ()
        ),
    ],
}
