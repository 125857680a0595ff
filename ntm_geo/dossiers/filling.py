"""The draft of a commune: rows saved, begun from the year before, evidence linked; what was sent cannot be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from ntm_geo.boundaries.units import read_units
from ntm_geo.dossiers.criterion_states import criterion_states
from ntm_geo.dossiers.dossier_lines import law_of, lines_of
from ntm_geo.dossiers.dossier_rows import (
    add_rows,
    again,
    criterion_of,
    read_dossiers,
    rows_of,
    with_rows,
    write_rows,
)
from ntm_geo.errors import TableError, UnknownUnitError, msg
from ntm_geo.records.attachments import add_attachment, attachments_of
from ntm_geo.tables.base import each_row
from ntm_geo.tables.unit_table import PROGRAMME_KIND

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ntm_geo.records.shipped import Figures
    from ntm_geo.workspace.workspace import Workspace

_FILLED: Final = ("value", "met", "note")


def save_draft(workspace: Workspace, code: str, rows: pd.DataFrame, *, vintage: str, period: int, by: str) -> int:
    """Keep rows of the draft of a commune; items that are not among them stay as they are.

    Parameters
    ----------
    workspace : of the door.
    code : of the commune.
    rows : ``item, value, met, note``; a row with none of the three takes its item off the draft.
    vintage, period : units and year.
    by : who fills it in, where nobody is signed in.

    Returns
    -------
    How many items changed.

    Raises
    ------
    TableError
        An item is not of the set of the year, or its criterion was sent and not sent back.
    UnknownUnitError
        The code is not of a commune of the programme.
    RightsError
        Whoever acts may not write for the commune.
    VersionConflictError
        Somebody else changed the same items at that moment.
    """
    _check_commune(workspace, code, vintage)
    fresh = _cleaned(rows)
    _check_items(workspace, fresh["item"], period)
    register = rows_of(workspace, "reports", vintage=vintage, period=period)
    mine = register.table[register.table["code"].eq(code)].set_index("item")
    changed = fresh[[not _same(mine, row) for row in each_row(fresh)]]
    if changed.empty:
        return 0
    check_open(workspace, code, changed["item"], vintage=vintage, period=period)
    stay = register.table[~(register.table["code"].eq(code) & register.table["item"].isin(changed["item"]))]
    filled = changed.dropna(how="all", subset=list(_FILLED)).assign(code=code, period=period)
    table = with_rows(stay, filled.reindex(columns=register.table.columns))
    write_rows(workspace, "reports", table, register, vintage=vintage, period=period, by=by)
    return len(changed)


def begin_from_before(workspace: Workspace, figures: Figures, code: str, *, vintage: str, period: int, by: str) -> int:
    """Copy the values of the year before into what is empty in the draft; returns how many were copied.

    Raises
    ------
    TableError
        Nothing was sent or reported of the year before; illustrative figures are never taken over.
    """
    dossiers = read_dossiers(workspace, vintage=vintage, period=period)
    lines = lines_of(workspace, figures, dossiers, code)
    if lines["before"].isna().all():
        raise TableError(
            msg("Nothing was reported of the commune for the year before."),
            where=f"{code} {period - 1}",
            fix=msg("Fill in the values of this year; illustrative figures are never taken over."),
        )
    states = criterion_states(dossiers.of(code)).get(code, {})
    locked = {criterion for criterion, state in states.items() if state.state != "sent_back"}
    empty = lines["value"].isna() & lines["met"].isna() & lines["before"].notna() & lines["entry"]
    chosen = lines[empty & ~lines["criterion"].isin(locked)]
    judged = chosen["item"].str.contains(".", regex=False)
    only_criterion = {item.code for item in law_of(workspace, period).criteria if not item.indicators}
    chosen = chosen[judged | chosen["item"].isin(only_criterion)]
    judged = chosen["item"].str.contains(".", regex=False)
    rows = pd.DataFrame(
        {
            "item": chosen["item"],
            "value": chosen["before"].where(judged),
            "met": chosen["before"].eq(1).astype("boolean").mask(judged),
            "note": chosen["note"],
        }
    )
    return save_draft(workspace, code, rows, vintage=vintage, period=period, by=by) if len(rows) else 0


def link_evidence(  # noqa: PLR0913 - a link with all that is said of it
    workspace: Workspace,
    code: str,
    item: str,
    attachment: int,
    *,
    vintage: str,
    period: int,
    by: str,
    page: str = "",
    note: str = "",
) -> None:
    """Say that an attachment of the commune shows what is reported of an item.

    Raises
    ------
    TableError
        There is no such attachment or item, or its criterion was sent and not sent back.
    """
    _check_items(workspace, pd.Series([item]), period)
    if attachment not in set(attachments_of(workspace, code, vintage=vintage)["number"]):
        raise TableError(
            msg("The commune has no attachment {number}.", number=attachment),
            fix=msg("Choose it from the list, or add the file first."),
        )
    row: dict[str, Any] = {"code": code, "item": item, "period": period, "attachment": attachment}
    row |= {"page": page.strip() or None, "note": note.strip() or None}

    def add() -> None:
        check_open(workspace, code, pd.Series([item]), vintage=vintage, period=period)
        add_rows(workspace, "evidence", [row], vintage=vintage, period=period, by=by)

    again(add)


def upload_evidence(  # noqa: PLR0913 - a file with all that is said of it
    workspace: Workspace,
    code: str,
    item: str,
    file: tuple[str, bytes],
    *,
    vintage: str,
    period: int,
    title: str,
    on: date,
    by: str,
    page: str = "",
    note: str = "",
) -> None:
    """Keep a file as an attachment of the commune and link it, see `add_attachment` and `link_evidence`."""
    check_open(workspace, code, pd.Series([item]), vintage=vintage, period=period)
    name, content = file
    again(
        lambda: add_attachment(workspace, code, vintage=vintage, name=name, content=content, title=title, on=on, by=by)
    )
    number = int(attachments_of(workspace, code, vintage=vintage)["number"].max())
    link_evidence(workspace, code, item, number, vintage=vintage, period=period, by=by, page=page, note=note)


def unlink_evidence(workspace: Workspace, number: int, *, vintage: str, period: int, by: str) -> None:
    """Take a link of evidence off; the attachment stays.

    Raises
    ------
    TableError
        There is no such link, or its criterion was sent and not sent back.
    """

    def take_off() -> None:
        register = rows_of(workspace, "evidence", vintage=vintage, period=period)
        chosen = register.table["number"].eq(number)
        if not chosen.any():
            raise TableError(
                msg("There is no evidence of number {number}.", number=number),
                fix=msg("It was taken away meanwhile; open the page again."),
            )
        row = register.table[chosen].iloc[0]
        check_open(workspace, str(row["code"]), pd.Series([row["item"]]), vintage=vintage, period=period)
        write_rows(workspace, "evidence", register.table[~chosen], register, vintage=vintage, period=period, by=by)

    again(take_off)


def evidence_of(workspace: Workspace, code: str, *, vintage: str, period: int) -> pd.DataFrame:
    """Return the evidence of a commune with what is known of each file.

    Returns
    -------
    ``number, item, page, note, title, file_name, sha256, on``; the last four are empty where the file is off the list.
    """
    links = read_dossiers(workspace, vintage=vintage, period=period).of(code).evidence
    files = attachments_of(workspace, code, vintage=vintage)[["number", "title", "file_name", "sha256", "on"]]
    joined = links.merge(files.rename(columns={"number": "attachment"}), on="attachment", how="left")
    return joined[["number", "item", "page", "note", "title", "file_name", "sha256", "on"]]


def check_open(workspace: Workspace, code: str, items: pd.Series, *, vintage: str, period: int) -> None:
    """Refuse a change of items whose criterion was sent and not sent back; TableError names the criteria."""
    states = criterion_states(read_dossiers(workspace, vintage=vintage, period=period).of(code)).get(code, {})
    wanted = sorted({criterion_of(item) for item in items}, key=int)
    locked = [criterion for criterion in wanted if criterion in states and states[criterion].state != "sent_back"]
    if locked:
        raise TableError(
            msg("Criteria {criteria} were sent and are not sent back; they cannot be changed now.",
                criteria=", ".join(locked)),
            where=f"{code} {period}",
            fix=msg("Ask whoever appraises them to send them back, with the reason; nothing was changed."),
        )  # fmt: skip


def _cleaned(rows: pd.DataFrame) -> pd.DataFrame:
    frame = rows.reindex(columns=["item", *_FILLED]).drop_duplicates("item", keep="last")
    note = frame["note"].astype("object")
    return frame.assign(
        value=pd.to_numeric(frame["value"], errors="coerce").astype(float),
        met=frame["met"].astype("boolean"),
        note=note.where(note.notna() & note.astype(str).str.strip().ne(""), None),
    )


def _same(mine: pd.DataFrame, row: Mapping[str, Any]) -> bool:
    item = row.item  # type: ignore[attr-defined]
    stored = mine.loc[item, list(_FILLED)].tolist() if item in mine.index else [None] * len(_FILLED)
    new = [getattr(row, name) for name in _FILLED]
    return all(
        (pd.isna(a) and pd.isna(b)) or (pd.notna(a) and pd.notna(b) and a == b)
        for a, b in zip(stored, new, strict=True)
    )


def _check_commune(workspace: Workspace, code: str, vintage: str) -> None:
    units = read_units(workspace.province, vintage)
    if code not in set(units.loc[units["kind"].eq(PROGRAMME_KIND), "code"]):
        raise UnknownUnitError(
            msg("There is no commune {code} in the programme.", code=code),
            fix=msg("Towns and wards are outside the programme; give the code of a commune."),
        )


def _check_items(workspace: Workspace, items: pd.Series, period: int) -> None:
    known = {line.code for line in law_of(workspace, period).lines}
    strange = [str(item) for item in items if item not in known]
    if strange:
        raise TableError(
            msg("The criteria set of {year} has no {items}.", year=period, items=", ".join(strange[:5])),
            fix=msg("Give codes of the set of the year, such as 10 or 10.1."),
        )
