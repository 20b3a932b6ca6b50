"""Writes how entries are found: their words and values in the full-text index, and which entries have which value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.storage.cards import COMMITTEES_OF, COMPANIES_OF, by_entry
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.known_names import lineages
from oversight_viewer.storage.queries import EVERY_ENTRY, facet_token
from oversight_viewer.storage.rows import Row, Term, searchable, terms_of

_ENTRIES = """
    SELECT entry.key, doc, body.text FROM json_each(?) AS listed CROSS JOIN entry ON entry.key = listed.value
    CROSS JOIN entry_doc ON entry_doc.entry = entry.key LEFT JOIN body ON body.entry = entry.key
"""
_INSERT_SEARCH = "INSERT INTO search (rowid, title, summary, body, people, facets) VALUES (?, ?, ?, ?, ?, ?)"


class Indexing:
    """Adds entries that are not in the index yet.

    Args:
        conn: A connection within a transaction.
        committees: The committees of the library by key.
        companies: The companies of the library by name.
    """

    def __init__(self, conn: Connection, committees: Mapping[str, Committee], companies: Mapping[str, Company]) -> None:
        self._conn = conn
        self._committees = committees
        self._companies = companies
        self._above_committee = lineages(committees)
        self._above_company = lineages(companies)
        self._terms: dict[Term, int] = {
            (Facet(facet), value): number for number, facet, value in conn.execute("SELECT id, facet, value FROM term")
        }
        self._tokens: dict[Term, str] = {}

    def add(self, keys: Sequence[int]) -> None:
        """Add some entries. It is quickest if each has a greater key than the one before."""
        entry_terms: list[Row] = []
        self._conn.executemany(_INSERT_SEARCH, self._found(keys, entry_terms))
        self._conn.executemany("INSERT INTO entry_term (entry, term) VALUES (?, ?)", entry_terms)

    def _found(self, keys: Sequence[int], entry_terms: list[Row]) -> Iterator[Row]:
        """The rows of the full-text index; the values of the entries are put into ``entry_terms``."""
        listed = json.dumps(keys)
        committees = by_entry(self._conn.execute(COMMITTEES_OF, (listed,)))
        companies = by_entry(self._conn.execute(COMPANIES_OF, (listed,)))
        for key, doc, body in self._conn.execute(_ENTRIES, (listed,)):
            entry = entry_of(doc, body)
            own_committees, own_companies = committees.get(key, ()), companies.get(key, ())
            terms = terms_of(
                entry,
                (above for name in own_committees for above in self._above_committee[name]),
                (above for name in own_companies for above in self._above_company[name]),
            )
            entry_terms += [(key, self._number(term)) for term in terms]
            texts = searchable(
                entry,
                [self._committees[name] for name in own_committees],
                [self._companies[name] for name in own_companies],
            )
            yield (key, *texts, " ".join([EVERY_ENTRY, *map(self._token, terms)]))

    def _number(self, term: Term) -> int:
        number = self._terms.get(term)
        if number is None:
            facet, value = term
            sql = "INSERT INTO term (facet, value) VALUES (?, ?)"
            number = self._terms[term] = int(self._conn.execute(sql, (facet.value, value)).lastrowid)
        return number

    def _token(self, term: Term) -> str:
        token = self._tokens.get(term)
        if token is None:
            token = self._tokens[term] = facet_token(*term)
        return token
