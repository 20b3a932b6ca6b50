"""Reads what a user types into the search field as a tree of words; nothing that is typed is an error.

:data:`SEARCH_FORMS` says what can be typed. NEAR binds strongest, then OR, then what stands side by side: ``freight
ports OR rail`` is ``freight (ports OR rail)``. A minus works on words, phrases, fields and parentheses. ``a NEAR b``
without a number means 10.

Words are parted by blanks. Case and accents make no difference, curly quotes are quotes. What cannot be read like this
is searched as it stands: ``C++``, an operator with nothing to join, an unknown field. What holds no letter or digit is
left out, as is what goes beyond the first hundred words or five thousand characters. Parentheses that stand deeper than
eight within each other put nothing together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType

from oversight_viewer.domain.folding import words_of
from oversight_viewer.domain.search_tree import (
    NAME_FIELDS,
    Field,
    Leaf,
    Near,
    Node,
    Phrase,
    all_of,
    any_of,
    without,
)

MOST_WORDS = 100
MOST_CHARACTERS = 5_000
DISTANCE = 10
MOST_DISTANCE = 1_000

SEARCH_FORMS = (
    ("port crane", "both words, in the record or in your notes; the last one may go on"),
    ('"port crane"', "these words in this order"),
    ("crane -draft", "without a word; also NOT draft"),
    ("ports OR rail", "one of the words; also ports | rail"),
    ("(port crane) OR rail", "parentheses put words together"),
    ("NEAR(vendor crane, 5)", "at most 5 words between them; also vendor NEAR/5 crane"),
    ("crane*", "all words that begin like this"),
    ("title:crane", "only in the title; also summary: body: people: notes:"),
    ("committee:hlzs", "a committee by code or name; also company:amazon"),
)
"""What can be typed, with what it finds."""

FIELD_NAMES: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field.TITLE,
        "titles": Field.TITLE,
        "summary": Field.SUMMARY,
        "summaries": Field.SUMMARY,
        "body": Field.BODY,
        "text": Field.BODY,
        "people": Field.PEOPLE,
        "person": Field.PEOPLE,
        "name": Field.PEOPLE,
        "names": Field.PEOPLE,
        "note": Field.NOTES,
        "notes": Field.NOTES,
        "committee": Field.COMMITTEE,
        "committees": Field.COMMITTEE,
        "company": Field.COMPANY,
        "companies": Field.COMPANY,
    }
)
"""What may stand before a colon, in any case."""

_DEEPEST = 8  # parentheses within each other; the parser of FTS5 holds fifteen
_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | {"\0": " "})
_FIELD = re.compile(rf"({'|'.join(FIELD_NAMES)}):(?=\S)", re.IGNORECASE)
_NEAR_GROUP = re.compile(r'NEAR\((?P<inside>(?:[^")]|"[^"]*(?:"|$))*)\)?')
_NEAR_END = re.compile(r",\s*(\d{1,9})\s*$")
_NEAR_WORD = re.compile(r"NEAR(?:/(\d{1,9}))?")
_NEAR_PARTS = re.compile(r'"(?P<phrase>[^"]*)"?|[^\s",]+')


class _Kind(Enum):
    LEAF = auto()
    BLANK = auto()  # something without a word, where a word might stand
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    NEAR = auto()


_OPERATORS = {"AND": _Kind.AND, "OR": _Kind.OR, "NOT": _Kind.NOT}
_BEGINS = {_Kind.LEAF, _Kind.BLANK, _Kind.OPEN}
_ENDS = {_Kind.LEAF, _Kind.BLANK, _Kind.CLOSE}


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece of what was typed.

    Args:
        leaf: The words of a LEAF; those of an operator, for when it turns out to be none.
        negated: Whether a minus stands before it.
        distance: Of NEAR.
    """

    kind: _Kind
    leaf: Leaf | None = None
    negated: bool = False
    distance: int = DISTANCE


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds for everything within parentheses."""

    field: Field | None = None
    ruled_out: bool = False


@lru_cache(maxsize=64)
def parse_search(text: str) -> Node | None:
    """What a user typed as a tree, None if there is no word to search for. Never raises."""
    return _Parser(_settled(_Lexer(text).items())).parse()


class _Lexer:
    """Cuts a text into pieces."""

    def __init__(self, text: str) -> None:
        self._whole = len(text) <= MOST_CHARACTERS
        readable = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
        self._text = readable.translate(_STRAIGHT).rstrip()
        self._at = 0
        self._groups = [_Group()]
        self._items: list[_Item] = []
        self._words = 0

    def items(self) -> list[_Item]:
        text = self._text
        while self._at < len(text) and self._words < MOST_WORDS:
            char = text[self._at]
            if char.isspace():
                self._at += 1
            elif char == "|":
                self._at += len(text[self._at :]) - len(text[self._at :].lstrip("|"))
                self._items.append(_Item(_Kind.OR))
            elif char == ")" and len(self._groups) > 1:
                self._at += 1
                self._groups.pop()
                self._items.append(_Item(_Kind.CLOSE))
            else:
                self._read_piece()
        return self._items

    def _read_piece(self) -> None:
        text, start = self._text, self._at
        is_beginning = start == 0 or text[start - 1].isspace() or text[start - 1] in "(|"
        negated = is_beginning and text[start] == "-" and text[start + 1 : start + 2].strip("-") != ""
        negated = negated and not text[start + 1].isspace()
        if negated:
            self._at += 1
        named = _FIELD.match(text, self._at)
        field = FIELD_NAMES[named[1].lower()] if named else self._groups[-1].field
        if named:
            self._at = named.end()
        near = _NEAR_GROUP.match(text, self._at)
        if text[self._at] == '"':
            self._read_quoted(start, field, negated=negated)
        elif text[self._at] == "(" and (is_beginning or named) and len(self._groups) <= _DEEPEST:
            self._at += 1
            self._groups.append(_Group(field, self._groups[-1].ruled_out is not negated))
            self._items.append(_Item(_Kind.OPEN, negated=negated))
        elif near:
            self._at = near.end()
            self._add(self._near(near["inside"], field), start, negated=negated)
        else:
            self._read_word(start, field, negated=negated)

    def _read_quoted(self, start: int, field: Field | None, *, negated: bool) -> None:
        text = self._text
        end = text.find('"', self._at + 1)
        closed = end >= 0
        inside = text[self._at + 1 : end if closed else len(text)]
        self._at = end + 1 if closed else len(text)
        goes_on = not closed and self._may_go_on(negated=negated)
        self._add(_phrase(inside, field, goes_on=goes_on), start, negated=negated)

    def _read_word(self, start: int, field: Field | None, *, negated: bool) -> None:
        text, begin, open_inside = self._text, self._at, 0
        while self._at < len(text) and not text[self._at].isspace() and text[self._at] not in '"|':
            if text[self._at] == "(":
                open_inside += 1
            elif text[self._at] == ")":
                if not open_inside and len(self._groups) > 1:
                    break
                open_inside -= bool(open_inside)
            self._at += 1
        word = text[begin : self._at]
        goes_on = word.endswith("*") or field in NAME_FIELDS or self._may_go_on(negated=negated)
        near = _NEAR_WORD.fullmatch(word)
        if begin == start and (word in _OPERATORS or near):
            kind = _Kind.NEAR if near else _OPERATORS[word]
            distance = min(int(near[1]), MOST_DISTANCE) if near and near[1] else DISTANCE
            self._items.append(_Item(kind, _phrase(word, field, goes_on=goes_on), distance=distance))
        else:
            self._add(_phrase(word, field, goes_on=goes_on), start, negated=negated)

    def _may_go_on(self, *, negated: bool) -> bool:
        """Whether the piece that ends here is still being typed. What is ruled out is ruled out as it stands."""
        is_last = self._whole and self._at == len(self._text)
        after_not = bool(self._items) and self._items[-1].kind is _Kind.NOT
        asked = self._groups[-1].ruled_out is (negated is not after_not)
        return is_last and asked and bool(words_of(self._text[-1]))

    def _add(self, leaf: Leaf | None, start: int, *, negated: bool) -> None:
        if leaf is None:
            # A field of nothing is no field: it is searched for as it stands.
            leaf = _phrase(self._text[start : self._at], self._groups[-1].field)
        self._words += len(leaf.phrases) if isinstance(leaf, Near) else leaf is not None
        self._items.append(_Item(_Kind.LEAF if leaf else _Kind.BLANK, leaf, negated))

    def _near(self, inside: str, field: Field | None) -> Leaf | None:
        distance = DISTANCE
        if told := _NEAR_END.search(inside):
            distance = min(int(told[1]), MOST_DISTANCE)
            inside = inside[: told.start()]
        parts = [_phrase(part["phrase"] or part[0]) for part in _NEAR_PARTS.finditer(inside)]
        phrases = [part for part in parts if part is not None][: MOST_WORDS - self._words]
        if len(phrases) < 2:
            return replace(phrases[0], field=field) if phrases else None
        return Near(tuple(phrases), distance, field)


def _phrase(text: str, field: Field | None = None, *, goes_on: bool = False) -> Phrase | None:
    words = words_of(text)
    return Phrase(tuple(words), goes_on, field) if words else None


def _settled(items: Sequence[_Item]) -> list[_Item]:
    """The pieces, each operator that has nothing to join turned into the words that it is written with."""
    settled: list[_Item] = []
    for place, item in enumerate(items):
        before = settled[-1] if settled else None
        if item.kind in _BEGINS | _ENDS or _joins(item, before, items[place + 1 :]):
            settled.append(item)
        else:
            settled.append(replace(item, kind=_Kind.LEAF if item.leaf else _Kind.BLANK))
    return settled


def _joins(operator: _Item, before: _Item | None, after: Sequence[_Item]) -> bool:
    """Whether an operator has what it needs before and after it."""
    following = after[0] if after else None
    if operator.kind is _Kind.NOT:
        return following is not None and following.kind in _BEGINS and (before is None or before.kind is not _Kind.NOT)
    if before is None or before.kind not in _ENDS or following is None:
        return False
    if operator.kind is _Kind.NEAR:
        return _can_be_near(before, following)
    return following.kind in _BEGINS or (following.kind is _Kind.NOT and _joins(following, operator, after[1:]))


def _can_be_near(*items: _Item) -> bool:
    leaves = [item.leaf for item in items]
    same_field = len({leaf.field for leaf in leaves if leaf is not None}) == 1
    return same_field and all(
        item.kind is _Kind.LEAF and isinstance(item.leaf, Phrase) and not item.negated for item in items
    )


class _Parser:
    """Puts pieces together: NEAR binds strongest, then OR, then and."""

    def __init__(self, items: list[_Item]) -> None:
        self._items = items
        self._at = 0

    def parse(self) -> Node | None:
        parts: list[Node] = []
        while self._at < len(self._items) and self._kind is not _Kind.CLOSE:
            if self._kind is _Kind.AND:
                self._at += 1
            part = self._alternatives()
            if part is not None:
                parts.append(part)
        return all_of(parts)

    @property
    def _kind(self) -> _Kind | None:
        return self._items[self._at].kind if self._at < len(self._items) else None

    def _alternatives(self) -> Node | None:
        parts = [self._neighbours()]
        while self._kind is _Kind.OR:
            self._at += 1
            parts.append(self._neighbours())
        return any_of([part for part in parts if part is not None])

    def _neighbours(self) -> Node | None:
        first = self._operand()
        if self._kind is not _Kind.NEAR:
            return first
        assert isinstance(first, Phrase)
        pairs: list[Node] = []
        phrases, distance = [first], self._items[self._at].distance
        while self._kind is _Kind.NEAR:
            item = self._items[self._at]
            self._at += 1
            following = self._operand()
            assert isinstance(following, Phrase)
            if item.distance != distance:
                pairs.append(_near(phrases, distance))
                phrases, distance = phrases[-1:], item.distance
            phrases.append(following)
        return all_of([*pairs, _near(phrases, distance)])

    def _operand(self) -> Node | None:
        item = self._items[self._at]
        self._at += 1
        match item.kind:
            case _Kind.NOT:
                found = self._operand()
                return None if found is None else without(found)
            case _Kind.OPEN:
                found = self.parse()
                self._at += self._kind is _Kind.CLOSE
            case _:
                found = item.leaf if item.kind is _Kind.LEAF else None
        return without(found) if found is not None and item.negated else found


def _near(phrases: list[Phrase], distance: int) -> Near:
    return Near(tuple(replace(phrase, field=None) for phrase in phrases), distance, phrases[0].field)
