"""Files to mutate, the mutations, and how many are tried.

`NIANBAO_FUZZ=N` runs N times as many; `NIANBAO_FUZZ_FROM=M` begins at the case M.
"""

from __future__ import annotations

import os

TIMES = int(os.environ.get("NIANBAO_FUZZ", "1"))
FIRST = int(os.environ.get("NIANBAO_FUZZ_FROM", "0"))
