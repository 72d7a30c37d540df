"""What is put aside comes back as it was, in any order, and leaves nothing behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from nianbao.many import spill
from nianbao.many.spill import Spill


class Value(Struct, frozen=True):
    """A name, which may be none that can be written down, and bytes."""

    name: str
    data: bytes = b""


@given(st.lists(st.builds(Value, st.text(st.characters()), st.binary()), max_size=30))
def test_values_come_back_by_their_number(values: list[Value]) -> None:
    spilled: Spill[Value] = Spill(Value)
    numbers = [spilled.append(value) for value in [*[Value("")] * spill._FEW, *values]]
    assert numbers == list(range(len(spilled)))
    assert list(spilled)[spill._FEW :] == values
    assert [spilled[number] for number in reversed(numbers[spill._FEW :])] == values[::-1]


@pytest.mark.needs("posix")
def test_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spilled: Spill[Value] = Spill(Value)
    for number in range(spill._FEW * 3):
        spilled.append(Value(str(number)))
    assert list(tmp_path.iterdir()) == []
