"""From what the user asks to see to SQL: pure functions, which never look into a library.

A filter becomes one query of the full-text index where it can. The facets of an entry are tokens in a column of that
index; the words of a user are searched in all other columns and always quoted, so they are data and nothing else.
"""

# ruff: noqa: S608 - statements are put together from parts of our own; values are always bound

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.keys import DAY_SHIFT, LANE_SHIFT, day_floor
from oversight_viewer.domain.kinds import Lane

# Facet tokens begin with a character of private use: the tokenizer takes it as part of a word, and words that people
# search for do not begin with it, so a search by first letters does not run through the facets of all entries.
_FACET_SIGN = "\ue000"
EVERY_ENTRY = _FACET_SIGN + "every"
OPEN_REQUESTS = _FACET_SIGN + "open"

MOST_WORDS = 100
MOST_CHARACTERS = 5_000
_PIECES = re.compile(r'"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+)')
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | {"\0": " "})

Complete = Callable[[str], Sequence[str]]

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


def facet_token(facet: Facet, value: str, *, exact: bool = False) -> str:
    """The word that stands for a value of a facet in the full-text index.

    Args:
        facet: The facet.
        value: The value.
        exact: The word of the entries that have the value themselves, not through what belongs to it.
    """
    name = f"{facet.value}{'!' if exact else ''}\0{value}".encode("utf-8", "surrogatepass")
    return _FACET_SIGN + hashlib.blake2b(name, digest_size=8).hexdigest()


def _has_word(text: str) -> bool:
    """Whether the tokenizer unicode61 finds a word: letters, digits, or characters of private use."""
    return any(category[0] in "LN" or category == "Co" for category in map(unicodedata.category, text))


def _nothing_known(_: str) -> Sequence[str]:
    return ()


def text_expression(text: str, complete: Complete = _nothing_known) -> str | None:
    """What a user typed as an expression of FTS5 over all columns but the facets.

    All words must occur, the last one may go on. Words between double quotes must follow each other. Everything else
    is data: a word that holds no letter or digit is left out, as is what goes beyond the first hundred words or five
    thousand characters.

    Args:
        text: What was typed.
        complete: Gives the words that begin with the last one; nothing if that is better left to the index.

    Returns:
        The expression, or None if there is no word to search for.
    """
    readable = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8").translate(_STRAIGHT)
    phrases: list[str] = []
    goes_on = False
    for piece in _PIECES.finditer(readable):
        last = piece["word"] or piece["phrase"]
        if _has_word(last):
            phrases.append(f'"{last}"')
            goes_on = not piece["closed"]
    if not phrases:
        return None
    if goes_on and len(phrases) <= MOST_WORDS:
        words = complete(phrases[-1].strip('"'))
        phrases[-1] = f"({_any_of(words)})" if words else phrases[-1] + " *"
    phrases = phrases[:MOST_WORDS]
    return f"- facets : ({' AND '.join(phrases)})"


def _tokens(wanted: RecordFilter, facet: Facet, values: Iterable[str]) -> list[str]:
    return [facet_token(facet, value, exact=wanted.is_exact(facet)) for value in values]


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _facet_expression(tokens: Iterable[str]) -> str:
    return f"facets : ({_any_of(tokens)})"


def _match(text: str | None, include: Iterable[Iterable[str]], exclude: Iterable[str]) -> str | None:
    """One expression of FTS5: the text, and of each group of facet tokens any, and none of ``exclude``."""
    parts = ([] if text is None else [text]) + [_facet_expression(group) for group in include]
    without = list(exclude)
    if without:
        parts = parts or [_facet_expression([EVERY_ENTRY])]
        return f"({' AND '.join(parts)}) NOT {_facet_expression(without)}"
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


