"""Write the JSON Schema of rulebooks that is shipped, nianbao/schemas/rulebook.schema.json, from the model.

Run it after a change of nianbao/rulebook/model.py or kinds.py; a test holds the two together.
"""

from __future__ import annotations

import json
from pathlib import Path

from nianbao.rulebook.schema import rulebook_schema

SCHEMA = Path(__file__).parent.parent / "nianbao" / "schemas" / "rulebook.schema.json"


def main() -> None:
    """Write the file."""
    text = json.dumps(rulebook_schema(), ensure_ascii=False, indent=1)
    SCHEMA.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
