"""What the timeline says in words: of a bin, of the whole, and as a table. English; no Qt."""

from __future__ import annotations

from datetime import date

from oversight_viewer.domain.dates import WEEKDAYS, DatePoint
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.sentence import say_dates
from oversight_viewer.ui.timeline.bins import Bin, Bins
from oversight_viewer.ui.timeline.counts import LaneCounts, TimelineCounts
from oversight_viewer.ui.timeline.steps import DAY, WEEK, YEAR


def say_range(since: date | None, until: date | None) -> str:
    """Name a range of days: ``August to November 2024``, ``3 Oct 2024``; nothing for no range."""
    words = say_dates(since, until)
    return words.removeprefix("in ").removeprefix("on ")


def bin_label(bins: Bins, index: int) -> str:
    """Name the days of a bin: ``October 2024``; an end bin by the side that it is on: ``Before 2022``."""
    item = bins.bins[index]
    if bins.is_end(index):
        if index == 0:
            return f"Before {_border(bins.bins[1].since)}"
        return f"After {_border(bins.bins[index - 1].until, last=True)}"
    words = say_range(item.since, item.until)
    if bins.step is WEEK:
        return f"Week of {say_range(item.since, item.since)}"
    return f"{WEEKDAYS[item.since.weekday()]}, {words}" if bins.step is DAY else words


def _border(day: date, *, last: bool = False) -> str:
    """A day as a year or a month where it begins or ends one."""
    words = say_range(None, day) if last else say_range(day, None)
    return words.removeprefix("since ").removeprefix("up to ")


def say_records(number: int) -> str:
    return "1 record" if number == 1 else f"{number:,} records"


def say_lanes(counts: LaneCounts) -> str:
    """Say the numbers of the lanes that have any: ``20 actions, 3 meetings and 10 responses``."""
    parts = []
    for lane, count in zip(LANES, counts, strict=True):
        if count:
            name = lane.short_heading.lower()
            parts.append(f"{count:,} {name[:-1] if count == 1 else name}")
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def bin_tip(bins: Bins, index: int, counts: TimelineCounts) -> str:
    """What a bin is and how many records it has, in lines."""
    item = bins.bins[index]
    lines = [bin_label(bins, index)]
    if not item.total:
        lines.append("No records")
    else:
        lines.append(f"{say_records(item.total)}: {say_lanes(item.counts)}")
    if bins.is_end(index):
        lines.append(f"{_farthest(index, counts)}; far from the others, not to scale")
    reaching = counts.reaching(item.first)
    if reaching:
        verb = "belongs" if reaching == 1 else "belong"
        lines.append(f"{reaching:,} more perhaps {verb} here: only the year or month is known")
    return "\n".join(lines)


def _farthest(index: int, counts: TimelineCounts) -> str:
    day = date.fromordinal(counts.days[0] if index == 0 else counts.days[-1])
    return f"{'Earliest' if index == 0 else 'Latest'} {say_range(day, day)}"


def describe(bins: Bins, counts: TimelineCounts, since: date | None, until: date | None) -> str:
    """The whole timeline in a sentence or two, for those who can't see it."""
    if not len(bins):
        lead = "No dated records"
    else:
        span = _from_to(bins, *(date.fromordinal(day) for day in (counts.days[0], counts.days[-1])))
        fullest = max(range(len(bins)), key=lambda index: bins.bins[index].total)
        most = f"most {_when(bins, fullest)}: {bins.bins[fullest].total:,}"
        lead = f"By {bins.step.name}, {say_records(counts.dated)} {span}, {most}"
    chosen = say_range(since, until)
    parts = [f"{lead}; chosen {chosen}." if chosen else f"{lead}."]
    if counts.undated:
        verb = "is" if counts.undated == 1 else "are"
        parts.append(f"{say_records(counts.undated)} without a date {verb} not on it.")
    return " ".join(parts)


def _from_to(bins: Bins, first: date, last: date) -> str:
    """Say two days and what is between them, as exactly as the bins are."""
    if bins.step.months >= YEAR.months:
        begin, end, single = str(first.year), str(last.year), "in"
    elif bins.step.months:
        begin, end = (DatePoint(day.year, day.month).label() for day in (first, last))
        single = "in"
    else:
        begin, end, single = say_range(first, first), say_range(last, last), "on"
    return f"{single} {begin}" if begin == end else f"from {begin} to {end}"


def _when(bins: Bins, index: int) -> str:
    """Say a bin within a sentence: ``in October 2024``, ``on 3 Oct 2024``, ``before 2022``."""
    label, item = bin_label(bins, index), bins.bins[index]
    if bins.is_end(index):
        return label[:1].lower() + label[1:]
    if bins.step is WEEK:
        return f"in the {label[:1].lower()}{label[1:]}"
    words = say_dates(item.since, item.until)
    return words if words.startswith(("in ", "on ")) else f"in {words}"


def as_table(bins: Bins) -> list[tuple[str, ...]]:
    """The bins with records as rows: their days, the number of each lane, and the sum. The first row is the heading."""
    rows: list[tuple[str, ...]] = [("Date", *(lane.heading for lane in LANES), "All")]
    rows += [_row(bins, index, item) for index, item in enumerate(bins.bins) if item.total]
    return rows


def _row(bins: Bins, index: int, item: Bin) -> tuple[str, ...]:
    return (bin_label(bins, index), *(str(count) for count in item.counts), str(item.total))


def as_text(bins: Bins, counts: TimelineCounts) -> str:
    """The table as lines with tabs between the columns, for pasting; undated records in a line of their own."""
    lines = ["\t".join(row) for row in as_table(bins)]
    if counts.undated:
        lines.append("\t".join(("No date", *map(str, counts.no_date), str(counts.undated))))
    return "\n".join(lines) + "\n"
