"""Which entries of a cube a filter means: the same as the query of storage/queries.py gives, for counting.

Each thing that a filter asks for is a mask of its own, so that a facet can be counted as if nothing were chosen in it
without asking for the rest again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce

import numpy as np

from oversight_viewer.domain.filters import STATES, Choice, Facet, RecordFilter
from oversight_viewer.domain.keys import DAY_SHIFT, day_floor
from oversight_viewer.storage.cube import Cube, Mask, keys_of_set
from oversight_viewer.storage.queries import FIRST_DATED, NotedKeys


class Selection:
    """The entries that one filter means.

    Args:
        cube: The entries.
        wanted: The filter.
        noted: What the user's notebook says.
        today: The day on which it is asked.
        text: Which entries have the text of the filter; None if it asks for none.
    """

    def __init__(self, cube: Cube, wanted: RecordFilter, noted: NotedKeys, today: date, text: Mask | None) -> None:
        self.cube = cube
        self._noted = noted
        self._today = today
        self._masks: dict[Facet | str, Mask] = {} if text is None else {"text": text}
        for facet in Facet:
            choice = wanted.choice(facet)
            if not choice.is_empty:
                self._masks[facet] = self._chosen(facet, choice, exact=wanted.is_exact(facet))
        if wanted.since is not None or wanted.until is not None:
            self._masks["dates"] = self._dated(wanted.since, wanted.until)
        for name in STATES:
            state: bool | None = getattr(wanted, name)
            if state is not None:
                has_it = self._in_state(name)
                self._masks[name] = has_it if state else ~has_it

    def mask(self, without: Facet | str | None = None) -> Mask | None:
        """Which entries are meant, one thing that the filter asks for left aside; None if that is all."""
        masks = [mask for name, mask in self._masks.items() if name != without]
        return reduce(np.logical_and, masks) if masks else None

    def count(self) -> int:
        mask = self.mask()
        return self.cube.size if mask is None else int(np.count_nonzero(mask))

    def counts_in_states(self) -> dict[str, int]:
        """For each state, how many entries would be meant if the filter asked for it."""
        counts = {}
        for name in STATES:
            mask, has_it = self.mask(without=name), self._in_state(name)
            counts[name] = int(np.count_nonzero(has_it if mask is None else has_it & mask))
        return counts

    def among(self, keys: Iterable[int], without: Facet) -> list[int]:
        """Those of some keys whose entries are meant, one facet left aside."""
        mask = self.mask(without)
        places = self.cube.places_of(keys_of_set(keys))
        return [int(key) for key in self.cube.keys[places if mask is None else places[mask[places]]]]

    def _chosen(self, facet: Facet, choice: Choice, *, exact: bool) -> Mask:
        column, size = self.cube.columns[facet], self.cube.size
        mask = np.ones(size, bool)
        if choice.include:
            mask = column.having(choice.include, size, exact=exact)
            if facet is Facet.TAG:
                mask |= self.cube.mask_of(keys_of_set(self._noted.with_tags(choice.include)))
        if choice.exclude:
            mask &= ~column.having(choice.exclude, size, exact=exact)
            if facet is Facet.TAG:
                mask &= ~self.cube.mask_of(keys_of_set(self._noted.with_tags(choice.exclude)))
        return mask

    def _dated(self, since: date | None, until: date | None) -> Mask:
        cube = self.cube
        first = cube.place_of(FIRST_DATED if since is None else max(FIRST_DATED, day_floor(since)))
        after = cube.size if until is None else cube.place_of(until.toordinal() + 1 << DAY_SHIFT)
        mask = np.zeros(cube.size, bool)
        mask[first:after] = True
        if since is not None:
            partial = cube.last_days
            reaching = partial.places[partial.days >= since.toordinal()]
            mask[reaching[reaching < after]] = True
        return mask

    def _in_state(self, name: str) -> Mask:
        """Which entries have a state."""
        due = self.cube.open_dues
        mask = np.zeros(self.cube.size, bool)
        match name:
            case "has_notes":
                mask[self.cube.places_of(keys_of_set(self._noted.noted))] = True
            case "flagged":
                mask[self.cube.places_of(keys_of_set(self._noted.flagged))] = True
            case "unanswered":
                mask[due.places] = True
            case _:
                mask[due.places[due.days < self._today.toordinal()]] = True
        return mask
