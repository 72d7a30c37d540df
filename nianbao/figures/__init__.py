"""The figures of a report as data: loaded from a file, completed by the equations, taken from a report."""

from nianbao.figures.model import CellId, Fee, Figures, FiguresError, Narrative

__all__ = ["CellId", "Fee", "Figures", "FiguresError", "Narrative"]
