"""Explain: every rule, its basis, good and bad, to look through."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nianbao.rulebook import load_rulebook
from nianbao.rulebook.labels import SEVERITIES, advice
from nianbao.rulebook.model import Rule
from nianbao.web.pages import page, refused

_LONGEST = 200  # characters of what is looked for


def routes() -> list[Route]:
    """Address and what answers it."""
    return [Route("/rules", _rules), Route("/rules/{code}", _rule)]


async def _rules(request: Request) -> Response:
    asked = request.query_params.get("q", "")[:_LONGEST]
    words = asked.lower().split()
    found = [rule for rule in load_rulebook().rules if all(word in _searched(rule) for word in words)]
    return page(request, "rules", rules=found, asked=asked, severities=SEVERITIES)


def _searched(rule: Rule) -> str:
    texts = (rule.what, rule.why, rule.bad, rule.good)
    return " ".join((rule.code, rule.slug, *(t.zh for t in texts), *(t.en for t in texts))).lower()


async def _rule(request: Request) -> Response:
    book = load_rulebook()
    code = request.path_params["code"]
    rule = next((rule for rule in book.rules if code in (rule.code, rule.slug)), None)
    if rule is None:
        return refused(request, 404)
    basis = next((source.cite for source in book.sources if source.id == rule.basis), rule.basis)
    return page(request, "rule", rule=rule, basis=basis, advice=advice(rule), severities=SEVERITIES)
