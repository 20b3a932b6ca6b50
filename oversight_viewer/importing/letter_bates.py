"""Bates stamps and ranges, and the respondent's own marking."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.domain.records import BatesRange
from oversight_viewer.importing.letter_text import LetterText

_STAMP = re.compile(
    r"(?<![\w/.-])(?P<prefix>[A-Z](?:[A-Z0-9&]{0,14}[A-Z])?(?:[-_][A-Z](?:[A-Z0-9]{0,14}[A-Z])?){0,4})(?P<joint>[-_ ]?)"
    r"(?P<number>\d{4,12})(?![\w/])"
    r"(?:\s*(?:-|–|—|to|through|thru)\s*(?:(?P=prefix)(?P=joint))?(?P<last>\d{4,12})(?![\w/]))?"
)
_STATES = re.compile(
    "A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]"
)
_NO_STAMPS = frozenset({"FY", "CY", "HR", "PL", "ISO", "RM", "ROOM", "SUITE", "STE", "BOX", "IN", "OF", "TO", "US"})
_MOST = 2_000
_MARKS = re.compile(
    r"not\s+for\s+public\s+(?:release|disclosure|dissemination)"
    r"|(?:FOIA\s+)?confidential\s+treatment\s+(?:is\s+)?requested(?:\s+by\s+[A-Z][\w&.,’' ]{1,60}?(?=\s*(?:\n|$)))?"
    r"|FOIA[- ]confidential"
    r"|confidential\s+(?:commercial|business|proprietary)\s+information"
    r"|(?:business|commercially)\s+confidential"
    r"|privileged\s+(?:and|&)\s+confidential"
    r"|(?:highly\s+)?confidential\s+(?:and|&|[-–—])\s+proprietary"
    r"|contains\s+(?:confidential|proprietary|trade\s+secret)\s+(?:\w+\s+)?information",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Stamp:
    prefix: str
    first: str
    last: str
    passage: Passage

    @property
    def numbers(self) -> tuple[int, int]:
        return int(self.first), int(self.last)


def _is_stamp(match: re.Match[str], before: str) -> bool:
    prefix, joint, number = match["prefix"], match["joint"], match["number"]
    if prefix in _NO_STAMPS or (_STATES.fullmatch(prefix) and joint != "-" and len(number) == 5):
        return False
    if match["last"] is not None:
        return int(match["last"]) >= int(number) and (joint != " " or number.startswith("0") or len(number) >= 6)
    if re.search(r"bates\W+(?:(?:no|nos|number|numbers|range|stamp|labell?ed|numbered)\W+)*$", before, re.IGNORECASE):
        return True
    return number.startswith("0") if joint == " " else number.startswith("0") or len(number) >= 6


def _stamps(letter: LetterText) -> list[_Stamp]:
    found = []
    for match in _STAMP.finditer(letter.text):
        if not _is_stamp(match, letter.text[max(0, match.start() - 40) : match.start()]):
            continue
        prefix = match["prefix"] + match["joint"]
        last = match["last"] or match["number"]
        if len(last) < len(match["number"]):
            continue
        found.append(_Stamp(prefix, match["number"], last, letter.passage(match.start(), match.end())))
        if len(found) == _MOST:
            break
    return found


def bates(letter: LetterText) -> tuple[tuple[BatesRange, ...], tuple[Basis, ...]]:
    """The ranges of Bates numbers that a letter names or is stamped with, each once.

    Stamps that follow one another are one range. A stamp within a range that the letter names adds nothing.
    """
    found = list(dict.fromkeys(_stamps(letter)))
    named = [item for item in found if item.first != item.last]
    stamps = [item for item in found if item.first == item.last and not any(_covers(other, item) for other in named)]
    runs: list[list[_Stamp]] = [[item] for item in named]
    for stamp in sorted(stamps, key=lambda item: (item.prefix, item.numbers[0], item.passage.start)):
        last = runs[-1][-1] if len(runs) > len(named) else None
        if last is not None and last.prefix == stamp.prefix and stamp.numbers[0] <= last.numbers[0] + 1:
            runs[-1] += [stamp] if stamp.numbers != last.numbers else []
        else:
            runs.append([stamp])
    runs.sort(key=lambda run: run[0].passage.start)
    ranges = tuple(BatesRange(*ends) for ends in dict.fromkeys(map(_range, runs)))
    return ranges, tuple(basis for run in runs for basis in _basis(run))


def _covers(named: _Stamp, stamp: _Stamp) -> bool:
    return named.prefix == stamp.prefix and named.numbers[0] <= stamp.numbers[0] <= named.numbers[1]


def _range(run: list[_Stamp]) -> tuple[str, str]:
    return run[0].prefix + run[0].first, run[-1].prefix + run[-1].last


def _basis(run: list[_Stamp]) -> tuple[Basis, ...]:
    """The words of a named range, or the first and the last stamp of a run."""
    begin, end = _range(run)
    value = begin if begin == end else f"{begin} – {end}"
    note = "" if len(run) == 1 else f"{len(run)} stamps in a row"
    return tuple(Basis("bates", value, item.passage, note) for item in dict.fromkeys((run[0], run[-1])))


def respondent_mark(letter: LetterText) -> Basis | None:
    """The marking that the writer has put on the letter, as written; of several the first."""
    match = _MARKS.search(letter.text)
    if match is None:
        return None
    return Basis("extra.respondent_mark", " ".join(match[0].split()), letter.passage(match.start(), match.end()))
