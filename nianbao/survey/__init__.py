"""Many reports as data: what each says of itself, every figure with its state and its place.

from linter import Settings
from nianbao.survey import collect

for told in collect(["county/a.docx", "county/b.pdf"], Settings()):
    print(told.agency, told.year, told.verdict, len(told.facts))
"""

from nianbao.survey.collecting import collect
from nianbao.survey.facts import Fact, Surveyed

__all__ = ["Fact", "Surveyed", "collect"]
