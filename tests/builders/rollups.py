"""The command `rollup` over a folder of reports, and what it wrote beside it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from nianbao.cli import main
from nianbao.figures import Figures, read_stated
from nianbao.rulebook import load_rulebook

COUNTY = "青岚县人民政府"
WHOLE = f"本报告由{COUNTY}办公室根据县政府各部门、各乡镇报告汇总编制。"


def rolled_up(folder: Path, *options: str, output: str = "sum.yaml", by_list: bool = False) -> Result:
    """The command; without anything that tells whose roll-up it is, the county's."""
    out = folder.parent / output
    told = by_list or any(option.startswith(("--agency", "--against")) for option in options)
    whose = () if told else (f"--agency={COUNTY}",)
    return CliRunner().invoke(
        main, ["rollup", str(folder), "-o", str(out), "-j1", "--lang=en", "--force", *whose, *options]
    )


def figures_of(folder: Path, name: str = "sum.yaml") -> Figures:
    """The figures file that it wrote."""
    return read_stated((folder.parent / name).read_bytes(), name, load_rulebook()).figures


def sums_of(folder: Path) -> dict[tuple[str, str, str], int]:
    """The figures in it."""
    return {cell: int(value) for cell, value in figures_of(folder).values.items()}


def roster_of(folder: Path, *rows: str) -> str:
    """The option that names a list of these agencies, written beside the folder."""
    path = folder.parent / "roster.csv"
    path.write_text("\n".join(("单位名称,类别,上级单位", *rows)), "utf-8")
    return f"--roster={path}"
