"""Numbers and symbols that mean one company: CIK, tickers on an exchange, LEI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from oversight_viewer.domain.mentions import Mention, Named
from oversight_viewer.importing.directory_files import ListedCompany

_WRITTEN = re.compile(
    r"\bCIK(?:\s*(?:No\.?|number|#|:))*\s*(?P<cik>\d{1,10})\b"
    r"|\b(?:NYSE(?:\s+(?:American|Arca))?|NASDAQ|Nasdaq(?:GS|GM|CM)?|AMEX|OTC|OTCQ[BX]|Cboe|LSE|TSX)\s*:\s*"
    r"(?P<ticker>[A-Z]{1,6}(?:[.-][A-Z])?)(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9])(?P<lei>[A-Z0-9]{18}\d{2})(?![A-Za-z0-9])",
    re.ASCII,
)


class CompanyIdentifiers:
    """Finds companies by what identifies them, as far as the lists tell it."""

    def __init__(self, companies: Iterable[ListedCompany]) -> None:
        self._found: dict[str, set[str]] = {}
        for item in companies:
            for identifier in (None if item.cik is None else str(item.cik), item.lei, *item.tickers):
                if identifier:
                    self._found.setdefault(identifier.upper(), set()).add(item.company.name)

    def find(self, identifier: str) -> str | None:
        """The company that has it; None if none or several have it."""
        plain = identifier.strip().upper()
        match = _WRITTEN.fullmatch(plain) or _WRITTEN.fullmatch(identifier.strip())
        if match is not None:
            plain = str(match[match.lastgroup or 0])
        names = self._found.get(plain.lstrip("0") if plain.isdigit() else plain, set())
        return next(iter(names)) if len(names) == 1 else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """Where they are written in a text, with the word that says what they are."""
        if not self._found:
            return
        for match in _WRITTEN.finditer(text):
            name = self.find(match[match.lastgroup or 0])
            if name is not None:
                yield Mention(match.start(), match.end(), match[0], Named.COMPANY, name)
