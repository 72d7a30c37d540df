"""constraints.txt holds what pyproject.toml asks for, each file by its hash and none by an address."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"([a-z0-9.-]+)==([^\s;]+)(?: ; (.+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)")


def _pins() -> list[tuple[str, Version, str]]:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    found = list(_PIN.finditer(body))
    assert "\n".join(match[0] for match in found) == body
    return [(canonicalize_name(match[1]), Version(match[2]), match[3] or "") for match in found]


def _asked() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    asked = [Requirement(name) for each in lists for name in each]
    return [requirement for requirement in asked if requirement.name != "nianbao"]


def test_every_file_is_known_by_its_hash_and_none_by_its_address() -> None:
    assert len(_pins()) > 40
    assert "://" not in (ROOT / "constraints.txt").read_text("utf-8")


def test_markers_are_of_pythons_alone() -> None:
    for _, _, marker in _pins():
        assert not marker or set(re.findall(r"[a-z_]+ (?===)", str(Marker(marker)))) == {"python_version "}


def test_what_is_asked_for_is_there_in_a_version_that_is_allowed() -> None:
    pins = _pins()
    asked = _asked()
    assert {requirement.name for requirement in asked} >= {"click", "lxml", "pytest"}
    for requirement in asked:
        versions = [version for name, version, _ in pins if name == canonicalize_name(requirement.name)]
        assert versions or requirement.marker, requirement.name  # some Pythons need what others have
        assert all(version in requirement.specifier for version in versions), requirement
