"""The figures of a report as data: loaded from a file, completed by the equations, taken from a report.

stated = open_figures("figures.xlsx")              # YAML, JSON or a workbook
mistakes = stated.mistakes()                       # nothing where a report can be made of them
figures = complete(stated.figures, stated.rulebook)  # with every total
"""

from nianbao.figures.dump import FiguresFormat, dump_figures
from nianbao.figures.mistakes import mistakes_of
from nianbao.figures.model import CellId, FigureMistake, Figures, Narrative, ProseId
from nianbao.figures.opening import open_figures, read_stated
from nianbao.figures.places import FigurePlace, Keys, Places
from nianbao.figures.schema import figures_schema
from nianbao.figures.stated import FiguresError, Stated, rulebook_named
from nianbao.figures.totals import complete

__all__ = [
    "CellId",
    "FigureMistake",
    "FigurePlace",
    "Figures",
    "FiguresError",
    "FiguresFormat",
    "Keys",
    "Narrative",
    "Places",
    "ProseId",
    "Stated",
    "complete",
    "dump_figures",
    "figures_schema",
    "mistakes_of",
    "open_figures",
    "read_stated",
    "rulebook_named",
]
