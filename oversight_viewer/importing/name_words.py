"""The words of a text as names are compared by, each with the place where it is written.

Names are written with straight and curly apostrophes, with and without accents, across the end of a line or with a
hyphen there. Words that stand in one sentence follow one another; between sentences, and where a colon, a bracket or a
quotation mark parts them, stands :data:`BREAK`, over which no name reaches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

BREAK = "."
"""Stands among the words where one name cannot go on."""

OWNING = "'s"
"""The word that a possessive ending is taken for, so that the name before it stands alone."""

LEGAL_FORMS = frozenset((
    "inc", "incorporated", "co", "company", "corp", "corporation", "cos", "companies", "ltd", "limited", "llc",
    "llp", "lp", "plc", "na", "sa", "ag", "nv", "bv", "gmbh", "se", "spa", "kk", "pbc", "pc", "kg", "oyj", "ab",
    "asa", "pte", "pty",
))  # fmt: skip
"""Legal forms of companies, folded."""

SHORT_FORMS = frozenset({"inc", "co", "corp", "ltd", "cos", "bros"})
"""Those of them, and some words of names, that are abbreviations and end in a full stop."""

_ABBREVIATIONS = SHORT_FORMS.union((
    "st", "mt", "ft", "dr", "mr", "mrs", "ms", "jr", "sr", "no", "vs", "v", "assn", "dept", "intl", "mfg", "natl",
    "govt", "sen", "rep", "reps", "sens", "gen", "gov", "hon", "univ", "subcomm", "comm", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sept", "oct", "nov", "dec",
))  # fmt: skip
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = r"[^\W_]"
_TOKEN = re.compile(
    # Initials with full stops are one word: U.S., N.A., L.L.C.
    rf"(?P<word>(?<!{_LETTER})(?:[A-Za-z]\.){{2,}}(?:[A-Za-z](?!{_LETTER}))?"
    # A hyphen at the end of a line, before a small letter, parts one word.
    rf"|(?:{_LETTER}[{_INSIDE}]*(?:-[ \t]*\r?\n[ \t]*(?=[a-z]))?)+)"
    rf"|(?P<owning>['’‘ʼ`´][sS](?!{_LETTER}))"
    r"|(?P<and>&)"
    r"|(?P<stop>\n[^\S\n]*\n|[;:!?\"“”„«»()\[\]{}<>|•·—–=*]|\.(?=\s|[\"”’')\]]|$))"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order; ``starts`` and ``ends`` are in code points of the text that they come from."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def _folded(written: str) -> str:
    if written.isascii():
        return written.casefold() if written.isalnum() else "".join(filter(str.isalnum, written)).casefold()
    plain = unicodedata.normalize("NFKD", written).casefold()
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if char.isalnum())


def _is_short(text: str, word: str, start: int) -> bool:
    """Whether a full stop after a word belongs to it: an abbreviation, or an initial."""
    return word in _ABBREVIATIONS or (len(word) == 1 and (start == 0 or text[start - 1].isspace()))


def words_of(text: str) -> Words:
    """The words of a text, folded, without the article ``the``; ``&`` is the word ``and``."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            word = _folded(match[0])
            if word == "the":
                continue
        elif kind == "owning":
            # Only after a word: elsewhere it is the end of a quotation or an elision.
            if not words or ends[-1] != match.start():
                continue
            word = OWNING
        elif kind == "and":
            word = "and"
        else:
            if match[0] == "." and words and ends[-1] == match.start() and _is_short(text, words[-1], starts[-1]):
                continue
            word = BREAK
        words.append(word)
        starts.append(match.start())
        ends.append(match.start() + len(match[0].rstrip(_UNSEEN)))
    return Words(tuple(words), tuple(starts), tuple(ends))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that stands alone."""
    return tuple(word for word in words_of(name).words if word != BREAK)


def pattern_of(words: Iterable[str]) -> str:
    """Words as they are searched: each between blanks of its own, so that only whole words are found."""
    return "".join(f" {word} " for word in words)


def without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a company's name without the legal forms at its end; at least one is left."""
    end = len(words)
    while end > 1 and words[end - 1] in LEGAL_FORMS:
        end -= 1
    if end > 1 and words[end - 1] == "and":  # "& Co."
        end -= 1
    return words[:end]
