"""Two languages, side by side in the source, so that neither can be forgotten."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A message in Chinese and in English; `{name}` fields are filled by `format`."""

    zh: str
    en: str

    def format(self, **values: object) -> Text:
        """Both languages with the fields filled; a value that is a Text fills each in its own language.

        `path` is the name of a file, which may hold anything: it is shown on one line (`nianbao.shown.visible`).

        Raises KeyError for a field that has no value.
        """
        return Text(
            self.zh.format_map(_spoken(values, "zh")),
            self.en.format_map(_spoken(values, "en")),
        )

    def in_(self, language: Language) -> str:
        """The message in one language."""
        return self.zh if language == "zh" else self.en


def _spoken(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {
        k: v.in_(language) if isinstance(v, Text) else _on_one_line(v) if k == "path" else v for k, v in values.items()
    }


def _on_one_line(path: object) -> str:
    name = str(path)
    if name.isprintable():
        return name
    from nianbao.shown import visible

    return visible(name)


def preferred_language(environment: Mapping[str, str] = os.environ) -> Language:
    """The user's language by the locale: zh unless another language is asked for by name.

    `NIANBAO_LANG` goes before the locale variables (POSIX order: LC_ALL, LC_MESSAGES, LANG); the C locale and
    an empty environment name no language, and the report is Chinese.
    """
    for name in ("NIANBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return _language_of(value)
    return _language_of(_language_of_windows()) if os.name == "nt" else "zh"


def _language_of_windows() -> str:
    import locale

    return locale.getlocale()[0] or ""


def _language_of(name: str) -> Language:
    plain = name.lower()
    neutral = plain.split(".")[0] in ("", "c", "posix")
    return "zh" if neutral or plain.startswith(("zh", "chinese")) else "en"
