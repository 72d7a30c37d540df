"""Write the golden files: what every command and every format writes of one thing, which tests compare with today's.

Run it after a change that is wanted, and look at what git shows.
"""

from __future__ import annotations

from tests import test_golden as commands
from tests.linter.output import test_golden as formats


def main() -> None:
    """Write all of them."""
    commands.write_all()
    formats.write_all()


if __name__ == "__main__":
    main()
