"""Findings that do not count: waived by name with a reason and a date, or there when a baseline was made.

They are outside of the reports, since a report is published as it is; a waived finding stays in every output.
"""

from linter.waiving.applying import waive
from linter.waiving.baseline import read_baseline, updated_baseline
from linter.waiving.problems import waiver_problems
from linter.waiving.waivers import read_waivers

__all__ = ["read_baseline", "read_waivers", "updated_baseline", "waive", "waiver_problems"]
