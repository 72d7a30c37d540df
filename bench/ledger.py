"""How long `nianbao ledger` takes over a register of many requests, and how much memory.

    python bench/ledger.py [--requests 100000]

A register is drawn (two sheets of a workbook, and a .csv), then counted in a process of its own with a trace beside it:
processor seconds of that process, and its peak memory. The bounds are 20 s and 500 MB for 100,000 requests.
"""

from __future__ import annotations

import argparse
import csv
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

_HEADS = ("登记编号", "收到日期", "申请人类型", "申请方式", "办理结果", "答复日期", "是否结转", "是否延期", "复议结果")
_KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_OUTCOMES = ("予以公开", "部分公开", "本机关不掌握", "没有现成信息需要另行制作", "重复申请", "其他")
_SHEETS = 2
_SCRIPT = """
import resource
from nianbao.cli import run
try:
    run()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def requests(count: int) -> Iterator[tuple[str, date, str, str, str, date | None, str, str, str]]:
    """Requests of a year, one in fifty without an answer."""
    chance = random.Random(7)
    for number in range(count):
        received = date(2024, 1, 1) + timedelta(days=chance.randrange(330))
        open_still = chance.random() < 0.02
        answered = None if open_still else received + timedelta(days=chance.randrange(1, 30))
        outcome, review = (
            ("", "") if open_still else (chance.choice(_OUTCOMES), chance.choice(("", "", "", "结果维持")))
        )
        carried, extended = "是" if open_still else "", chance.choice(("", "", "是"))
        kind = chance.choice(_KINDS)
        yield f"2024-{number:06}", received, kind, "网络", outcome, answered, carried, extended, review


def registers(folder: Path, count: int) -> Iterator[Path]:
    """The same requests as a workbook of two sheets and as a .csv."""
    book = Workbook(write_only=True)
    pages = [book.create_sheet(f"台账{number + 1}") for number in range(_SHEETS)]
    with (folder / "register.csv").open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(_HEADS)
        for page in pages:
            page.append(_HEADS)
        for number, request in enumerate(requests(count)):
            lines.writerow(request)
            pages[number * _SHEETS // count].append(request)
    book.save(folder / "register.xlsx")
    yield from (folder / "register.xlsx", folder / "register.csv")


def counted(register: Path, output: Path, trace: Path) -> tuple[float, float]:
    """Processor seconds, and the peak memory in MB, of one run."""
    line = ["ledger", str(register), "--agency", "云溪县水务局", "--year", "2024", "-o", str(output), "--force"]
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *line, "--trace", str(trace)], capture_output=True, encoding="utf-8", check=True
    )
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def main() -> None:
    """Print a line for each kind of register and of output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=100_000)
    count = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for register in registers(folder, count):
            for output, trace in (("f.yaml", "t.csv"), ("f.xlsx", "t.xlsx")):
                seconds, megabytes = counted(register, folder / output, folder / trace)
                told = f"{count:,} requests, {register.suffix} to {output} and {trace}"
                print(f"{told}: {seconds:.1f} s of processor time, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
