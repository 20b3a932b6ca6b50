"""Reads all that is known of a company: from lists, from decisions, and as entries write it."""

from __future__ import annotations

import json
from collections import Counter

from oversight_viewer.domain.name_decisions import CompanyDetail, CompanyName, WrittenForm, fold, fold_name
from oversight_viewer.storage.cards import chunks
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.naming import DECISIONS, LISTED, read_decisions, read_listed

_KEYS_AT_ONCE = 1000

_COMPANY = "SELECT id, parent FROM company WHERE name = ?"
_ENTRIES = "SELECT entry, position FROM entry_company WHERE company = ? ORDER BY entry"
_WRITTEN = """
    SELECT json_extract(doc, '$.companies[' || json_extract(listed.value, '$[1]') || ']')
    FROM json_each(?) AS listed CROSS JOIN entry_doc ON entry = json_extract(listed.value, '$[0]')
"""


def read_company(reading: Reading, name: str) -> CompanyDetail | None:
    """All that is known of a company; None if the library does not have it."""
    with reading.call():
        found = reading.rows(_COMPANY, (name,))
        if not found:
            return None
        company, parent = found[0]
        written: Counter[str] = Counter()
        for some in chunks(reading.rows(_ENTRIES, (company,)), _KEYS_AT_ONCE):
            for (ref,) in reading.rows(_WRITTEN, (json.dumps(some),)):
                written[_name_in(ref)] += 1
        listed = [item for item in read_listed(reading.rows(LISTED)).values() if isinstance(item, CompanyName)]
        decided = fold(read_decisions(reading.rows(DECISIONS)))
    key = fold_name(name)
    own = next((item for item in listed if fold_name(decided.final(item.name)) == key), CompanyName(name))
    # What was merged into it, or was called otherwise, brought its numbers.
    brought = (item for item in decided.numbers.values() if fold_name(decided.final(item.company)) == key)
    numbers = decided.numbers.get(key) or next(brought, None)
    aliases = dict.fromkeys(
        [
            *(alias for alias in own.aliases if (key, fold_name(alias)) not in decided.removed),
            *decided.aliases.get(key, ()),
        ]
    )
    return CompanyDetail(
        name=name,
        parent=parent,
        aliases=tuple(aliases),
        cik=own.cik if numbers is None or numbers.cik is None else numbers.cik,
        lei=own.lei if numbers is None or numbers.lei is None else numbers.lei,
        tickers=own.tickers if numbers is None or not numbers.tickers else numbers.tickers,
        written=tuple(WrittenForm(form, count) for form, count in written.most_common()),
    )


def _name_in(ref: str | None) -> str:
    """The name in a company of an entry as JSON: an object, or only the name."""
    text = ref or ""
    if text.startswith("{"):
        text = str(json.loads(text).get("name", ""))
    return text
