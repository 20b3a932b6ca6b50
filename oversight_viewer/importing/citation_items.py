"""Items of bibliographies, in the shape of CSL-JSON and in that of Zotero, as one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.records import JsonObject, JsonValue
from oversight_viewer.importing.json_records import Fields, web_address

_ZOTERO_KEY = re.compile(r"(?:https?://(?:www\.)?zotero\.org/.*/items/)?(?P<key>[A-Z0-9]{8})", re.ASCII)
_ZOTERO_TYPES = {
    "letter": "personal_communication", "email": "personal_communication", "newspaperArticle": "article-newspaper",
    "magazineArticle": "article-magazine", "journalArticle": "article-journal", "blogPost": "post-weblog",
    "statute": "legislation", "case": "legal_case", "radioBroadcast": "broadcast", "tvBroadcast": "broadcast",
    "audioRecording": "song", "presentation": "speech", "forumPost": "post",
}  # fmt: skip
_ROLES = ("author", "contributor", "recipient", "interviewer", "interviewee", "editor", "sponsor", "cosponsor", "guest")
_ZOTERO_LEFT = (
    "version", "library", "links", "meta", "relations", "collections", "dateAdded", "dateModified", "seeAlso",
    "attachments", "notes", "uri", "select", "citationKey", "rights", "language", "itemID",
)  # fmt: skip
_CSL_LEFT = ("language", "citation-key", "citation-label")


@dataclass(frozen=True, slots=True)
class Creator:
    """Somebody who made or got an item. ``is_institution`` is set where the name is one field."""

    name: str
    role: str
    is_institution: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An item; what it does not tell is empty.

    Args:
        sort: The type in the words of CSL.
        id: The id of the entry that it gives; empty if it has none of its own.
        dates: Of the event and of the issue, as written, the best first.
        congress: Number of the Congress, or words of it.
        genre: What sort of report, letter or interview it is called.
    """

    sort: str
    id: str
    title: str
    creators: tuple[Creator, ...] = ()
    dates: tuple[str, ...] = ()
    committee: str = ""
    body: str = ""
    number: str = ""
    congress: str = ""
    genre: str = ""
    publisher: str = ""
    container: str = ""
    url: str = ""
    abstract: str = ""
    accessed: str = ""
    tags: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)


def items_of(value: JsonValue) -> Iterator[JsonValue]:
    """The items of a value of a file: itself, the items of a list, or of what a program wraps around a list."""
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    if isinstance(value, list):
        yield from value
    else:
        yield value


def read_item(value: JsonValue) -> Item | None:
    """The item that an object is; None if it is none."""
    if not isinstance(value, dict):
        return None
    inner = value.get("data")
    if isinstance(inner, dict) and "itemType" in inner:
        value = inner
    if isinstance(value.get("itemType"), str):
        return _zotero(Fields(value))
    return _csl(Fields(value)) if isinstance(value.get("type"), str) else None


def _tags(fields: Fields) -> tuple[str, ...]:
    found = fields.raw("tags")
    texts = [item.get("tag") if isinstance(item, dict) else item for item in found] if isinstance(found, list) else []
    return tuple(dict.fromkeys(line for text in texts if isinstance(text, str) and (line := clean_line(text))))


def _zotero_creators(fields: Fields) -> Iterator[Creator]:
    for item in fields.items("creators"):
        first, last, name = item.text("firstName"), item.text("lastName"), item.text("name")
        role = item.text("creatorType") or "author"
        if name or (last and not first):
            yield Creator(name or last, role, True)  # noqa: FBT003
        elif last:
            yield Creator(f"{first} {last}", role, False)  # noqa: FBT003


