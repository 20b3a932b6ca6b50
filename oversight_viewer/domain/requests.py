"""Requests and answers: what is answered, what stays open, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oversight_viewer.domain.records import Request


class AnswerStatus(StrEnum):
    """What is on file for a request. NONE_RECORDED says only that no answer is recorded."""

    FULL = "full"
    PARTIAL = "partial"
    PROMISED = "promised"
    REFUSED = "refused"
    NOT_ADDRESSED = "not_addressed"
    NONE_RECORDED = "none_recorded"

    @property
    def label(self) -> str:
        return _LABELS[self]


GIVEN_STATUSES: tuple[AnswerStatus, ...] = tuple(AnswerStatus)[:5]

_LABELS = {
    AnswerStatus.FULL: "Answered in full",
    AnswerStatus.PARTIAL: "Partly",
    AnswerStatus.PROMISED: "Promised",
    AnswerStatus.REFUSED: "Refused",
    AnswerStatus.NOT_ADDRESSED: "Not addressed",
    AnswerStatus.NONE_RECORDED: "None recorded",
}


def resolve_status(given: Iterable[str]) -> AnswerStatus:
    """The state of one request after the answers to it, which are given in order of date.

    An answer in full settles a request for good; otherwise the latest answer says how it stands.
    """
    status = AnswerStatus.NONE_RECORDED
    for item in given:
        if status is not AnswerStatus.FULL:
            status = AnswerStatus(item)
    return status


@dataclass(frozen=True, slots=True)
class RequestState:
    """One request with how it stands."""

    number: str
    status: AnswerStatus
    due: date | None = None

    @property
    def is_open(self) -> bool:
        return self.status is not AnswerStatus.FULL

    def days_overdue(self, today: date) -> int:
        """Whole days since the due date of an open request; 0 if it is not overdue."""
        if not self.is_open or self.due is None:
            return 0
        return max(0, (today - self.due).days)


def due_day(request: Request) -> date | None:
    """The last day on which a request is not overdue: a partial due date gives its last day."""
    return request.due.last_day if request.due is not None else None


def days_overdue(states: Sequence[RequestState], today: date) -> int:
    """The largest number of days that any open request is overdue; 0 if none is."""
    return max((state.days_overdue(today) for state in states), default=0)
