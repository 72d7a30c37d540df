"""What can go wrong with a user's input; each error is one clear line in two languages."""

from __future__ import annotations

import copyreg
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike

from nianbao.i18n import Text

# More mistakes than these of one file are counted.
_MOST_TOLD = 200
_MORE = Text("共 {count} 处，以上是前 {told} 处", "{count} in all; the first {told} of them are above")
_NAMED = Text("{path}：{what}", "{path}: {what}")


class NianbaoError(Exception):
    """Something the user gave cannot be used; `message` says what and, where there is one, the way out.

    `path` is the file or folder that it is about, None where it is about none or nobody knows yet.
    """

    def __init__(self, message: Text, path: str | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.path = path

    @property
    def named(self) -> Text:
        """The message, with the path before it where it does not say which file it is about."""
        if self.path is None or self.path in self.message.zh:
            return self.message
        return _NAMED.format(path=self.path, what=self.message)

    def __reduce__(self) -> tuple[object, ...]:
        """As an error of Python goes from one process to another, whatever its class is made with."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]  # the stubs lack it


class ReadError(NianbaoError):
    """A file cannot be read as a report: missing, broken, encrypted, too large, or of an unknown kind."""


class MistakenFileError(NianbaoError):
    """A file that says what holds has mistakes; `mistakes` has each as `FILE:LINE:COL: what`, in reading order."""

    def __init__(self, mistakes: tuple[Text, ...], path: str | None = None) -> None:
        told = mistakes[:_MOST_TOLD]
        if len(told) < len(mistakes):
            told = (*told, _MORE.format(count=len(mistakes), told=len(told)))
        super().__init__(Text("\n".join(m.zh for m in told), "\n".join(m.en for m in told)), path)
        self.mistakes = mistakes


class RulebookError(MistakenFileError):
    """A rulebook has mistakes."""


@contextmanager
def naming(path: str | PathLike[str]) -> Iterator[None]:
    """Put the path before what is wrong with the file: whoever opens several must know which it was."""
    try:
        yield
    except ReadError as error:
        raise ReadError(_NAMED.format(path=path, what=error.message), str(path)) from error
