"""Write templates/report.docx from the typography of rules.yaml. Run it after every change there."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build the template of the official rulebook and put it where the generator looks for it."""
    sys.path.insert(0, str(ROOT))
    from generator.word.building import build_template
    from nianbao.rulebook import load_rulebook

    typography = load_rulebook().typography
    assert typography is not None
    (ROOT / "templates" / "report.docx").write_bytes(build_template(typography))
    return 0


if __name__ == "__main__":
    sys.exit(main())
