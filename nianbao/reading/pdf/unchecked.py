"""Functions of PDFium for calls by the thousand: a page has as many characters and objects."""

from __future__ import annotations

import ctypes
from typing import Any


def unchecked(function: Any) -> Any:
    """The function without the check and the conversion of each argument, which take longer than what most of them do.

    Arguments must be what C takes: a handle as PDFium gave it, an int, `ctypes.byref` of a place for a result.
    """
    same = type(function)(ctypes.cast(function, ctypes.c_void_p).value)
    same.restype = function.restype
    return same
