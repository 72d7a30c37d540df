"""`nianbao generate`: what is written, when it is refused, and whether a report is up to date."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings

from generator import Settings, generate
from nianbao.cli.generate import generate as command
from nianbao.errors import NianbaoError
from nianbao.figures import Figures, FiguresError, dump_figures
from nianbao.reading import read_bytes
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, sound_figures, zeros
from tests.builders.linting import lint_document

RULEBOOK = load_rulebook()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["--lang", "en", *map(str, arguments)])


def findings(data: bytes) -> list[str]:
    return [f.code for f in lint_document(read_bytes(data), RULEBOOK).findings]


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    values = {**zeros(), ("proactive", "licensing", "decisions"): Decimal(3)}
    path = tmp_path / "figures.yaml"
    path.write_bytes(dump_figures(of(values), RULEBOOK))
    return path


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sound_figures)
def test_any_sound_figures_give_a_report_without_a_finding(figures: Figures) -> None:
    found = findings(generate(figures).data)
    # Nothing but zeros is worth a question, and so are applicants who did not pay where no notice was sent.
    assert set(found) <= {"C509", "C510"}


def test_mistakes_are_told_and_nothing_is_written_but_a_draft(figures: Path, tmp_path: Path) -> None:
    text = figures.read_text("utf-8").replace("carried_out: {natural_person: 0", "carried_out: {natural_person: 1")
    figures.write_text(text, "utf-8")
    out = tmp_path / "report.docx"
    refused = run(figures, "-o", out)
    assert refused.exit_code == 2
    assert "new 0 + carried_in 0 = 0, but completed 0 + carried_out 1 = 1" in refused.stderr
    assert not out.exists()
    draft = run(figures, "-o", out, "--draft")
    assert (draft.exit_code, draft.stdout) == (0, f"wrote {out} (a draft)\n")
    assert "completed 0 + carried_out 1 = 1" in draft.stderr
    assert findings(out.read_bytes()).count("A403") == 2  # of its column and of all columns


def test_a_draft_of_nothing_can_be_looked_at() -> None:
    report = generate(Figures("2021", "青岚县水务局", 2024, {}, {}, {}), Settings(draft=True))
    assert report.warnings
    assert "S107" not in findings(report.data)


def test_check_tells_whether_the_report_is_what_the_figures_give(figures: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    absent = run(figures, "-o", out, "--check")
    assert (absent.exit_code, absent.stderr) == (1, f"{out} does not exist\n")
    run(figures, "-o", out)
    assert run(figures, "-o", out, "--check").exit_code == 0
    figures.write_text(
        figures.read_text("utf-8").replace("licensing: {decisions: 3}", "licensing: {decisions: 4}"), "utf-8"
    )
    differs = run(figures, "-o", out, "--check")
    assert differs.exit_code == 1
    assert "'行政许可 | 3' should be '行政许可 | 4'" in differs.stderr


@pytest.mark.parametrize("form", ["html", "txt"])
def test_other_forms_are_written_found_sound_and_checked(figures: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"report.{form}"
    assert run(figures, "-o", out).exit_code == 0
    assert findings(out.read_bytes()) == []
    assert run(figures, "-o", out, "--check").exit_code == 0
    out.write_text(out.read_text("utf-8").replace("未收取", "未曾收取"), "utf-8")
    assert "未曾收取政府信息公开信息处理费" in run(figures, "-o", out, "--check").stderr


def test_check_without_out_looks_at_the_report_of_the_same_name(figures: Path, tmp_path: Path) -> None:
    out = figures.with_suffix(".docx")
    run(figures, "-o", out)
    assert run(figures, "--check").stdout == f"{out} agrees with the figures\n"
    assert run(out, "--check").exit_code == 0
    out.write_bytes(b"PK")
    assert run(figures, "--check").exit_code == 1


def test_several_files_go_into_a_folder(figures: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.json"
    second.write_bytes(dump_figures(of(zeros()), RULEBOOK, "json"))
    result = run(figures, second, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["figures.docx", "second.docx"]


def test_one_bad_file_does_not_keep_the_others_from_being_written(figures: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("agency: 甲\n", "utf-8")
    result = run(bad, figures, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["figures.docx"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("figures.yaml",), "name the file to write with -o"),
        (("figures.yaml", "-o", "report.odt"), "report.odt: unknown ending; expected one of .docx, .html, .txt, .pdf"),
        (("none.yaml", "-o", "a.docx"), "none.yaml: there is no such file"),
        (("figures.csv", "-o", "a.docx"), "figures.csv: CSV lacks the agency and the texts"),
        (("figures.yaml", "figures.json", "-o", "out"), "would both be written to"),
        (("figures.yaml", "-o", "a.docx", "--template", "none.docx"), "none.docx: there is no such file"),
        (("figures.yaml", "-o", "a.docx", "--rulebook", "none.yaml"), "none.yaml"),
        (("figures.yaml", "figures.yaml", "-o", "figures.csv"), "several reports need a folder"),
    ],
)
def test_what_cannot_be_used_ends_in_one_line(
    arguments: tuple[str, ...], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("figures.yaml").write_bytes(dump_figures(of(zeros()), RULEBOOK))
    Path("figures.csv").write_text("a,b\n", "utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert expected in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_library_refuses_with_every_mistake() -> None:
    values = zeros()
    del values["proactive", "coercion", "decisions"]
    values["applications", "new", "business"] = Decimal(1)
    with pytest.raises(FiguresError) as caught:
        generate(of(values, {"problems": "{{ x }}"}))
    assert len(caught.value.mistakes) == 3
    assert isinstance(caught.value, NianbaoError)


def test_every_mistake_is_told_at_once_in_the_order_of_the_file_with_a_count(figures: Path, tmp_path: Path) -> None:
    text = figures.read_text("utf-8").replace("licensing: {decisions: 3}", "licensing: {decisions: x}")
    text = text.replace("upheld: 0, corrected: 0", "upheld: , corrected: 0", 1)
    figures.write_text(f"{text}narrative: {{problems: '{{{{ x }}}}', other: 【请核对：无】}}\n", "utf-8")
    said = CliRunner().invoke(command, ["--lang", "zh", str(figures), "-o", str(tmp_path / "a.docx")])
    assert said.exit_code == 2
    *lines, last = said.stderr.splitlines()
    assert [line.split("：")[0].split(": ")[1] for line in lines] == [
        "行政许可（proactive.licensing.decisions）",
        "行政复议·结果维持（review.reconsideration.upheld）",
        "五、存在的主要问题及改进情况（narrative.problems）",
        "六、其他需要报告的事项（narrative.other）",
    ]
    assert last == f"{figures}：共 4 处需要填写或修改，未生成报告"
    assert not (tmp_path / "a.docx").exists()


def with_texts(figures: Path, **texts: str) -> None:
    lines = "\n".join(f"  {key}: {text}" for key, text in texts.items())
    figures.write_text(f"{figures.read_text('utf-8')}narrative:\n{lines}\n", "utf-8")


def test_what_lint_finds_is_told_by_key_and_keeps_the_report_from_being_written(figures: Path, tmp_path: Path) -> None:
    with_texts(figures, problems="|-\n    一是宣传不够。\n    二是XX有待加强。", other="没有需要报告的事项。")
    out = tmp_path / "a.docx"
    said = run(figures, "-o", out)
    at = len(figures.read_text("utf-8").splitlines())
    assert said.exit_code == 1
    assert said.stderr.splitlines() == [
        f'{figures}:{at - 1}: 五、存在的主要问题及改进情况 (narrative.problems): placeholder "XX" was left in (S110); '
        "fill in the actual content; where it is written already, delete the placeholder",
        f"{figures}:{at}:10: 六、其他需要报告的事项 (narrative.other): processing fees are not reported (C505); "
        "give the notices sent, the amount charged and the amount collected, or say 本年度未收取信息处理费",
        f"{figures}: 2 mistakes; nothing was generated",
    ]
    assert not out.exists()
    draft = run(figures, "-o", out, "--draft")
    assert (draft.exit_code, out.exists()) == (0, True)
    assert "S110" in draft.stderr


def test_mistakes_of_figures_and_of_the_report_are_told_together_each_once(figures: Path, tmp_path: Path) -> None:
    text = figures.read_text("utf-8").replace("  licensing: {decisions: 3}  # 行政许可\n", "")
    figures.write_text(
        f"{text}narrative: {{problems: 二是XX有待加强。, other: 【请核对：未收取】信息处理费。}}\n", "utf-8"
    )
    out = tmp_path / "report.docx"
    refused, draft = run(figures, "-o", out), run(figures, "-o", out, "--draft")
    told = [line.partition(" (")[2].partition(")")[0] for line in refused.stderr.splitlines()[:-1]]
    assert told == ["proactive.licensing", "narrative.problems", "narrative.other"]
    assert (refused.exit_code, draft.exit_code) == (2, 0)
    assert refused.stderr.endswith("3 mistakes; nothing was generated\n")
    assert draft.stderr.splitlines()[:3] == refused.stderr.splitlines()[:3]
    assert "3 mistakes; a draft was written" in draft.stderr


def test_the_report_of_a_year_that_is_none_is_not_judged(figures: Path, tmp_path: Path) -> None:
    """Which year its texts should speak of nobody knows."""
    figures.write_text(re.sub(r"(?m)^year: .*$", "year: abc", figures.read_text("utf-8")), "utf-8")
    with_texts(figures, preamble="统计期限为2024年1月1日至2024年12月31日。", other="未收取信息处理费。")
    refused = run(figures, "-o", tmp_path / "report.docx")
    assert refused.exit_code == 2
    assert [" year: " in line for line in refused.stderr.splitlines()] == [True, False]


def test_a_warning_is_told_and_the_report_is_written(figures: Path, tmp_path: Path) -> None:
    with_texts(figures, overview="{proactive: 本年作出行政许可决定5件。}", other="未收取信息处理费。")
    said = run(figures, "-o", tmp_path / "a.docx")
    assert (said.exit_code, (tmp_path / "a.docx").exists()) == (0, True)
    assert "warning: " in said.stderr
    assert "(C501)" in said.stderr


def test_a_configuration_decides_what_is_an_error(figures: Path, tmp_path: Path) -> None:
    with_texts(figures, problems="二是XX有待加强。", other="未收取信息处理费。")
    (tmp_path / "nianbao.toml").write_text('ignore = ["S110"]\n', "utf-8")
    assert run(figures, "-o", tmp_path / "a.docx").exit_code == 0


def test_fees_and_the_text_that_tells_them_have_to_agree(figures: Path, tmp_path: Path) -> None:
    text = figures.read_text("utf-8")
    figures.write_text(text.replace("fee: {notices: 0, charged: 0", "fee: {notices: 2, charged: 400"), "utf-8")
    with_texts(figures, other="本年度未收取信息处理费。")
    said = run(figures, "-o", tmp_path / "a.docx")
    assert said.exit_code == 2
    assert "(fee.notices): 2 is given and no text says so" in said.stderr
    assert "(fee.charged): 400 is given and no text says so" in said.stderr
    told = figures.read_text("utf-8").replace("本年度未收取", "发出收费通知2件，应收400元，实际收取0元")
    figures.write_text(told, "utf-8")
    assert run(figures, "-o", tmp_path / "a.docx").exit_code == 0
    in_words = told.replace("发出收费通知2件，应收400元，实际收取0元", "发出收费通知两件，共计四百元，均未收取")
    figures.write_text(in_words, "utf-8")
    assert run(figures, "-o", tmp_path / "a.docx", "--force").exit_code == 0
    figures.write_text(told.replace("实际收取0元", "实际收取400元"), "utf-8")
    said = run(figures, "-o", tmp_path / "b.docx")
    assert "disagrees with the 0 given for 实收信息处理费（元）" in said.stderr
