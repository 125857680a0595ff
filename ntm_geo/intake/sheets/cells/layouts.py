"""Layouts of the sheets an office fills in: one description for the template that is given out and the reader.

results        19 columns, one a criterion       scores         one column an indicator, one a part
hamlets        one row a hamlet                  recognitions   one row a recognition of a commune
attributes     population, poverty, zone, border agencies       who can help
partners       who helped whom in earlier years  hamlet_results one row a hamlet, one column a criterion of its set
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from ntm_geo.criteria.model import CriteriaSet, Criterion, Indicator
from ntm_geo.errors import Message, msg
from ntm_geo.i18n import Localized, said_here
from ntm_geo.intake.sheets.cells.sheet_kinds import SheetKind
from ntm_geo.tables.agency_table import AGENCY_KINDS, Agencies
from ntm_geo.tables.assignment_table import Partners
from ntm_geo.tables.attribute_table import ZONES, CommuneAttributes
from ntm_geo.tables.base import Table
from ntm_geo.tables.score_tables import HamletResults
from ntm_geo.tables.standing_table import Hamlets, Recognitions

CellType = Literal["code", "text", "flag", "number", "percent", "count", "date", "choice", "list"]

LEVELS: Final[dict[str, Localized]] = {
    "standard": Localized(vi="Đạt chuẩn", en="Standard"),
    "advanced": Localized(vi="Nâng cao", en="Advanced"),
    "model": Localized(vi="Kiểu mẫu", en="Model"),
    "modern": Localized(vi="Hiện đại", en="Modern"),
}
"""Levels of recognition, as they are written in a sheet."""


_SIGNS: Final = {
    "percent": Localized(vi="%", en="%"),
    "person": Localized(vi="người", en="person"),
    "household": Localized(vi="hộ", en="household"),
    "million VND": Localized(vi="triệu đồng", en="million VND"),
    "degree": Localized(vi="độ", en="degree"),
}
"""Measuring units of the tables, as they are written in a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet."""

    key: str
    """Column of the table, or the code of a criterion or indicator."""
    heading: str
    """As printed above the column; Vietnamese, since offices send these sheets on."""
    type: CellType
    wording: str = ""
    """Its name in full, as the decision has it, where the heading has a shorter one."""
    note: Message | None = None
    """What to write into it."""
    unit: str = ""
    """Sign of the measuring unit."""
    choices: tuple[tuple[str, Localized], ...] = ()
    """Values of a choice and how each is written."""
    required: bool = False
    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] = ()
    """What hand-made sheets call it: in small letters, without marks and separators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A kind of sheet: what its rows stand for and which columns it has."""

    kind: SheetKind
    title: Message
    columns: tuple[Column, ...]
    rows_are: Literal["units", "hamlets", "agencies", "register"]
    """``units``: template rows are filled in with codes and names of all communes; ``register``: with all hamlets."""

    def column(self, key: str) -> Column:
        """Return a column by its key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def filled_in(self) -> tuple[Column, ...]:
        """The columns an office fills in: all but those that name the unit."""
        return tuple(column for column in self.columns if column.key not in UNIT_KEYS)


UNIT_KEYS: Final = ("code", "unit_name", "parent_name")
"""Columns that say which unit a row is about."""
HAMLET_KEYS: Final = ("hamlet", "name")
"""Columns that say which hamlet a row is about."""


_MET: Final = msg("x for met, 0 for not met; leave it empty when it is not known.")
_AS_A_WHOLE: Final = msg(
    "x for met as a whole, 0 for not met, where the figures of its parts are not known; they go before it."
)


def layout(kind: SheetKind, criteria_set: CriteriaSet) -> Layout:
    """Return the layout of a kind of sheet.

    Parameters
    ----------
    kind : one of `SHEET_KINDS`.
    criteria_set : whose criteria and indicators are the columns of ``results`` and ``scores``.
    """
    return _MAKERS[kind](criteria_set)


