"""What may have been meant by a search that finds nothing: its words that are not used, spelled like ones that are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from oversight_viewer.domain.folding import ACCENT, BETWEEN, fold
from oversight_viewer.domain.search_text import MOST_CHARACTERS, parse_search
from oversight_viewer.domain.search_tree import Near, Phrase, leaves_of
from oversight_viewer.storage.words import Vocabulary

_WORD = re.compile(f"[^{BETWEEN}]+")
_MOST_UNKNOWN = 4
_MOST_RARE = 3
_HARDLY_EVER = 5


def other_texts(text: str, vocabulary: Vocabulary, is_in_notes: Callable[[Phrase], bool]) -> Iterator[str]:
    """The text with each word that is nowhere replaced by the nearest that is somewhere; then, since a record has its
    own misspellings, with one replaced too that is hardly anywhere, by one that is used more.

    Args:
        text: What the user typed.
        vocabulary: The words of the library.
        is_in_notes: Whether a word stands in a note.
    """
    if len(text) > MOST_CHARACTERS:
        return
    uses = {
        word: vocabulary.uses(word.words[0], goes_on=word.goes_on)
        for word in dict.fromkeys(_asked(text))
        if not is_in_notes(word)
    }
    if sum(not number for number in uses.values()) > _MOST_UNKNOWN:
        return
    unknown = {word.words[0]: vocabulary.nearest(word.words[0]) for word, number in uses.items() if not number}
    replaced = {word: other for word, other in unknown.items() if other is not None}
    if len(replaced) < len(unknown):
        return  # without this word nothing will be found
    if replaced:
        yield _with(text, replaced)
    rare = sorted((number, word.words[0]) for word, number in uses.items() if 0 < number <= _HARDLY_EVER)
    for number, word in rare[:_MOST_RARE]:
        other = vocabulary.nearest(word)
        if other is not None and vocabulary.uses(other) > number:
            yield _with(text, replaced | {word: other})


def _asked(text: str) -> Iterator[Phrase]:
    """Each word that is asked for, by itself."""
    search = parse_search(text)
    for leaf in () if search is None else leaves_of(search, wanted=True):
        for phrase in leaf.phrases if isinstance(leaf, Near) else (leaf,):
            for word in phrase.words[:-1]:
                yield Phrase((word,))
            yield Phrase(phrase.words[-1:], phrase.goes_on)


def _with(text: str, replaced: dict[str, str]) -> str:
    pieces: list[str] = []
    end = 0
    for found in _WORD.finditer(fold(text)):
        word = replaced.get(found[0].replace(ACCENT, ""))
        if word is not None:
            pieces += [text[end : found.start()], word]
            end = found.end()
    return "".join([*pieces, text[end:]])
