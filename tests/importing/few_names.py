"""A finder of a few invented names, for tests of readers."""

from __future__ import annotations

import re

from oversight_viewer.domain.mentions import Mention, Named

COMMITTEES = {"Committee on Example Commerce": "hsxx00", "Example Commerce Committee": "hsxx00"}
COMPANIES = {
    "Example Freight Co.": "Example Freight Co.",
    "Example Freight": "Example Freight Co.",
    "Sample Rail": "Sample Rail",
}


class FewNames:
    """Implements ``NameFinder``."""

    def mentions(self, text: str) -> tuple[Mention, ...]:
        keys = {name.casefold(): key for name, key in (COMMITTEES | COMPANIES).items()}
        names = "|".join(re.escape(name) for name in sorted(keys, key=len, reverse=True))
        return tuple(
            Mention(
                match.start(), match.end(), match[0], self._what(keys[match[0].casefold()]), keys[match[0].casefold()]
            )
            for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text, re.IGNORECASE)
        )

    @staticmethod
    def _what(key: str) -> Named:
        return Named.COMMITTEE if key in COMMITTEES.values() else Named.COMPANY

    def company(self, name: str) -> str | None:
        return COMPANIES.get(name)

    def committee(self, name: str, chamber: str | None = None) -> str | None:
        return COMMITTEES.get(name)
