"""The figures of a report as data: loaded from a file, completed by the equations, taken from a report.

stated = load_figures("figures.yaml", rulebook)
mistakes = mistakes_of(stated, rulebook)        # nothing where a report can be made of them
figures = complete(stated, rulebook)            # with every total
"""

from nianbao.figures.dump import FiguresFormat, dump_figures
from nianbao.figures.layout import Keys
from nianbao.figures.load import Stated, load_figures, read_stated
from nianbao.figures.mistakes import FigureMistake, Places, mistakes_of
from nianbao.figures.model import CellId, Fee, Figures, FiguresError, Narrative
from nianbao.figures.schema import figures_schema
from nianbao.figures.totals import complete

__all__ = [
    "CellId",
    "Fee",
    "FigureMistake",
    "Figures",
    "FiguresError",
    "FiguresFormat",
    "Keys",
    "Narrative",
    "Places",
    "Stated",
    "complete",
    "dump_figures",
    "figures_schema",
    "load_figures",
    "mistakes_of",
    "read_stated",
]
