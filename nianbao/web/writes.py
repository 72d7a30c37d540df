"""Write: a draft is begun, filled in as on paper, checked, and had as a report; it stays on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anyio.to_thread import run_sync
from msgspec import structs
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.narrative.names import quotable
from linter import Settings
from linter.output.closing import verdict
from linter.output.html import report_html
from linter.output.style import Presentation
from nianbao.errors import MistakenFileError, NianbaoError
from nianbao.figures.schema import PREAMBLE, SUMMARY
from nianbao.i18n import Language, Text
from nianbao.many.kept import Kept
from nianbao.memo import once_per
from nianbao.rulebook import Rulebook
from nianbao.web.beginning import UnnamedError, begun
from nianbao.web.checks import download
from nianbao.web.drafting import Open, blanks, book_of, prose_field, still_open, text_field
from nianbao.web.drafts import Draft, Drafts
from nianbao.web.forms import form_of, text, uploads
from nianbao.web.making import KINDS, made, preview, title
from nianbao.web.pages import fragment, language_of, page
from nianbao.web.starting import Start
from nianbao.web.tables import form_tables, sums_json
from nianbao.web.uploads import Upload

_BEGIN_SECONDS, _MAKE_SECONDS = 60.0, 120.0
_FIELDS = ("c:", "p:", "t:")
_STATE = Text("还有 {missing} 处未填 · {broken} 处有误", "{missing} still blank · {broken} to fix")
_DONE = Text("已填写完整，可以导出", "Everything is filled in; the report can be exported")
_OPENING = Text("开头", "Opening")


class Writes:
    """The pages of drafts."""

    def __init__(self, kept: Kept, drafts: Drafts, start: Start, settings: Settings) -> None:
        self._kept, self._drafts, self._start, self._settings = kept, drafts, start, settings

    def routes(self) -> list[Route]:
        """Address, what answers it, and by which methods."""
        return [
            Route("/drafts", self.begin, methods=["POST"]),
            Route("/drafts/{draft}", self.form),
            Route("/drafts/{draft}", self.keep, methods=["POST"]),
            Route("/drafts/{draft}/delete", self.delete, methods=["POST"]),
            Route("/drafts/{draft}/check", self.check),
            Route("/drafts/{draft}/report/{kind}", self.report),
        ]

    async def begin(self, request: Request) -> Response:
        """A new draft, from what was chosen; the answer leads to its form."""
        async with form_of(request) as form:
            files = await uploads(form, "last") or self._start.waiting(text(form, "waiting"))
            agency, year = text(form, "agency"), text(form, "year")
        return await self._begun(request, agency, year, *files)

    async def opened(self, request: Request, file: Upload) -> Response:
        """The draft that begins with the file that the program was started with."""
        return await self._begun(request, "", "", file)

    async def _begun(self, request: Request, agency: str, year: str, *files: Upload) -> Response:
        try:
            draft = await run_sync(self._kept.do, _BEGIN_SECONDS, begun, agency, year, files)
        except MistakenFileError as error:
            return page(request, "register", file=error.path or "", mistakes=error.mistakes)
        except NianbaoError as error:
            keep = files if isinstance(error, UnnamedError) else ()
            return self._start.again(request, error.named, agency=agency, year=year, keep=keep)
        return RedirectResponse(f"/drafts/{self._drafts.add(draft)}", 303)

    async def form(self, request: Request) -> Response:
        """The form with what was typed."""
        name, draft = self._draft(request)
        return self._form(request, name, draft)

    def _form(self, request: Request, name: str, draft: Draft, *, blocked: bool = False) -> Response:
        language, book, found = language_of(request), book_of(draft), still_open(draft)
        return page(
            request, "write", called=name, draft=draft, tables=form_tables(draft, found), sums=sums_json(book),
            texts=_texts(draft, book, language), prose=_prose(draft, book), quotes=_quotes(book), blocked=blocked,
            **_progress(found, language),
        )  # fmt: skip

    async def keep(self, request: Request) -> Response:
        """Keep what was typed, and do what the button says; a script asks for what is still open."""
        name, before = self._draft(request)
        async with form_of(request) as form:
            draft, action = _typed(before, form), text(form, "do")
        if action == "zero":
            zeros = dict.fromkeys(blanks(draft), "0")
            draft = structs.replace(draft, typed=draft.typed | zeros, before=draft.typed)
        elif action == "undo" and draft.before is not None:
            draft = structs.replace(draft, typed=draft.before, before=None)
        draft = self._drafts.keep(name, draft)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"saved": draft.saved, **_progress(still_open(draft), language_of(request))})
        place = {"check": "/check", "zero": "#tables", "undo": "#tables"}.get(action, "")
        return RedirectResponse(f"/drafts/{name}{place}", 303)

    async def delete(self, request: Request) -> Response:
        """Let a draft go."""
        name, _ = self._draft(request)
        self._drafts.delete(name)
        return RedirectResponse("/", 303)

    async def check(self, request: Request) -> Response:
        """The report as it would be, with what is found in it."""
        name, draft = self._draft(request)
        language = language_of(request)
        settings = structs.replace(self._settings, language=language, transcript=True)
        checked = await run_sync(self._kept.do, _MAKE_SECONDS, preview, draft, settings)
        found = still_open(draft)
        actions = fragment("made", language, called=name, kinds=KINDS, ready=not found, count=len(found))
        report = report_html(checked.result, Presentation(language), level=1, actions=actions)
        file = {"said": verdict(checked.result, Presentation(language)), "title": draft.agency}
        return page(request, "checked", file=file, report=report, base="/", several=False)

    async def report(self, request: Request) -> Response:
        """The report, or its figures, as a file; what keeps it from being one is told on the form."""
        name, draft = self._draft(request)
        kind = request.path_params["kind"]
        if kind not in KINDS:
            raise HTTPException(404)
        if not KINDS[kind].figures and still_open(draft):
            return self._form(request, name, draft, blocked=True)
        data = await run_sync(self._kept.do, _MAKE_SECONDS, made, draft, kind)
        return download(data, f"{title(draft)}.{kind}", KINDS[kind].type)

    def _draft(self, request: Request) -> tuple[str, Draft]:
        name = request.path_params["draft"]
        draft = self._drafts.find(name)
        if draft is None:
            raise HTTPException(404)
        return name, draft


@once_per()
def _quotes(book: Rulebook) -> tuple[str, ...]:
    """The names by which texts quote figures."""
    return tuple(quotable(book))


def _progress(found: list[Open], language: Language) -> dict[str, Any]:
    """What is still open: counted, listed as a part of the page, and the field to go to next."""
    missing = sum(one.missing for one in found)
    state = _STATE.format(missing=missing, broken=len(found) - missing) if found else _DONE
    listed = fragment("open", language, open=found)
    return {"state": state.in_(language), "still_open": listed, "next": found[0].field if found else "export"}


def _typed(before: Draft, form: FormData) -> Draft:
    """The draft with what the form carries; a field that it does not carry stays as it was."""
    given = {key: value.replace("\r\n", "\n") for key, value in form.items() if isinstance(value, str)}
    typed = {key: value for key, value in given.items() if key.startswith(_FIELDS)}
    return structs.replace(
        before,
        agency=given.get("agency", before.agency),
        year=given.get("year", before.year).strip(),
        typed=before.typed | typed,
        before=before.before if typed == {k: before.typed.get(k, "") for k in typed} else None,
    )


def _texts(draft: Draft, book: Rulebook, language: Language) -> list[Mapping[str, object]]:
    """The texts in the order of the report, with last year's beside."""
    found: list[Mapping[str, object]] = [_text(draft, PREAMBLE, title=Text("引言", "Preamble"), language=language)]
    for section in book.sections:
        if section.content == "narrative":
            title = Text(section.title, section.title)
            topics = [
                _text(draft, section.id, topic.id, title=topic.name, language=language) for topic in section.topics
            ]
            if not topics:
                found.append(_text(draft, section.id, title=title, language=language))
                continue
            opening = _text(draft, section.id, SUMMARY, title=_OPENING, language=language)
            found += [{"heading": section.title}, opening, *topics]
    return found


def _text(draft: Draft, *keys: str, title: Text, language: Language) -> Mapping[str, object]:
    field = text_field(*keys)
    return {
        "field": field,
        "title": title.in_(language),
        "value": draft.typed.get(field, ""),
        "last": draft.last.get(field, ""),
    }


def _prose(draft: Draft, book: Rulebook) -> list[Mapping[str, str]]:
    return [
        {
            "field": (field := prose_field((group.id, figure.id))),
            "label": figure.label,
            "value": draft.typed.get(field, ""),
        }
        for group in book.prose_figures
        for figure in group.figures
    ]