def _unit_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="code",
            heading=_heading(CommuneAttributes, "code"),
            type="code",
            note=msg("Five digits, with the zero in front."),
            words=("maxa", "maphuongxa", "madvhc", "madonvihanhchinh", "madonvi", "maso", "ma", "code"),
        ),
        Column(
            key="unit_name",
            heading=_COMMUNE.vi,
            type="text",
            required=True,
            words=("tenxa", "xa", "xaphuongthitran", "tenxaphuongthitran", "donvi", "tendonvi", "tendonvihanhchinh",
                   "diaphuong", "tenphuongxa", "name", "commune"),
        ),
        Column(
            key="parent_name",
            heading=_DISTRICT.vi,
            type="text",
            words=("huyen", "tenhuyen", "huyenthanhpho", "quanhuyen", "district", "huyenthixathanhpho"),
        ),
    )  # fmt: skip


HAMLET_CODES: Final = ("maxom", "mathon", "maban", "maap")
"""What columns with codes of hamlets are called."""
HAMLET_NAMES: Final = (
    "tenxom", "xom", "thon", "tenthon", "tenthonxom", "hamlet", "thonban", "tenxomtodanpho", "tenban", "tenap",
)  # fmt: skip
"""What hamlets are called in the provinces, as headings."""
_FOR_YEAR: Final = ("namcongnhan", "namdatchuan", "datchuannam", "congnhannam", "chonam")
_COMMUNE: Final = Localized(vi="Tên xã", en="Commune")
_DISTRICT: Final = Localized(vi="Huyện", en="District")
_PARTNER: Final = Localized(vi="Cơ quan giúp đỡ", en="Partner agency")
UNIT_NAME_HEADING: Final = _COMMUNE.vi
"""Printed heading of the column that names the commune."""


def _results(criteria_set: CriteriaSet) -> Layout:
    criteria = tuple(_criterion(criterion) for criterion in criteria_set.criteria)
    return Layout(kind="results", title=msg("Criteria met"), columns=(*_unit_columns(), *criteria), rows_are="units")


def _criterion(criterion: Criterion) -> Column:
    """Return the column of a criterion that is met or not."""
    return Column(
        key=criterion.code,
        heading=f"{criterion.code}. {criterion.name.vi}",
        type="flag",
        note=_MET,
        words=(f"tc{criterion.code}", f"tieuchi{criterion.code}", f"tieuchiso{criterion.code}", criterion.code),
    )


def _scores(criteria_set: CriteriaSet, kind: SheetKind = "scores") -> Layout:
    indicators = (_indicator(criteria_set, item) for criterion in criteria_set.criteria for item in criterion.lines)
    return Layout(kind=kind, title=_SCORE_TITLES[kind], columns=(*_unit_columns(), *indicators), rows_are="units")


_SCORE_TITLES: Final[dict[str, Message]] = {
    "scores": msg("Values of the indicators"),
    "advanced_scores": msg("Values of the indicators, advanced level"),
    "modern_scores": msg("Values of the indicators, modern level"),
    "next_scores": msg("Values of the indicators, by the next set"),
}


def _indicator(criteria_set: CriteriaSet, item: Indicator) -> Column:
    """Return the column of an indicator, or of a part of one."""
    signs, plain = dict(criteria_set.units), item.code.replace(".", "")
    judged, percent = item.sense == "pass", item.unit == "percent"
    note = _AS_A_WHOLE if item.parts else _MET if judged else msg("A number; leave it empty when it is not known.")
    return Column(
        key=item.code,
        heading=f"{item.code}. {item.name.vi}",
        type="flag" if judged else "percent" if percent else "number",
        wording=item.wording.vi if item.wording else "",
        note=note,
        unit=signs[item.unit].vi if item.unit in signs else "",
        low=None if judged else 0,
        high=100 if percent else None,
        words=(f"ct{plain}", f"chitieu{plain}"),
    )


def _hamlet_results(criteria_set: CriteriaSet) -> Layout:
    results: list[Column] = []
    for criterion in criteria_set.criteria if criteria_set.subject == "hamlet" else ():
        results += [_criterion(criterion), *(_indicator(criteria_set, line) for line in criterion.lines)]
    columns = (
        *_unit_columns(),
        _of(Hamlets, "hamlet", "text", note=msg("Given by the program; leave it as it is."), words=HAMLET_CODES),
        _of(Hamlets, "name", "text", required=True, words=HAMLET_NAMES),
        *results,
        _of(HamletResults, "note", "text", words=("ghichu", "luuy", "chuthich", "note")),
    )
    return Layout(kind="hamlet_results", title=msg("Criteria met by hamlets"), columns=columns, rows_are="register")