def _arm(match: str | None, conditions: list[Query]) -> Query:
    """The keys of the entries that match an expression and obey the conditions; of all entries without expression."""
    # Of listed keys SQLite asks the full-text index for one after the other, which takes long where they are many. The
    # plus sign stops it: what the index gives is looked up in the list then.
    table, key, found = (
        ("entry", "entry.key", "entry.key") if match is None else ("search", "search.rowid", "+search.rowid")
    )
    if match is not None:
        conditions = [Query("search MATCH ?", (match,)), *conditions]
    where = " AND ".join(condition.sql.format(key=key, found=found) for condition in conditions)
    sql = f"SELECT {key} AS key FROM {table}" + (f" WHERE {where}" if where else "")
    return Query(sql, tuple(value for condition in conditions for value in condition.parameters))


def select(
    wanted: RecordFilter,
    noted: NotedKeys,
    *,
    today: date | None = None,
    low: int | None = None,
    high: int | None = None,
    lane: Lane | None = None,
    complete: Complete = _nothing_known,
) -> Query:
    """The keys of the entries that a filter means, each once, in one column ``key``.

    Args:
        wanted: The filter.
        noted: What the user's notebook says; needed where the filter asks for tags, notes or flags.
        today: The day on which it is asked; needed where the filter asks for what is overdue.
        low: The lowest key that is wanted.
        high: The first key that is no longer wanted.
        lane: Only entries of this lane, whatever lanes the filter names.
        complete: Gives the words that begin with the last one of the text.
    """
    conditions = _span(wanted.since, wanted.until, low, high)
    for keys, state in ((noted.noted, wanted.has_notes), (noted.flagged, wanted.flagged)):
        if state is not None:
            conditions.append(_in(keys, wanted=state))
    if wanted.overdue is not None:
        assert today is not None
        conditions.append(_overdue(today, wanted=wanted.overdue))
    if left_out := noted.with_tags(wanted.tags.exclude):
        conditions.append(_in(left_out, wanted=False))

    text = text_expression(wanted.text, complete)
    include = {facet: _tokens(wanted, facet, wanted.choice(facet).include) for facet in Facet}
    exclude = [token for facet in Facet for token in _tokens(wanted, facet, wanted.choice(facet).exclude)]
    groups = [tokens for tokens in include.values() if tokens]
    if wanted.unanswered or wanted.overdue:
        groups.append([OPEN_REQUESTS])
    if wanted.unanswered is False:
        exclude.append(OPEN_REQUESTS)
    if lane is not None:
        groups.append([facet_token(Facet.LANE, lane.value)])
    selection = _arm(_match(text, groups, exclude), conditions)

    tags = include[Facet.TAG]
    if not (tags and (tagged := noted.with_tags(wanted.tags.include))):
        return selection
    # Entries that have the tag in the notebook only, for the index does not know these tags.
    other_groups = [tokens for tokens in groups if tokens is not tags]
    by_note = _arm(_match(text, other_groups, exclude + tags), [*conditions, _in(tagged)])
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


def window(selection: Query, *, limit: int, newest_first: bool) -> Query:
    """The first keys of a selection."""
    order = "DESC" if newest_first else "ASC"
    sql = f"SELECT key FROM ({selection.sql}) ORDER BY key {order} LIMIT ?"
    return Query(sql, (*selection.parameters, limit))


# How much a word counts by where it stands: title, summary, body, people. Facets are no words of the record.
_WEIGHTS = "10.0, 4.0, 1.0, 3.0, 0.0"


def ranking(selection: Query, text: str | None, *, limit: int) -> Query:
    """The keys of a selection that match an expression best, the best first; without one, the newest."""
    if text is None:
        return window(selection, limit=limit, newest_first=True)
    sql = (
        f"SELECT rowid FROM search WHERE search MATCH ? AND +rowid IN ({selection.sql}) "
        f"ORDER BY bm25(search, {_WEIGHTS}), rowid DESC LIMIT ?"
    )
    return Query(sql, (text, *selection.parameters, limit))


def narrows(wanted: RecordFilter) -> bool:
    """Whether a filter leaves any entry out, as far as can be told from it alone."""
    rest = replace(wanted, text="", subcommittees=True, subsidiaries=True)
    return text_expression(wanted.text) is not None or rest != RecordFilter()
