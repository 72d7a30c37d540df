"""What sort of body an agency is: the same for whoever asks, however its name is written."""

from __future__ import annotations

import pytest

from nianbao.rulebook import load_rulebook
from nianbao.rulebook.bodies import area_of, is_government

BOOK = load_rulebook()


@pytest.mark.parametrize(
    ("agency", "area"),
    [
        ("青岚县人民政府", "青岚县"),
        ("青岚县 人民政府", "青岚县"),
        ("霁州市政府", "霁州市"),
        ("云台回族自治县人民政府", "云台回族自治县"),
        ("岚山省人民政府", "岚山省"),
        ("霁州高新区管委会", "霁州高新区"),
        ("霁州经济技术开发区管理委员会", "霁州经济技术开发区"),
        ("霁州市人民政府国有资产监督管理委员会", None),
        ("青岚县人民政府办公室", None),
        ("青岚县水务局", None),
        ("", None),
        (None, None),
    ],
)
def test_the_area_that_an_agency_governs(agency: str | None, area: str | None) -> None:
    assert area_of(agency, BOOK) == area
    assert is_government(agency, BOOK) is (area is not None and "政府" in (agency or ""))