def _hamlets(_set: CriteriaSet) -> Layout:
    columns = (
        *_unit_columns(),
        _of(Hamlets, "hamlet", "text", note=msg("Given by the program; leave it empty for a new hamlet."),
            words=HAMLET_CODES),
        _of(Hamlets, "name", "text", required=True, words=HAMLET_NAMES),
        _of(Hamlets, "certified_on", "date", note=msg("Day of the decision: 31/12/2022; empty when not certified."),
            words=("ngaycongnhan", "ngayquyetdinh", "ngaydat", "thoigiancongnhan")),
        _of(Hamlets, "decision", "text",
            words=("soquyetdinh", "quyetdinhso", "soqd", "quyetdinh", "quyetdinhcongnhan")),
        _of(Hamlets, "revoked_on", "date", words=("ngaythuhoi", "thuhoi")),
        _of(Hamlets, "for_year", "count", low=2000, high=2100,
            note=msg("The year it is given for; empty where it is the year of the decision."), words=_FOR_YEAR),
        _of(Hamlets, "lon", "number", low=-180, high=180, words=("kinhdo", "lon", "lng"),
            note=msg("Degrees, WGS 84; empty when not known.")),
        _of(Hamlets, "lat", "number", low=-90, high=90, words=("vido", "lat"),
            note=msg("Degrees, WGS 84; empty when not known.")),
    )  # fmt: skip
    return Layout(kind="hamlets", title=msg("Hamlets and their certification"), columns=columns, rows_are="hamlets")


def _recognitions(_set: CriteriaSet) -> Layout:
    columns = (
        *_unit_columns(),
        _of(Recognitions, "level", "choice", required=True, choices=tuple(LEVELS.items()),
            words=("danhhieu", "muccongnhan", "muc", "mucdo", "capdo")),
        _of(Recognitions, "for_year", "count", low=2000, high=2100,
            note=msg("The year it is given for; empty where it is the year of the decision."),
            words=_FOR_YEAR),
        _of(Recognitions, "recognised_on", "date", required=True, note=msg("Day of the decision: 31/12/2022."),
            words=("ngaycongnhan", "ngayquyetdinh", "ngaydat", "thoigiancongnhan")),
        _of(Recognitions, "decision", "text",
            words=("soquyetdinh", "quyetdinhso", "soqd", "quyetdinh", "quyetdinhcongnhan")),
        _of(Recognitions, "revoked_on", "date", words=("ngaythuhoi", "thuhoi")),
    )  # fmt: skip
    return Layout(kind="recognitions", title=msg("Recognised communes"), columns=columns, rows_are="units")


def _attributes(_set: CriteriaSet) -> Layout:
    zones = tuple((zone, Localized(vi=zone, en=zone)) for zone in ZONES)
    columns = (
        *_unit_columns(),
        _of(CommuneAttributes, "population", "count", low=0, words=("danso", "sonhankhau", "nhankhau", "tongdanso")),
        _of(CommuneAttributes, "households", "count", low=0, words=("soho", "tongsoho", "hodan")),
        _of(CommuneAttributes, "poverty_rate", "percent", low=0, high=100,
            words=("tylengheodachieu", "tylengheo", "tylehongheo", "hongheo", "ngheodachieu")),
        _of(CommuneAttributes, "zone", "choice", choices=zones, note=msg("I, II or III; empty for none."),
            words=("khuvuc", "khuvucdtts", "phandinhkhuvuc")),
        _of(CommuneAttributes, "border", "flag", note=msg("x for yes, 0 for no."),
            words=("biengioi", "xabiengioi", "xabg")),
        _of(CommuneAttributes, "has_craft_village", "flag", note=msg("x for yes, 0 for no."),
            words=("langnghe", "colangnghe")),
    )  # fmt: skip
    return Layout(kind="attributes", title=msg("Attributes of the communes"), columns=columns, rows_are="units")


