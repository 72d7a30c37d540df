"""Chinese digits are typed in one module; others name them."""

from __future__ import annotations

from pathlib import Path

from nianbao.numerals import DIGITS

ROOT = Path(__file__).parents[1]


def test_no_other_module_types_the_digits() -> None:
    modules = [path for folder in ("nianbao", "linter", "generator") for path in (ROOT / folder).rglob("*.py")]
    typed = {str(path.relative_to(ROOT)) for path in modules if DIGITS in path.read_text("utf-8")}
    assert typed == {"nianbao/numerals.py"}