def _zotero(fields: Fields) -> Item:
    sort = fields.text("itemType")
    key = fields.text("key", "itemKey")
    match = _ZOTERO_KEY.fullmatch(key)
    return Item(
        sort=_ZOTERO_TYPES.get(sort, sort),
        id=f"zotero-{match['key']}" if match is not None else "",
        title=fields.text("title", "subject", "nameOfAct", "caseName"),
        creators=tuple(_zotero_creators(fields)),
        dates=tuple(text for name in ("date", "dateEnacted") if (text := fields.text(name))),
        committee=fields.text("committee"),
        body=fields.text("legislativeBody"),
        number=fields.text("documentNumber", "reportNumber", "billNumber", "number", "publicLawNumber"),
        congress=fields.text("session"),
        genre=fields.text(
            "letterType", "reportType", "interviewMedium", "websiteType", "manuscriptType", "type", "genre"
        ),
        publisher=fields.text("publisher", "institution"),
        container=fields.text("publicationTitle", "websiteTitle", "blogTitle", "seriesTitle"),
        url=fields.address("url"),
        abstract=_paragraphs(fields.raw("abstractNote")),
        accessed=fields.text("accessDate")[:10],
        tags=_tags(fields),
        extra=fields.rest(*_ZOTERO_LEFT),
    )


def _paragraphs(value: JsonValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _csl_creators(fields: Fields) -> Iterator[Creator]:
    for role in _ROLES:
        for item in fields.items(role):
            literal = item.text("literal", "name")
            given, family = item.text("given"), item.text("family")
            particle, suffix = item.text("non-dropping-particle", "dropping-particle"), item.text("suffix")
            if literal or (family and not given):
                yield Creator(literal or family, role, True)  # noqa: FBT003
            elif family:
                name = " ".join(part for part in (given, particle, family) if part)
                yield Creator(f"{name}, {suffix}" if suffix else name, role, False)  # noqa: FBT003


def _part(value: JsonValue) -> str:
    """One date of CSL as text: year, month and day as far as they are given."""
    parts = value if isinstance(value, list) else []
    numbers: list[str] = []
    for width, part in zip((4, 2, 2), parts, strict=False):
        text = str(part).strip() if isinstance(part, int | str) and not isinstance(part, bool) else ""
        if not (text.isascii() and text.isdigit()):
            break
        numbers.append(text.zfill(width))
    return "-".join(numbers)


def _csl_date(value: JsonValue) -> str:
    if isinstance(value, str):
        return clean_line(value)
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list):
        found = [text for part in parts[:2] if (text := _part(part))]
        if found:
            return "/".join(found)
    return Fields(value).text("raw", "literal")


def _csl(fields: Fields) -> Item:
    written = fields.text("id")
    zotero = _ZOTERO_KEY.fullmatch(written)
    slug = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")[:80]
    dates = (_csl_date(fields.raw("event-date")), _csl_date(fields.raw("issued")))
    keywords = fields.text("keyword")
    return Item(
        sort=fields.text("type"),
        id=f"zotero-{zotero['key']}" if zotero is not None else f"csl-{slug}" if slug else "",
        title=fields.text("title", "title-short"),
        creators=tuple(_csl_creators(fields)),
        dates=tuple(text for text in dates if text),
        committee=fields.text("section"),
        body=_authority(fields.raw("authority")),
        number=fields.text("number"),
        congress=fields.text("chapter-number"),
        genre=fields.text("genre", "medium"),
        publisher=fields.text("publisher"),
        container=fields.text("container-title"),
        url=web_address(fields.text("URL")),
        abstract=_paragraphs(fields.raw("abstract")),
        accessed=_csl_date(fields.raw("accessed")),
        tags=tuple(dict.fromkeys(part.strip() for part in re.split(r"[;,]", keywords) if part.strip())),
        extra=fields.rest(*_CSL_LEFT),
    )


def _authority(value: JsonValue) -> str:
    """In CSL 1.0.2, the authority may be a list of names as well as a text."""
    if isinstance(value, list) and value:
        value = value[0]
    return Fields(value).text("literal", "family") if isinstance(value, dict) else Fields({"a": value}).text("a")
