"""Views that the user has given a name: kept in the notebook as events, of which the views are a fold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NewType

from oversight_viewer.domain.annotations import VIEW_KINDS, Event, EventKind
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.look_json import look_from_json, not_understood
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.domain.views import Look

ViewId = NewType("ViewId", str)

VIEW_PREFIX = "view:"
"""With this each id of a view begins. Entries may have such ids too: what an event is about is told by its kind."""

LONGEST_NAME = 120
"""Characters of the name of a view."""

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class SavedView:
    """A look with a name.

    Args:
        id: Begins with ``VIEW_PREFIX``. Ids sort by the time at which the views were first saved.
        name: One line, never empty.
        look: What is shown.
        is_default: Whether the library opens with it; at most one does.
        stored: The look as it stands in the notebook, with what only a newer version knows.
    """

    id: ViewId
    name: str
    look: Look
    is_default: bool = False
    stored: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def not_understood(self) -> tuple[str, ...]:
        """What of it this version does not know, so that it may show more than was meant; usually nothing."""
        return not_understood(self.stored)


def clean_name(name: str) -> str:
    """The name of a view as it is kept."""
    return clean_line(name)[:LONGEST_NAME].strip()


def saved_view(view: ViewId, name: str, stored: JsonObject, *, is_default: bool) -> SavedView:
    """A view as the notebook has it."""
    return SavedView(view, name, look_from_json(stored), is_default, stored)


def fold_views(events: Iterable[Event]) -> tuple[SavedView, ...]:
    """The views after events given in any order, any of them more than once, in the order of their ids.

    Of name and look the latest holds, each for itself, so that a name given by one and a change made by another are
    both kept. A view that was deleted stays so until it is restored, whatever is done to it meanwhile. The default is
    the view of which that was said last; unsaying it of another view changes nothing. Events on entries are passed
    over.
    """
    ordered = sorted({event.id: event for event in events if event.kind in VIEW_KINDS}.values(), key=lambda e: e.id)
    names: dict[str, str] = {}
    looks: dict[str, JsonObject] = {}
    deleted: set[str] = set()
    default: str | None = None
    for event in ordered:
        view, payload = event.subject, event.payload
        match event.kind:
            case EventKind.VIEW_SAVED:
                name, look = payload.get("name"), payload.get("look")
                if isinstance(name, str) and clean_name(name):
                    names[view] = clean_name(name)
                if isinstance(look, dict):
                    looks[view] = look
            case EventKind.VIEW_DELETED:
                deleted.add(view)
            case EventKind.VIEW_RESTORED:
                deleted.discard(view)
            case EventKind.VIEW_DEFAULT if payload.get("on") is True:
                default = view
            case EventKind.VIEW_DEFAULT if default == view:
                default = None
    return tuple(
        saved_view(ViewId(view), names[view], looks[view], is_default=view == default)
        for view in sorted(names.keys() & looks.keys() - deleted)
    )


def default_view(views: Iterable[SavedView]) -> SavedView | None:
    """The view with which the library opens, if there is one."""
    return next((view for view in views if view.is_default), None)


def views_named(views: Iterable[SavedView], name: str) -> list[SavedView]:
    """The views of a name, capitals aside. Views that came from two notebooks may share one."""
    wanted = clean_name(name).casefold()
    return [view for view in views if view.name.casefold() == wanted]


def one_view_named(views: Sequence[SavedView], name: str) -> SavedView:
    """The view of a name.

    Raises:
        KnownError: If there is none, or more than one; the message lists what there is.
    """
    found = views_named(views, name)
    exact = [view for view in found if view.name == clean_name(name)]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if found:
        raise KnownError(
            f"{len(found)} saved views have the name “{found[0].name}”.",
            todo="Rename one of them in the window, and try again.",
        )
    listed = "; ".join(view.name for view in views[:_SHOWN]) + ("; …" if len(views) > _SHOWN else "")
    raise KnownError(
        f"No saved view has the name “{clean_name(name)}”.",
        todo=f"There is: {listed}." if views else "No view is saved in the notebook of this library.",
    )
