"""Finds out which committee or company an entry means, from the shipped lists and what the library knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName, Decided, MadeDecision, fold_name
from oversight_viewer.domain.name_decisions import fold as fold_decisions
from oversight_viewer.domain.records import Committee, CommitteeRef, Company, CompanyRef, JsonObject
from oversight_viewer.importing.committee_names import (
    CommitteeIndex,
    chamber_of_code,
    fold,
    looks_like_code,
    normal_code,
    short_code_index,
    split_name,
)
from oversight_viewer.importing.directory_files import (
    ListedCommittee,
    ListedCompany,
    load_committees,
    load_companies,
)
from oversight_viewer.resources import resource


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _told(extra: JsonObject, name: str) -> str | None:
    value = extra.get(name)
    return (_one_line(value) or None) if isinstance(value, str) else None


def _circular(child: str, parent: str, known: Mapping[str, Committee] | Mapping[str, Company]) -> bool:
    """Whether ``child`` would stand above itself if ``parent`` were set above it."""
    above: str | None = parent
    passed: set[str] = set()
    while above is not None and above not in passed:
        if above == child:
            return True
        passed.add(above)
        item = known.get(above)
        above = item.parent if item is not None else None
    return False


class _Committees:
    def __init__(self, listed: Iterable[ListedCommittee]) -> None:
        self._known: dict[str, Committee] = {}
        self._codes: dict[str, str] = {}
        self._listed_names = CommitteeIndex()
        self._own_names: dict[tuple[str | None, str, str], set[str]] = {}
        self._as_listed: dict[str, ListedCommittee] = {}
        for item in listed:
            key = item.committee.key
            self._known[key] = item.committee
            self._as_listed[key] = item
            self._codes.update(dict.fromkeys(item.codes, key))
            self._listed_names.add(item.committee, item.other_names)
        self.listed = frozenset(self._known)
        self._imported: set[str] = set()
        self._short_codes = short_code_index(self.listed)

    def learn(self, item: CommitteeName) -> None:
        """Know a committee of an imported list. What ships with the application goes before it."""
        key = normal_code(item.code)
        if key in self.listed:
            return
        parent = None if item.parent is None else self._by_code(item.parent) or normal_code(item.parent)
        if parent is not None and _circular(key, parent, self._known):
            parent = None
        name = _one_line(item.name) or key
        short = item.other_names[0] if item.other_names and parent is None else name
        committee = Committee(key, name, short, parent, item.chamber or chamber_of_code(key))
        self._known[key] = committee
        self._as_listed[key] = ListedCommittee(committee, item.other_names, (key, *item.other_codes))
        self._imported.add(key)
        self._codes.update(dict.fromkeys((key, *map(normal_code, item.other_codes)), key))
        self._listed_names.add(committee, item.other_names)

    def get(self, key: str) -> Committee | None:
        return self._known.get(key)

    def each(self) -> Iterator[ListedCommittee]:
        """All that are known, with their names and codes."""
        for key, committee in self._known.items():
            yield self._as_listed.get(key) or ListedCommittee(committee, (committee.short_name,), (key,))

    def meant(self, name: str, chamber: str | None) -> str | None:
        """The key that a name or code means, if it is known; nothing is taken in."""
        ref = CommitteeRef(name=name, extra={} if chamber is None else {"chamber": chamber})
        key = self._key(ref, None)
        return key if key in self._known else None

    def remember(self, committee: Committee) -> None:
        """Take in a committee that stands in no list, or what is newly told of it."""
        if committee.key not in self.listed and committee.key not in self._imported:
            self._known[committee.key] = committee
            parts = split_name(fold(committee.name))
            self._own_names.setdefault((parts.chamber, parts.sort, parts.core), set()).add(committee.key)

    def find(self, ref: CommitteeRef) -> Committee:
        parent = self._parent(ref)
        key = self._key(ref, parent)
        known = self._known.get(key)
        if known is not None and (key in self.listed or key in self._imported):
            return known
        committee = known or self._new(key, ref)
        if committee.name == key and (ref.code or "").strip():
            # So far only the code was known, from an entry that gave no name.
            committee = replace(self._new(key, ref), parent=committee.parent)
        if parent is not None and not _circular(key, parent, self._known):
            committee = replace(committee, parent=parent)
        if committee != known:
            self.remember(committee)
        return committee

    def _new(self, key: str, ref: CommitteeRef) -> Committee:
        name = _one_line(ref.name or "")
        if not name or normal_code(name) == key:
            name = key
        chamber = _told(ref.extra, "chamber") or chamber_of_code(key) or split_name(fold(name)).chamber
        return Committee(key, name, name, None, chamber)

    def _by_code(self, code: str) -> str | None:
        code = normal_code(code)
        return self._codes.get(code) or self._short_codes.get(code) or (code if code in self._known else None)

    def _key(self, ref: CommitteeRef, parent: str | None) -> str:
        code, name = (ref.code or "").strip(), _one_line(ref.name or "")
        if code:
            return self._by_code(code) or normal_code(code)
        chamber = _told(ref.extra, "chamber")
        found = self._by_code(name) or self._listed_names.find(name, chamber=chamber, parent=parent)
        if found is not None:
            return found
        if looks_like_code(name):
            return normal_code(name)
        parts = split_name(fold(name))
        own = self._own_names.get((parts.chamber, parts.sort, parts.core), set())
        if parent is not None:
            # Committees share names: one that is known to belong elsewhere is another.
            own = {key for key in own if self._known[key].parent in {parent, None}}
        if len(own) == 1:
            return next(iter(own))
        return name if name not in self._known or name in own else f"{name} ({parent})"

    def _parent(self, ref: CommitteeRef) -> str | None:
        told = _told(ref.extra, "parent")
        if told is None:
            return None
        # A parent is told by one text, so a word without blanks that no name fits is taken for a code.
        as_code = self._by_code(told) is not None or (" " not in told and told.upper() == told)
        return self.find(CommitteeRef(code=told) if as_code else CommitteeRef(name=told)).key


class _Companies:
    def __init__(self, listed: Iterable[ListedCompany]) -> None:
        self._known: dict[str, Company] = {}
        self._names: dict[str, str] = {}
        self._as_listed: dict[str, ListedCompany] = {}
        for item in listed:
            self._known[item.company.name] = item.company
            self._as_listed[item.company.name] = item
            self._names.update({fold_name(name): item.company.name for name in (item.company.name, *item.aliases)})
        self._from_lists = frozenset(self._names)
        self.decided = Decided()

    def get(self, name: str) -> Company | None:
        known = self._known.get(name)
        return None if known is None else self._with_owner(known)

    def owner_told(self, name: str) -> str | None:
        known = self._known.get(name)
        return None if known is None else known.parent

    def learn(self, item: CompanyName) -> None:
        """Know a company of an imported list. What ships with the application goes before it."""
        written = _one_line(item.name)
        name = self._names.get(fold_name(written), written) if fold_name(written) in self._from_lists else written
        known = self._known.get(name, Company(name))
        parent = item.parent and self._names.get(fold_name(item.parent), _one_line(item.parent))
        if known.parent is None and parent and not _circular(name, parent, self._known):
            known = Company(name, parent)
        self._known[name] = known
        before = self._as_listed.get(name)
        aliases = dict.fromkeys((*(before.aliases if before is not None else ()), written, *item.aliases))
        self._as_listed[name] = ListedCompany(known, tuple(aliases), item.cik, item.lei, item.tickers)
        self._names[fold_name(name)] = name
        for alias in item.aliases:
            if fold_name(alias) not in self._from_lists:
                self._names[fold_name(alias)] = name

    def _with_owner(self, company: Company) -> Company:
        """A company with the owner that was decided, if one was, as it is shown."""
        parent = self.decided.parents.get(fold_name(company.name), company.parent)
        if parent is not None:
            parent = self._shown(parent)
        return Company(company.name, None if parent == company.name else parent)

    def _by_lists(self, name: str) -> str:
        return self._names.get(fold_name(name), _one_line(name))

    def _meant(self, name: str) -> str:
        """The company that a written name means, before it is told which companies are one."""
        key = fold_name(name)
        decided = self.decided.written.get(key)
        if decided is not None:
            return decided
        listed = self._by_lists(name)
        return _one_line(name) if (fold_name(listed), key) in self.decided.removed else listed

    def _shown(self, name: str) -> str:
        """The company as which a written name is shown."""
        meant = self._meant(name)
        final = self.decided.final(meant)
        return final if final == meant else self._by_lists(final)

    def each(self) -> Iterator[ListedCompany]:
        """All that are known, with their other names."""
        for name, company in self._known.items():
            yield self._as_listed.get(name) or ListedCompany(company, ())

    def remember(self, company: Company) -> None:
        """Take in a company of the library. What it knows of the owner goes before the list."""
        known = self._known.get(company.name)
        if company.parent is not None and company.parent not in self._known:
            self._known[company.parent] = Company(company.parent)
            self._names.setdefault(fold_name(company.parent), company.parent)
        if known is None or company.parent is not None:
            self._known[company.name] = company
        self._names.setdefault(fold_name(company.name), company.name)

    def find(self, ref: CompanyRef) -> Company:
        told = _told(ref.extra, "parent")
        if told is not None:
            # Told of the company that is written. What was decided comes on top, and may be undone.
            listed = self._by_lists(ref.name)
            name = listed if self._meant(ref.name) == listed else _one_line(ref.name)
            parent = self._by_lists(told)
            if not _circular(name, parent, self._known):
                self.remember(Company(name, parent))
        name = self._shown(ref.name)
        if name not in self._known:
            self.remember(Company(name))
        return self._with_owner(self._known[name])


class Names:
    """Resolves committees and companies; implements the ``NameResolver`` of the domain.

    A code goes before a name, for names change and subcommittees of many committees share one. The list goes before
    what an entry says of a listed committee; what an entry says of a company's owner goes before the list.
    """

    def __init__(self, committees: Iterable[ListedCommittee] = (), companies: Iterable[ListedCompany] = ()) -> None:
        self._committees = _Committees(committees)
        self._companies = _Companies(companies)
        self._seeded = 0

    @classmethod
    def built_in(cls) -> Names:
        """With the lists that ship with the application."""
        return cls(load_committees(resource("committees.json")), load_companies(resource("companies.json")))

    def seed(self, committees: Iterable[Committee], companies: Iterable[Company]) -> None:
        """Learn what the library already has. Committees of the list stay as the list has them."""
        for committee in committees:
            self._committees.remember(committee)
        for company in companies:
            self._companies.remember(company)
        self._seeded += 1

    @property
    def edition(self) -> int:
        """A number that grows when names of a library are learned, for those who keep what they made of the names."""
        return self._seeded

    def committees(self) -> Iterator[ListedCommittee]:
        """All committees that are known, with their other names and codes."""
        return self._committees.each()

    def companies(self) -> Iterator[ListedCompany]:
        """All companies that are known, with their other names."""
        return self._companies.each()

    def known_committee(self, name: str, chamber: str | None = None) -> str | None:
        """The key of a committee from a name or code that stands alone, if it is known. Nothing is taken in."""
        return self._committees.meant(name, chamber)

    def learn(self, listed: Iterable[CommitteeName | CompanyName], decisions: Iterable[MadeDecision]) -> None:
        """Learn names of imported lists, and all decisions that hold, in place of those known so far.

        What was decided goes before what lists say; what ships with the application goes before other lists.
        """
        for item in listed:
            if isinstance(item, CommitteeName):
                self._committees.learn(item)
            else:
                self._companies.learn(item)
        self._companies.decided = fold_decisions(decisions)
        self._seeded += 1

    def committee(self, ref: CommitteeRef) -> Committee:
        """The committee that is meant; one that nobody knows is made from the reference.

        A parent that the reference tells is set on a committee that stands in no list.
        """
        return self._committees.find(ref)

    def company(self, ref: CompanyRef) -> Company:
        """The company that is meant; one that nobody knows is made from the reference, under the name as written."""
        return self._companies.find(ref)

    def committee_by_key(self, key: str) -> Committee | None:
        return self._committees.get(key)

    def company_by_name(self, name: str) -> Company | None:
        return self._companies.get(name)

    def owner_told(self, company: str) -> str | None:
        return self._companies.owner_told(company)

    def is_listed(self, committee: str) -> bool:
        return committee in self._committees.listed
