"""From what the user asks to see to SQL: pure functions, which never look into a library.

A filter becomes one query of the full-text index where it can. The facets of an entry are tokens in a column of that
index; the words of a user are searched in all other columns and always quoted, so they are data and nothing else.
"""

# ruff: noqa: S608 - statements are put together from parts of our own; values are always bound

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.keys import DAY_SHIFT, LANE_SHIFT, day_floor
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.search_text import parse_search

# Facet tokens begin with a character of private use: the tokenizer takes it as part of a word, and words that people
# search for do not begin with it, so a search by first letters does not run through the facets of all entries.
FACET_SIGN = "\ue000"
EVERY_ENTRY = FACET_SIGN + "every"
OPEN_REQUESTS = FACET_SIGN + "open"

_FEW_KEYS = 200

FIRST_DATED = 1 << DAY_SHIFT


@dataclass(frozen=True, slots=True)
class Query:
    """A statement, or a part of one, with its parameters in order."""

    sql: str
    parameters: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class NotedKeys:
    """What the user's notebook says, by the keys of the entries in one library."""

    noted: frozenset[int] = frozenset()
    flagged: frozenset[int] = frozenset()
    tags: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def with_tags(self, tags: Iterable[str]) -> frozenset[int]:
        """Entries that have any of some tags in the notebook."""
        wanted = frozenset(tags)
        return frozenset(key for key, own in self.tags.items() if wanted & own)


@dataclass(frozen=True, slots=True)
class FoundText:
    """Which entries a text finds.

    Args:
        expression: What their records match, in FTS5; None if there is no word to search for.
        added: Keys of others that are found too, since something stands in the user's notes on them.
        removed: Keys of those that are not found in spite of their records, for the same reason.
    """

    expression: str | None = None
    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()


def facet_token(facet: Facet, value: str, *, exact: bool = False) -> str:
    """The word that stands for a value of a facet in the full-text index.

    Args:
        facet: The facet.
        value: The value.
        exact: The word of the entries that have the value themselves, not through what belongs to it.
    """
    name = f"{facet.value}{'!' if exact else ''}\0{value}".encode("utf-8", "surrogatepass")
    return FACET_SIGN + hashlib.blake2b(name, digest_size=8).hexdigest()


def _tokens(wanted: RecordFilter, facet: Facet, values: Iterable[str]) -> list[str]:
    return [facet_token(facet, value, exact=wanted.is_exact(facet)) for value in values]


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def facet_expression(tokens: Iterable[str]) -> str:
    """What an entry with any of some tokens matches, in FTS5."""
    return f"facets : ({_any_of(tokens)})"


def _match(text: str | None, include: Iterable[Iterable[str]], exclude: Iterable[str]) -> str | None:
    """One expression of FTS5: the text, and of each group of facet tokens any, and none of ``exclude``."""
    parts = ([] if text is None else [text]) + [facet_expression(group) for group in include]
    without = list(exclude)
    if without:
        parts = parts or [facet_expression([EVERY_ENTRY])]
        return f"({' AND '.join(parts)}) NOT {facet_expression(without)}"
    return " AND ".join(parts) or None


def _keys(keys: Iterable[int]) -> Query:
    return Query("(SELECT value FROM json_each(?))", (json.dumps(sorted(keys)),))


def _in(keys: Collection[int], *, wanted: bool = True) -> Query:
    listed = _keys(keys)
    key = "{key}" if len(keys) <= _FEW_KEYS else "{found}"
    return Query(f"{key} {'IN' if wanted else 'NOT IN'} {listed.sql}", listed.parameters)


