"""Check: files are dropped, what is found stands beside the report as it was read."""

from __future__ import annotations

from urllib.parse import quote

from anyio.to_thread import run_sync
from msgspec import structs
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from linter import Settings
from linter.output.html import report_html
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.many.kept import Kept
from nianbao.web.checking import Checking, commented_copy, fixed_copy, listed
from nianbao.web.forms import form_of, text, uploads
from nianbao.web.pages import fragment, language_of, page
from nianbao.web.shelf import Batch, Checked, Shelf
from nianbao.web.showing import overview, shown
from nianbao.web.starting import Start
from nianbao.web.uploads import Upload

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTHING = Text("未选择文件，也未粘贴文字", "no file was chosen and no text was pasted")
_PASTED = Text("粘贴的文字", "pasted text")
_COMMENTS = Text("批注", "comments")
_FIXED = Text("修正", "fixed")
_LIST = Text("检查结果", "findings")
_COPY_SECONDS = 60.0


class Checks:
    """The pages of what was checked."""

    def __init__(self, kept: Kept, shelf: Shelf, start: Start, settings: Settings) -> None:
        self._kept, self._shelf, self._start, self._settings = kept, shelf, start, settings

    def routes(self) -> list[Route]:
        """Address, what answers it, and by which methods."""
        return [
            Route("/check", self.check, methods=["POST"]),
            Route("/checked/{batch}", self.checked),
            Route("/checked/{batch}/{place:int}", self.one),
            Route("/checked/{batch}/{place:int}/previous", self.again, methods=["POST"]),
            Route("/checked/{batch}/list", self.list),
            Route("/checked/{batch}/{place:int}/comments", self.comments),
            Route("/checked/{batch}/{place:int}/fixes", self.fixes),
            Route("/checked/{batch}/{place:int}/fixed", self.fixed),
        ]

    async def opened(self, request: Request, files: tuple[Upload, ...]) -> Response:
        """Check the files that the program was started with."""
        return await self._checked(request, list(files), None)

    async def check(self, request: Request) -> Response:
        """Check what was uploaded or pasted; the answer leads to the page of what was found."""
        async with form_of(request) as form:
            files = await uploads(form, "files")
            last = await uploads(form, "previous")
            pasted = text(form, "text")
        if pasted.strip():
            name = f"{_PASTED.in_(language_of(request))}.txt"
            files.append(Upload(name, pasted.encode("utf-8", "replace")))
        if not files:
            return self._start.again(request, _NOTHING)
        return await self._checked(request, files, last[0] if last else None)

    async def again(self, request: Request) -> Response:
        """Check a file once more, against last year's report."""
        file = self._file(request)
        async with form_of(request) as form:
            last = await uploads(form, "previous")
        return await self._checked(request, [Upload(file.name, file.data)], last[0] if last else None)

    async def _checked(self, request: Request, files: list[Upload], last: Upload | None) -> Response:
        settings = structs.replace(self._settings, language=language_of(request), transcript=True)
        batch = await run_sync(Checking(self._kept, settings).check, files, last)
        return RedirectResponse(f"/checked/{self._shelf.keep(batch)}", 303)

    async def checked(self, request: Request) -> Response:
        """What was found: in many files, or in the one."""
        batch = self._batch(request)
        if batch.one:
            return self._show(request, batch, 0)
        return page(request, "files", overview=overview(batch, language_of(request)), base=request.url.path)

    async def one(self, request: Request) -> Response:
        """What was found in one of the files."""
        self._file(request)
        return self._show(request, self._batch(request), request.path_params["place"])

    def _show(self, request: Request, batch: Batch, place: int) -> Response:
        base, language = f"/checked/{request.path_params['batch']}", language_of(request)
        file = shown(batch.files[place], batch, language)
        listed = f"{base}/list" if batch.one and batch.files[place].result.findings else ""
        actions = fragment("actions", language, file=file, here=f"{base}/{place}", list=listed)
        report = report_html(batch.files[place].result, Presentation(language), level=1, actions=actions)
        return page(request, "checked", file=file, report=report, base=base, several=not batch.one)

    async def list(self, request: Request) -> Response:
        """The findings of all files as a workbook."""
        batch, style = self._batch(request), Presentation(language_of(request))
        told = [*(file.result for file in batch.files), *batch.doubled]
        data = await run_sync(self._kept.do, _COPY_SECONDS, listed, told, style)
        return download(data, f"{style.say(_LIST)}.xlsx", WORKBOOK)

    async def comments(self, request: Request) -> Response:
        """The copy of a Word file with the findings as comments."""
        file, style = self._file(request), Presentation(language_of(request))
        data = await run_sync(self._kept.do, _COPY_SECONDS, commented_copy, file, style, self._settings)
        return download(data, f"{_stem(file.name)}-{style.say(_COMMENTS)}.docx", WORD)

    async def fixes(self, request: Request) -> Response:
        """What would be mended, and how."""
        file, style = self._file(request), Presentation(language_of(request))
        fixed = await run_sync(self._kept.do, _COPY_SECONDS, fixed_copy, file, self._settings)
        changes = [(style.place(mend.finding), mend.before, "" if mend.goes else mend.after) for mend in fixed.mends]
        return page(request, "fixes", changes=changes, here=request.url.path.rpartition("/")[0])

    async def fixed(self, request: Request) -> Response:
        """The mended file."""
        file = self._file(request)
        fixed = await run_sync(self._kept.do, _COPY_SECONDS, fixed_copy, file, self._settings)
        name = file.name.replace("\\", "/").rsplit("/", 1)[-1]
        ending = name[len(_stem(file.name)) :]
        kind = WORD if ending.lower() == ".docx" else "application/octet-stream"
        return download(fixed.data, f"{_stem(file.name)}-{_FIXED.in_(language_of(request))}{ending}", kind)

    def _batch(self, request: Request) -> Batch:
        batch = self._shelf.find(request.path_params["batch"])
        if batch is None:
            raise HTTPException(404)
        return batch

    def _file(self, request: Request) -> Checked:
        files = self._batch(request).files
        place: int = request.path_params["place"]
        if place >= len(files):
            raise HTTPException(404)
        return files[place]


def download(data: bytes, name: str, kind: str) -> Response:
    """A file to keep, under its name."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(data, headers=headers, media_type=kind)


def _stem(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0] or "report"
