"""The briefing: all that screen, slides, report and workbook say of a period, made once.

Every figure that more than one of them shows is a fact of the briefing, computed once; sentences, legends, tables and
charts say which facts they show and where, so that `contract` can compare what they really say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, Literal

from ntm_geo.i18n import format_date, format_number, format_percent, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ntm_geo.maps.legend import LegendEntry

Kind = Literal["text", "count", "number", "share", "date"]
TOTAL: Final = -1
"""Row of a cell that stands in the line of totals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: shares are of 1; ``width`` is relative to the others."""

    heading: str
    kind: Kind = "text"
    width: float = 1.0
    ratio: tuple[int, int] | None = None
    """Columns (from 0) whose quotient it is, where a reader expects a formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A cell told in another way than its column: a share among counts."""

    value: float
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTable:
    """A table: rows of plain values, None for an empty cell."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: tuple[Any, ...] | None = None
    """Last line; numbers under ``count`` columns are the sums of the rows."""
    facts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Fact to row and column of the cell that shows it; row `TOTAL` is the line of totals."""
    note: str = ""

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Cells as they stand on paper, the line of totals last; a column has as many decimals in all its cells."""
        lines = (*self.rows, *([self.total] if self.total is not None else []))
        columns = [
            tuple(told(cell, column.kind, fixed=_broken(cells, column.kind)) for cell in cells)
            for column, cells in zip(self.columns, zip(*lines, strict=True), strict=True)
        ]
        return tuple(zip(*columns, strict=True))

    def figure(self, fact: str) -> Any:
        """Return the value the table shows of a fact."""
        row, column = self.facts[fact]
        line = self.total if row == TOTAL else self.rows[row]
        return None if line is None else plain(line[column])


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefMap:
    """A map as it is printed: the picture, and the legend that is drawn in it."""

    key: str
    title: str
    legend: tuple[LegendEntry, ...]
    picture: bytes = field(repr=False)
    """PNG for a report, which writes title and source itself."""
    large: bytes = field(repr=False, default=b"")
    """PNG with larger letters, for a slide."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Fact to key of the class whose count shows it; empty key for all units."""
    note: str = ""

    def figure(self, fact: str) -> int:
        """Return the count the legend shows of a fact."""
        key = self.facts[fact]
        return sum(item.count for item in self.legend if key in {"", item.key})


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A row of values of a chart; None where a value is missing."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChart:
    """A chart of few series over few categories."""

    key: str
    title: str
    kind: Literal["stacked", "bars", "lines"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    share: bool = False
    """Whether values are shares of 1."""
    facts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Fact to series and category that show it."""

    def figure(self, fact: str) -> float | None:
        """Return the value the chart shows of a fact."""
        series, category = self.facts[fact]
        return self.series[series].values[category]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence that can be read aloud, and the facts whose figures stand in it."""

    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the briefing: a heading of the report, a few slides, a few sheets."""

    key: str
    title: str
    statements: tuple[Statement, ...] = ()
    tables: tuple[BriefTable, ...] = ()
    maps: tuple[BriefMap, ...] = ()
    charts: tuple[BriefChart, ...] = ()
    remarks: tuple[str, ...] = ()
    """What a speaker adds, and what has to be said of the figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Facts that add up to another one."""

    parts: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What is said of a period."""

    title: str
    subtitle: str
    period: int
    day: date
    """The day the figures speak of."""
    issuer: str
    """Who issues its papers, in capitals."""
    place: str
    facts: Mapping[str, float]
    """Figure by name; shares are of 1."""
    sums: tuple[Sum, ...]
    sections: tuple[Section, ...]
    annexes: tuple[BriefTable, ...]
    source: str
    issuer_name: str = ""
    """Who issues its papers, as a sentence names it."""
    mark: str = ""
    """What has to be said across it, such as "illustrative figures"; empty when nothing."""

    @property
    def tables(self) -> tuple[BriefTable, ...]:
        """Every table, annexes last."""
        return (*(table for section in self.sections for table in section.tables), *self.annexes)

    def section(self, key: str) -> Section:
        """Return a section by its key; StopIteration when there is none."""
        return next(section for section in self.sections if section.key == key)


def plain(cell: Any) -> Any:
    """Return the value of a cell, however it is told."""
    return cell.value if isinstance(cell, Measured) else cell


def told(value: Any, kind: Kind, *, fixed: bool = False) -> str:
    """Return a value as it stands on paper, in the reader's language; empty for None.

    Parameters
    ----------
    value : of a cell or a chart.
    kind : of the value.
    fixed : whether a number or a share has its decimal also where that is 0.
    """
    if isinstance(value, Measured):
        return told(value.value, value.kind)
    if value is None:
        return ""
    if kind == "share":
        return format_percent(float(value), fixed=fixed)
    if kind == "date":
        return format_date(value)
    if kind in {"count", "number"} and not isinstance(value, str):
        return format_number(value, digits=0 if kind == "count" else 1, fixed=fixed)
    return str(value)


def _broken(cells: Iterable[Any], kind: Kind) -> bool:
    """Return whether any figure of a column has a decimal, as it is told."""
    if kind not in {"share", "number"}:
        return False
    factor = 100 if kind == "share" else 1
    figures = [float(cell) for cell in cells if isinstance(cell, Real)]
    return any(rounded(figure * factor, 1) % 1 for figure in figures)


def ways_of_telling(value: float) -> tuple[str, ...]:
    """Return the ways a figure may stand in a sentence: as a number, or as a share with one digit or none."""
    return (
        format_number(value), format_number(value, digits=1), format_percent(value), format_percent(value, digits=0),
    )  # fmt: skip
