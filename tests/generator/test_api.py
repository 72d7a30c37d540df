"""What Python users and a page call: the same as the commands do, without a terminal."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

import generator
import nianbao
from generator import Settings, extract, generate, new, new_template
from nianbao.cli import main
from nianbao.errors import NianbaoError, ReadError
from nianbao.figures import FiguresError, dump_figures, open_figures
from nianbao.i18n import Text
from nianbao.reading import read
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros

RULEBOOK = load_rulebook()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.yaml"
    path.write_bytes(dump_figures(of({**zeros(), ("proactive", "licensing", "decisions"): Decimal(3)}), RULEBOOK))
    return path


@pytest.fixture
def report(figures: Path, tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(generate(figures).data)
    return path


def test_generate_gives_what_the_command_writes(figures: Path, tmp_path: Path) -> None:
    for form in ("docx", "html", "txt"):
        out = tmp_path / f"out.{form}"
        assert run("generate", figures, "-o", out).exit_code == 0
        assert generate(figures, form=form).data == out.read_bytes()
        assert (
            generate(open_figures(figures), form=form).data == generate(open_figures(figures).figures, form=form).data
        )


@pytest.mark.parametrize("kind", ["yaml", "json", "xlsx", "csv"])
def test_extract_gives_what_the_command_writes(report: Path, tmp_path: Path, kind: generator.Kind) -> None:
    out = tmp_path / f"out.{kind}"
    said = run("extract", report, "-o", out)
    taken = extract(report, kind=kind)
    assert (said.exit_code, taken.data) == (0, out.read_bytes())
    assert extract(recognise(read(report)), kind=kind) == taken
    assert [note.en for note in taken.notes] == said.stderr.splitlines()


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_new_gives_what_the_command_writes(report: Path, tmp_path: Path, kind: generator.Kind) -> None:
    out = tmp_path / f"out.{kind}"
    assert run("new", "--from", report, "-o", out).exit_code == 0
    assert new(last=report, kind=kind).data == out.read_bytes()
    begun = new(last=recognise(read(report)))
    assert (begun.figures.agency, begun.figures.year) == ("青岚县水务局", 2025)
    assert begun.figures == new(last=report, kind=kind).figures


def test_a_template_is_that_of_the_rulebook(tmp_path: Path) -> None:
    out = tmp_path / "ours.docx"
    assert run("new", "--template", "-o", out).exit_code == 0
    assert new_template() == out.read_bytes()


def test_settings_can_be_handed_to_another_process(figures: Path) -> None:
    settings = Settings(RULEBOOK, template=new_template(), draft=True)
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert generate(figures, pickle.loads(pickle.dumps(settings))) == generate(figures, settings)


@pytest.mark.parametrize("call", [generate, extract, lambda path: new(last=path)])
def test_an_error_carries_the_path(call: object, tmp_path: Path) -> None:
    assert callable(call)
    with pytest.raises(ReadError) as caught:
        call(tmp_path / "none.docx")
    assert caught.value.message == Text(
        f"{tmp_path / 'none.docx'}：文件不存在", f"{tmp_path / 'none.docx'}: there is no such file"
    )


def test_a_year_or_agency_that_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    for given in ({"year": 2025}, {"agency": "青岚县水务局"}, {"agency": "青岚县水务局", "year": 2018}):
        with pytest.raises(NianbaoError):
            new(**given)


@pytest.mark.parametrize("package", [nianbao, generator])
def test_what_there_is_shows_and_stays_what_it_is(package: ModuleType) -> None:
    names = package.__all__
    assert set(names) <= set(dir(package))
    for _ in range(2):  # an import of its module must not put the module in the place of the function
        assert [name for name in names if type(getattr(package, name)).__name__ == "module"] == []


def test_results_print_short(figures: Path, report: Path) -> None:
    for result in (generate(figures), extract(report), new(last=report), open_figures(figures), Settings(RULEBOOK)):
        assert len(repr(result)) < 200


def test_force_never_writes_over_what_the_call_reads(figures: Path, report: Path, tmp_path: Path) -> None:
    rulebook = tmp_path / "ours.yaml"
    rulebook.write_text('extends: "2021"\nid: ours\n', "utf-8")
    second = tmp_path / "second.docx"
    second.hardlink_to(report)
    kept = {path: path.read_bytes() for path in (figures, report, rulebook)}
    calls = (
        ("generate", figures, "-o", report, "--template", report),
        ("generate", figures, "-o", second, "--template", report),
        ("generate", figures, "-o", rulebook, "--to", "docx", "--rulebook", rulebook),
        ("generate", figures, "-o", figures, "--to", "docx"),
        ("extract", report, "-o", rulebook, "--rulebook", rulebook),
        ("new", "--from", report, "-o", rulebook, "--rulebook", rulebook),
    )
    for call in calls:
        said = run(*call, "--force")
        assert said.exit_code == 2, call
        assert "is an input of this command and is not overwritten" in said.stderr
    assert {path: path.read_bytes() for path in kept} == kept


def test_one_bad_figures_file_leaves_the_others(figures: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "folder.yaml").mkdir()
    bad = [tmp_path / name for name in ("none.yaml", "broken.xlsx", "folder.yaml", f"{'长' * 200}.yaml")]
    said = run("generate", *bad, figures, "-o", tmp_path / "out")
    assert said.exit_code == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["figures.docx"]
    told = [line for line in said.stderr.splitlines() if "general sentences" not in line]
    assert [line.startswith(str(path)) for line, path in zip(told, bad, strict=True)] == [True] * 4


def test_check_goes_on_after_a_name_that_cannot_be(figures: Path, tmp_path: Path) -> None:
    assert run("generate", figures, "-o", tmp_path / "figures.docx").exit_code == 0
    said = run("generate", "--check", ".", f"{'长' * 200}.yaml", figures)
    assert (said.exit_code, said.stdout) == (0, f"{tmp_path / 'figures.docx'} agrees with the figures\n")


def test_a_folder_that_cannot_be_made_is_one_line_for_its_report(figures: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    said = run("generate", figures, "-o", tmp_path / "file" / "below" / "a.docx")
    assert said.exit_code == 2
    assert len(said.stderr.splitlines()) == 1


def test_what_is_wrong_with_figures_is_data_with_its_place(figures: Path) -> None:
    text = figures.read_text("utf-8").replace("carried_out: {natural_person: 0", "carried_out: {natural_person: 1")
    figures.write_text(f"{text}narrative: {{problems: '{{{{ x }}}}'}}\n", "utf-8")
    with pytest.raises(FiguresError) as caught:
        generate(figures)
    told = {(mistake.kind, mistake.keys[:2], mistake.place.file) for mistake in caught.value.mistakes}
    assert told == {
        ("equation", ("applications", "natural_person"), str(figures)),
        ("text", ("narrative", "problems"), str(figures)),
    }
    assert str(caught.value).splitlines() == [mistake.text.en for mistake in caught.value.mistakes]
    assert generate(figures, Settings(draft=True)).warnings == caught.value.mistakes
