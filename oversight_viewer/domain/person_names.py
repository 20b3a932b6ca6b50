"""Names of people as sources write them: which of them are one person's, and which says more.

Two names are one person's if they differ only in titles before and degrees behind. An initial in the middle, ``Jr.`` or
``III`` tell people apart, and so do ``Mr.`` and ``Ms.``.
"""

from __future__ import annotations

import re
import unicodedata

from oversight_viewer.domain.characters import clean_line

TITLES = frozenset(
    {
        "the", "a", "honorable", "honourable", "hon", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor",
        "general", "gen", "lieutenant", "lt", "colonel", "col", "major", "maj", "captain", "capt", "commander", "cmdr",
        "brigadier", "brig", "admiral", "adm", "rear", "vice", "sergeant", "sgt", "chief", "master", "staff", "sheriff",
        "mayor", "governor", "gov", "ambassador", "amb", "secretary", "reverend", "rev", "rabbi", "father", "sister",
        "bishop", "judge", "justice", "senator", "sen", "representative", "rep", "congressman", "congresswoman",
        "delegate", "president", "chairman", "chairwoman",
    }
)  # fmt: skip
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
DEGREES = frozenset(
    {
        "md", "phd", "jd", "esq", "cpa", "dds", "dvm", "mph", "mba", "rn", "ret", "usa", "usaf", "usn", "usmc", "uscg",
    }
)  # fmt: skip

# Degrees that are also last names, or too seldom to stand without a comma.
_BEHIND_A_COMMA = frozenset(
    {
        "ms", "msc", "ma", "ba", "bs", "bsc", "do", "edd", "llm", "llb", "macc", "mpa", "mpp", "msw", "psyd", "dnp",
        "cfa", "pe", "pharmd", "facp", "facs", "aprn", "np", "dpt", "retd",
    }
)  # fmt: skip
_ALSO_NAMES = frozenset({"major", "judge", "justice", "master", "chief", "president", "sister", "father", "bishop"})
_MALE = frozenset({"mr", "congressman", "chairman", "father"})
_FEMALE = frozenset({"mrs", "ms", "miss", "congresswoman", "chairwoman", "sister"})


def plain_letters(text: str) -> str:
    """Letters without accents and capitals."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(char))


def words_of(text: str) -> list[str]:
    """The words of a name in small letters, without points: ``M.D.`` is ``md``."""
    words = (re.sub(r"[^\w-]", "", word) for word in plain_letters(text).split())
    return [word for word in words if word.strip("-_")]


def _is_degree(piece: str, *, is_mixed: bool) -> bool:
    """Whether a word behind a comma is a degree, known or by its capitals, and no first name."""
    word = "".join(words_of(piece))
    return word in DEGREES | _BEHIND_A_COMMA or (is_mixed and sum(char.isupper() for char in piece) > 1)


def person_key(name: str) -> tuple[str, ...]:
    """What all ways to write one person's name have in common; never empty.

    ``Pat Example``, ``Dr. Pat Example``, ``Hon. Pat Example`` and ``Pat Example, M.D.`` have one key. A name of a
    single word, and one that is written last name first, are only the same as themselves.
    """
    before, _, behind = clean_line(name).partition("(")[0].partition(",")
    words = words_of(before)
    while len(words) > 2 and words[0] in TITLES - _ALSO_NAMES:
        words = words[1:]
    while len(words) > 2 and words[-1] in DEGREES:
        words = words[:-1]
    is_mixed = name not in {name.upper(), name.lower()}
    generations: list[str] = []
    others: list[str] = []
    for piece in behind.replace(",", " ").split():
        (generations if {*words_of(piece)} & GENERATIONS else others).append(piece)
    is_name = len(words) >= 2 and words[0] not in TITLES - _ALSO_NAMES
    if not is_name or not all(_is_degree(piece, is_mixed=is_mixed) for piece in others):
        return ("", " ".join(name.casefold().split()))
    return (*words, *(word for piece in generations for word in words_of(piece)))


def may_be_one(one: str, other: str) -> bool:
    """Whether nothing in two names of one key tells two people apart: ``Mr.`` and ``Ms.`` do."""
    first, second = ({*words_of(name)} for name in (one, other))
    return not any(
        not first.isdisjoint(male) and not second.isdisjoint(female)
        for male, female in ((_MALE, _FEMALE), (_FEMALE, _MALE))
    )


def fuller_name(one: str, other: str) -> str:
    """Of two ways to write one name the one that says more; the same, whichever comes first."""

    def worth(name: str) -> tuple[bool, int, str]:
        return name not in {name.upper(), name.lower()}, len(" ".join(name.split())), name

    return max(one, other, key=worth)
