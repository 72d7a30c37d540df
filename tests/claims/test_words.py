"""Sentences cut into words: a short word is one only where it stands for itself."""

from __future__ import annotations

import pytest

from nianbao.claims import Claims
from nianbao.claims.clauses import tokens
from nianbao.claims.engine import engine


def words(text: str, book: Claims) -> list[str]:
    return [w.text for w in tokens(text, engine(book).lexicon) if w.known]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("公共服务", "共"),
        ("就业信息", "就"),
        ("依职权公开", "依"),
        ("即时通报", "即"),
        ("钟楼共鸣区", "共"),
        ("含量信息", "含"),
    ],
)
def test_a_short_word_is_not_taken_from_a_longer_one(text: str, short: str, book: Claims) -> None:
    assert short not in words(text, book)


@pytest.mark.parametrize(
    ("text", "short"), [("网站共发布", "共"), ("含公告", "含"), ("微信公众号共推送", "共"), ("就申请方式看", "就")]
)
def test_a_short_word_for_itself_is_one(text: str, short: str, book: Claims) -> None:
    assert short in words(text, book)
