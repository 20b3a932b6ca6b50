"""Writes how entries are found: their words and values in the full-text index, and which entries have which value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from oversight_viewer.domain.filters import FAMILIES
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.storage.cards import COMMITTEES_OF, COMPANIES_OF, by_entry
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.known_names import lineages
from oversight_viewer.storage.queries import EVERY_ENTRY, OPEN_REQUESTS, facet_token
from oversight_viewer.storage.rows import Row, Term, searchable, terms_of
from oversight_viewer.storage.terms import TermBook

ENTRIES_AT_ONCE = 500
"""So many entries are best added at once."""

_ENTRIES = """
    SELECT entry.key, doc, body.text, open_due FROM json_each(?) AS listed CROSS JOIN entry ON entry.key = listed.value
    CROSS JOIN entry_doc ON entry_doc.entry = entry.key LEFT JOIN body ON body.entry = entry.key
"""
_INSERT_SEARCH = "INSERT INTO search (rowid, title, summary, body, people, facets) VALUES (?, ?, ?, ?, ?, ?)"


class Indexing:
    """Adds entries that are not in the index yet, as they stand; what stays open of their requests must be known.

    Args:
        conn: A connection within a transaction.
        committees: The committees of the library by key.
        companies: The companies of the library by name.
        book: Keeps the values of each entry.
    """

    def __init__(
        self, conn: Connection, committees: Mapping[str, Committee], companies: Mapping[str, Company], book: TermBook
    ) -> None:
        self._conn = conn
        self._committees = committees
        self._companies = companies
        self._above_committee = lineages(committees)
        self._above_company = lineages(companies)
        self._book = book
        self._tokens: dict[tuple[Term, bool], tuple[str, ...]] = {}

    def add(self, keys: Sequence[int]) -> None:
        """Add some entries. It is quickest if each has a greater key than the one before."""
        terms: dict[int, Mapping[Term, bool]] = {}
        self._conn.executemany(_INSERT_SEARCH, self._found(keys, terms))
        self._book.put(terms)

    def _found(self, keys: Sequence[int], terms: dict[int, Mapping[Term, bool]]) -> Iterator[Row]:
        """The rows of the full-text index; the values of the entries are put into ``terms``."""
        listed = json.dumps(keys)
        committees = by_entry(self._conn.execute(COMMITTEES_OF, (listed,)))
        companies = by_entry(self._conn.execute(COMPANIES_OF, (listed,)))
        for key, doc, body, open_due in self._conn.execute(_ENTRIES, (listed,)):
            # Written by us and checked when it was read: to build the entry again would cost as much as to save it.
            parts = json.loads(doc)
            own_committees, own_companies = committees.get(key, ()), companies.get(key, ())
            terms[key] = terms_of(
                parts,
                [self._above_committee[name] for name in own_committees],
                [self._above_company[name] for name in own_companies],
            )
            texts = searchable(
                parts,
                body,
                [self._committees[name] for name in own_committees],
                [self._companies[name] for name in own_companies],
            )
            tokens = [token for item in terms[key].items() for token in self._tokens_of(item)]
            states = [EVERY_ENTRY] if open_due is None else [EVERY_ENTRY, OPEN_REQUESTS]
            yield (key, *texts, " ".join(states + tokens))

    def _tokens_of(self, item: tuple[Term, bool]) -> tuple[str, ...]:
        """The words by which entries with a value are found; one more if they have it themselves and others do not."""
        tokens = self._tokens.get(item)
        if tokens is None:
            (facet, value), own = item
            tokens = (facet_token(facet, value),)
            if own and facet in FAMILIES:
                tokens += (facet_token(facet, value, exact=True),)
            self._tokens[item] = tokens
        return tokens
