"""Names of people and of what they speak for, as witness lists write them."""

from __future__ import annotations

import hashlib
import re

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.person_names import DEGREES, GENERATIONS, TITLES, words_of
from oversight_viewer.importing.formats import Means

_LEGAL_FORM = re.compile(
    r"(?i)(?:^|[\s,&])(?:inc|incorporated|corp|corporation|llc|l\.l\.c|lp|l\.p|co|company|ltd|limited|plc|n\.a)\.?$"
)
_NO_COMPANY = re.compile(
    r"(?i)\b(?:u\.?s\.?|federal|department|bureau|agency|administration|authority|commission|committee|council|board"
    r"|office|service|university|college|school|institute|association|assoc|society|foundation|federation|alliance"
    r"|coalition|chamber|union|league|center|centre|tribe|tribes|nation|city|county|state|church|ministry"
    # Corporations of the Government, and those that do research for it.
    r"|(?:legal services|pension benefit guaranty|commodity credit|millennium challenge|development|development finance"
    r"|overseas private investment|rand|mitre|aerospace) corp(?:oration)?)\b"
)
_MORE = re.compile(r"\s*;\s*|,?\s+on behalf of\s+", re.IGNORECASE)


def name_words(name: str) -> list[str]:
    """The words of a name without titles before it and degrees after it, in small letters."""
    before_comma = clean_line(name).partition(",")[0].partition("(")[0]
    words = words_of(before_comma)
    while len(words) > 2 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 2 and words[-1] in DEGREES | GENERATIONS:
        words = words[:-1]
    # "Mr. Example" and "Pat Example" have two words each; only the first of them starts with a title.
    return words[1:] if len(words) == 2 and words[0] in {"mr", "mrs", "ms", "miss", "dr"} else words


def name_slug(name: str) -> str:
    """A name as part of an id, the same however titles, initials in the middle and degrees are written.

    ``The Honorable Pat Q. Example, Jr.`` is ``pat-example``.
    """
    words = name_words(name)
    kept = [word for place, word in enumerate(words) if place == 0 or len(word) > 1]
    slug = "-".join(re.sub(r"[^a-z0-9]+", "-", word).strip("-") for word in kept).strip("-")
    slug = re.sub(r"-{2,}", "-", slug)[:80]
    return slug or hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]


def file_name_keys(name: str) -> frozenset[str]:
    """How the House names the files of a witness: last name and initial, ``examplep`` for Pat Example.

    A last name may be of up to four words, so there are several.
    """
    words = name_words(name)
    if len(words) < 2:
        return frozenset()
    ends = ("".join(words[-count:]) for count in range(1, min(4, len(words) - 1) + 1))
    return frozenset(re.sub(r"[\W_]", "", end) + words[0][0] for end in ends)


def company_of(organization: str, means: Means) -> str | None:
    """The company that an organization is; None if it is none or not plainly one.

    Agencies, universities, associations and the like are never companies, whatever their legal form.

    Args:
        organization: As a witness list has it; what follows a semicolon is another one.
        means: Knows the companies of the lists and of the library.
    """
    first = _MORE.split(clean_line(organization), maxsplit=1)[0].strip()
    if not first:
        return None
    known = means.names.company(first)
    if known is not None:
        return known
    return first if _LEGAL_FORM.search(first) and not _NO_COMPANY.search(first) else None
