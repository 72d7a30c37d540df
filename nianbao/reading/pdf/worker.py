"""Reads a PDF in a process of its own, which a hostile file may crash, fill or keep busy without harm to ours.

PDFium is written in C++ and cannot be stopped from within: a small file can make it draw a form inside a form
inside a form for hours, or fill any memory. The answer comes back as MessagePack, which can hold nothing but data.
"""

from __future__ import annotations

import sys
from typing import TypeAlias

import msgspec

from nianbao.document import Block, Document, Paragraph, Picture, Table, Trace
from nianbao.errors import ReadError
from nianbao.files.limits import Limits, exceeded
from nianbao.i18n import Text
from nianbao.reading.pdf.child import LENGTH, ChildError, ask

_KINDS: dict[str, type[Block]] = {kind.__name__: kind for kind in (Paragraph, Table, Picture)}
_CRASHED = Text(
    "PDF 文件已损坏或内容异常，读取程序无法处理",
    "the PDF file is broken or so unusual that it cannot be read",
)


class _Task(msgspec.Struct, frozen=True):
    data: bytes
    limits: Limits


class _Done(msgspec.Struct, frozen=True, tag=True):
    blocks: list[tuple[str, msgspec.Raw]]
    traces: tuple[Trace, ...]


class _Failed(msgspec.Struct, frozen=True, tag=True):
    zh: str
    en: str
    memory: bool = False  # whether there was too little


_Answer: TypeAlias = _Done | _Failed


def read_apart(data: bytes, limits: Limits) -> Document:
    """What a PDF file holds, read in a child process within `limits.pdf_seconds` and `limits.pdf_memory`.

    Raises ReadError for whatever keeps the file from being read. Where the system does not tell which program this is
    the file is read in this process, without these two bounds.
    """
    if not sys.executable:
        from nianbao.reading.pdf.opening import read_document

        return read_document(data, limits)
    answer = _ask(msgspec.msgpack.encode(_Task(data, limits)), limits)
    if isinstance(answer, _Failed):
        raise ReadError(Text(answer.zh, answer.en))
    blocks = tuple(msgspec.msgpack.decode(raw, type=_KINDS[name]) for name, raw in answer.blocks)
    return Document(blocks, "pdf", answer.traces)


def _ask(task: bytes, limits: Limits, *, anew: bool = False) -> _Answer:
    try:
        child = ask(task, limits.pdf_seconds, anew=anew)
    except ChildError as error:
        raise (exceeded("pdf_seconds", limits) if error.late else ReadError(_CRASHED)) from None
    answer: _Answer = msgspec.msgpack.decode(child.answer, type=_Done | _Failed)
    if isinstance(answer, _Done):
        child.keep()
        return answer
    child.end()  # who knows in which state
    # What other files have left there may have filled the memory.
    return _ask(task, limits, anew=True) if answer.memory and not child.is_new else answer


def main() -> None:
    """The child: tasks on standard input, answers on standard output, each behind its length."""
    while len(head := sys.stdin.buffer.read(LENGTH.size)) == LENGTH.size:
        data = sys.stdin.buffer.read(*LENGTH.unpack(head))
        task = msgspec.msgpack.decode(data, type=_Task)
        _confine(task.limits)
        answer = msgspec.msgpack.encode(_answer(task))
        sys.stdout.buffer.write(LENGTH.pack(len(answer)) + answer)
        sys.stdout.buffer.flush()


def _answer(task: _Task) -> _Answer:
    from nianbao.reading.pdf.opening import read_document

    try:
        document = read_document(task.data, task.limits)
        blocks = [(type(b).__name__, msgspec.Raw(msgspec.msgpack.encode(b))) for b in document.blocks]
        return _Done(blocks, document.traces)
    except ReadError as error:
        return _failed(error)
    except MemoryError:
        return _failed(exceeded("pdf_memory", task.limits), memory=True)


def _failed(error: ReadError, *, memory: bool = False) -> _Failed:
    return _Failed(error.message.zh, error.message.en, memory)


def _confine(limits: Limits) -> None:
    """Bound the memory of this process and, should nobody wait for it any more, its time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = resource.getrusage(resource.RUSAGE_SELF)  # by the files before
    until = int(used.ru_utime + used.ru_stime) + limits.pdf_seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or hard >= until:
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > limits.pdf_memory:
        resource.setrlimit(resource.RLIMIT_AS, (limits.pdf_memory, hard))