def _span(since: date | None, until: date | None, low: int | None, high: int | None) -> list[Query]:
    """Conditions on the key: ``low <= key < high``, and the dates, partial ones if any of their days lies within."""
    conditions: list[Query] = []
    if until is not None:
        after = until.toordinal() + 1 << DAY_SHIFT
        high = after if high is None else min(high, after)
    if high is not None:
        conditions.append(Query("{key} < ?", (high,)))
    if since is not None or until is not None:
        low = max(low or 0, FIRST_DATED)
    if since is not None and low is not None and low < day_floor(since):
        # Entries whose date begins earlier and reaches into the span are few; they are found by their last day.
        floor, last_day = day_floor(since), since.toordinal()
        reaching = "FROM entry INDEXED BY entry_by_last_day WHERE last_day >= ?"
        conditions += [
            Query(f"{{key}} >= min(?, (SELECT coalesce(min(key), ?) {reaching}))", (floor, floor, last_day)),
            Query(f"({{key}} >= ? OR {{key}} IN (SELECT key {reaching}))", (floor, last_day)),
        ]
    if low is not None:
        conditions.append(Query("{key} >= ?", (low,)))
    return conditions


def _overdue(today: date, *, wanted: bool) -> Query:
    """Condition on the first day on which an open request of an entry was or will be due."""
    due = "SELECT 1 FROM entry AS asking WHERE asking.key = {key} AND asking.open_due < ?"
    return Query(f"{'' if wanted else 'NOT '}EXISTS ({due})", (today.toordinal(),))


# How much a word counts in the columns of the index: title, summary, body, people, facets.
_SCORE = ", bm25(search, 10.0, 5.0, 1.0, 3.0, 0.0) AS score"


def _arm(match: str | None, conditions: list[Query], more: str = "") -> Query:
    """The keys of the entries that match an expression and obey the conditions; of all entries without expression.

    Args:
        match: The expression.
        conditions: With ``{key}`` for the column of the keys.
        more: Further columns.
    """
    # Of listed keys SQLite asks the full-text index for one after the other, which takes long where they are many. The
    # plus sign stops it: what the index gives is looked up in the list then.
    table, key, found = (
        ("entry", "entry.key", "entry.key") if match is None else ("search", "search.rowid", "+search.rowid")
    )
    if match is not None:
        conditions = [Query("search MATCH ?", (match,)), *conditions]
    where = " AND ".join(condition.sql.format(key=key, found=found) for condition in conditions)
    sql = f"SELECT {key} AS key{more} FROM {table}" + (f" WHERE {where}" if where else "")
    return Query(sql, tuple(value for condition in conditions for value in condition.parameters))


def select(
    wanted: RecordFilter,
    noted: NotedKeys,
    text: FoundText,
    *,
    today: date | None = None,
    low: int | None = None,
    high: int | None = None,
    lane: Lane | None = None,
) -> Query:
    """The keys of the entries that a filter means, each once, in one column ``key``.

    Args:
        wanted: The filter.
        noted: What the user's notebook says; needed where the filter asks for tags, notes or flags.
        text: What the text of the filter finds.
        today: The day on which it is asked; needed where the filter asks for what is overdue.
        low: The lowest key that is wanted.
        high: The first key that is no longer wanted.
        lane: Only entries of this lane, whatever lanes the filter names.
    """
    but = [_in(text.removed, wanted=False)] if text.removed else []
    selection = _select(wanted, noted, text.expression, but, today=today, low=low, high=high, lane=lane)
    if not text.added:
        return selection
    by_note = _select(wanted, noted, None, [_in(text.added)], today=today, low=low, high=high, lane=lane)
    return Query(f"{selection.sql} UNION ALL {by_note.sql}", selection.parameters + by_note.parameters)