def _agencies(_set: CriteriaSet) -> Layout:
    columns = (
        _of(Agencies, "agency", "text", note=msg("Letters, digits and hyphens; empty for a new agency."),
            words=("macoquan", "madonvi", "ma")),
        _of(Agencies, "name", "text", required=True,
            words=("tencoquan", "coquan", "tendonvi", "donvi", "coquandonvi", "coquandonvidoanhnghiep", "ten")),
        _of(Agencies, "kind", "choice", required=True, choices=tuple(AGENCY_KINDS.items()),
            words=("loai", "loaihinh", "khoi", "loaicoquan")),
        _of(Agencies, "capacity_min", "count", low=0, high=50, words=("soxaitnhat", "toithieu")),
        _of(Agencies, "capacity_max", "count", low=0, high=50,
            words=("soxanhieunhat", "toida", "soxatoida", "soxa", "soxanhan")),
        _of(Agencies, "strong_in", "list", note=msg("Criteria with a semicolon between them: 1;9."),
            words=("tieuchithemanh", "themanh", "tieuchi")),
        _of(Agencies, "resources", "number", low=0, words=("nguonluc", "kinhphi")),
        _of(Agencies, "lon", "number", low=-180, high=180, words=("kinhdo", "lon", "lng")),
        _of(Agencies, "lat", "number", low=-90, high=90, words=("vido", "lat")),
        _of(Agencies, "only_districts", "list", words=("chinhanhuyen",)),
        _of(Agencies, "not_districts", "list", words=("khongnhanhuyen",)),
        _of(Agencies, "contact", "text", words=("lienhe", "dienthoai", "nguoilienhe")),
        _of(Agencies, "active", "flag", note=msg("x for yes, 0 for no."), words=("dangthamgia", "thamgia")),
        _of(Agencies, "home", "text", words=("noidongtruso", "truso", "diachi")),
        _of(Agencies, "other_resources", "text", words=("nguonluckhac", "hotrokhac")),
    )  # fmt: skip
    return Layout(kind="agencies", title=msg("Agencies that help"), columns=columns, rows_are="agencies")


def _partners(_set: CriteriaSet) -> Layout:
    columns = (
        *_unit_columns(),
        Column(
            key="agency", heading=_PARTNER.vi, type="text", required=True,
            note=msg("Name or key of an agency of the list."),
            words=("coquangiupdo", "donvigiupdo", "coquan", "macoquan", "coquandonvi", "coquandonvidoanhnghiep",
                   "donviduocphanconggiupdo"),
        ),
        _of(Partners, "year", "count", required=True, low=2000, high=2100, words=("nam", "namgiupdo")),
        _of(Partners, "decision", "text",
            words=("soquyetdinh", "quyetdinhso", "soqd", "quyetdinh", "quyetdinhphancong")),
    )  # fmt: skip
    return Layout(kind="partners", title=msg("Partners of earlier years"), columns=columns, rows_are="units")


def _heading(table: type[Table], key: str) -> str:
    return said_here(str(table.to_schema().columns[key].metadata["heading"]))


def _of(
    table: type[Table],
    key: str,
    kind: CellType,
    **more: object,
) -> Column:
    """Return the column of a table, with the heading and unit its model gives it."""
    about = table.to_schema().columns[key].metadata
    sign = _SIGNS[about["unit"]].vi if about["unit"] else ""
    return Column(key=key, heading=_heading(table, key), unit=sign, type=kind, **more)  # type: ignore[arg-type]


_MAKERS: Final[dict[SheetKind, Callable[[CriteriaSet], Layout]]] = {
    "results": _results,
    "scores": _scores,
    "advanced_scores": partial(_scores, kind="advanced_scores"),
    "modern_scores": partial(_scores, kind="modern_scores"),
    "next_scores": partial(_scores, kind="next_scores"),
    "hamlets": _hamlets,
    "recognitions": _recognitions,
    "attributes": _attributes,
    "agencies": _agencies,
    "partners": _partners,
    "hamlet_results": _hamlet_results,
}