def ranking(
    wanted: RecordFilter, noted: NotedKeys, text: FoundText, *, today: date, lane: Lane, limit: int
) -> list[Query]:
    """Queries for the keys of the entries of a lane that a filter means, in the order of their answers: best first.

    What the text finds by the user's notes comes first, then the rest by how often and where the words stand, a word
    in a title counting most; among equals, or without a text, the newest first.

    Args:
        wanted: The filter.
        noted: What the user's notebook says.
        text: What the text of the filter finds.
        today: The day on which it is asked.
        lane: The lane.
        limit: How many keys each query gives at most.
    """
    if text.expression is None:
        selection = select(wanted, noted, text, today=today, lane=lane)
        return [window(selection, limit=limit, newest_first=True)]
    but = [_in(text.removed, wanted=False)] if text.removed else []
    scored = _select(wanted, noted, text.expression, but, today=today, lane=lane, more=_SCORE)
    sql = f"SELECT key FROM ({scored.sql}) ORDER BY score, key DESC LIMIT ?"
    best = Query(sql, (*scored.parameters, limit))
    if not text.added:
        return [best]
    by_note = _select(wanted, noted, None, [_in(text.added)], today=today, lane=lane)
    return [window(by_note, limit=limit, newest_first=True), best]


def _select(
    wanted: RecordFilter,
    noted: NotedKeys,
    text: str | None,
    only: list[Query],
    *,
    today: date | None,
    low: int | None = None,
    high: int | None = None,
    lane: Lane | None = None,
    more: str = "",
) -> Query:
    """The keys of the entries whose records match a text, and that obey the filter and some more conditions."""
    conditions = [*only, *_span(wanted.since, wanted.until, low, high)]
    for keys, state in ((noted.noted, wanted.has_notes), (noted.flagged, wanted.flagged)):
        if state is not None:
            conditions.append(_in(keys, wanted=state))
    if wanted.overdue is not None:
        assert today is not None
        conditions.append(_overdue(today, wanted=wanted.overdue))
    if left_out := noted.with_tags(wanted.tags.exclude):
        conditions.append(_in(left_out, wanted=False))

    include = {facet: _tokens(wanted, facet, wanted.choice(facet).include) for facet in Facet}
    exclude = [token for facet in Facet for token in _tokens(wanted, facet, wanted.choice(facet).exclude)]
    groups = [tokens for tokens in include.values() if tokens]
    if wanted.unanswered or wanted.overdue:
        groups.append([OPEN_REQUESTS])
    if wanted.unanswered is False:
        exclude.append(OPEN_REQUESTS)
    if lane is not None:
        groups.append([facet_token(Facet.LANE, lane.value)])
    selection = _arm(_match(text, groups, exclude), conditions, more)

    tags = include[Facet.TAG]
    if not (tags and (tagged := noted.with_tags(wanted.tags.include))):
        return selection
    # Entries that have the tag in the notebook only, for the index does not know these tags.
    other_groups = [tokens for tokens in groups if tokens is not tags]
    by_note = _arm(_match(text, other_groups, exclude + tags), [*conditions, _in(tagged)], more)
    return Query(f"{selection.sql} UNION ALL {by_note.sql}", selection.parameters + by_note.parameters)


def count(selection: Query) -> Query:
    return Query(f"SELECT count(*) FROM ({selection.sql})", selection.parameters)


def histogram(selection: Query) -> Query:
    """How many entries of a selection stand in each block and lane: ``block << 2 | lane`` and the count, ascending."""
    sql = f"SELECT key >> {LANE_SHIFT} AS place, count(*) FROM ({selection.sql}) GROUP BY place ORDER BY place"
    return Query(sql, selection.parameters)


def keys_in_one(selection: Query) -> Query:
    """The keys of a selection as one text, with commas between them."""
    return Query(f"SELECT group_concat(key) FROM ({selection.sql})", selection.parameters)


def window(selection: Query, *, limit: int, newest_first: bool, skip: int = 0) -> Query:
    """The first keys of a selection, or those after some."""
    order = "DESC" if newest_first else "ASC"
    sql = f"SELECT key FROM ({selection.sql}) ORDER BY key {order} LIMIT ? OFFSET ?"
    return Query(sql, (*selection.parameters, limit, skip))


def narrows(wanted: RecordFilter) -> bool:
    """Whether a filter leaves any entry out, as far as can be told from it alone."""
    rest = replace(wanted, text="", subcommittees=True, subsidiaries=True)
    return parse_search(wanted.text) is not None or rest != RecordFilter()
