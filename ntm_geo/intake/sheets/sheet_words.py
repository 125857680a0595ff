"""What was made of a file of sheets, as lines to read and as data for programs."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from ntm_geo.i18n import _, format_date, format_number, text
from ntm_geo.records.kind_names import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ntm_geo.intake.guards.problems import CellProblem
    from ntm_geo.intake.sheets.cells.questions import Question
    from ntm_geo.intake.sheets.reading import ColumnReading, Reading, TableReading
    from ntm_geo.intake.sheets.sheet_import import SheetKept, SheetPreview

_MOST_ROWS: Final = 12
_MOST_ABSENT: Final = 12


def understood_lines(preview: SheetPreview, *, columns: bool = True) -> list[str]:
    """Return what was understood of a file, as lines to read, before anything is asked.

    Parameters
    ----------
    plan : of the file.
    columns : whether columns that are not read are listed; a screen shows them in a table of its own.
    """
    seen = preview.intake.understood
    lines = [
        _("Sheet “{sheet}”: {kind}, header in row {rows}.",
          sheet="”, “".join(seen.sheets), kind=kind_name(preview.slot.kind),
          rows=", ".join(map(str, seen.header_rows))),
        _("{count} rows of data; {taken} of them are sound.",
          count=format_number(preview.intake.rows), taken=format_number(preview.intake.taken)),
    ]  # fmt: skip
    if seen.period:
        from_where = _("read from “{text}”", text=seen.period_from) if seen.period_from else _("as chosen")
        lines.append(_("Year {year} ({where}); units of {vintage}.", year=seen.period, where=from_where,
                       vintage=preview.slot.vintage))  # fmt: skip
    if seen.mended_from:
        lines.append(_("The text was in {encoding} and was turned into Unicode.", encoding=seen.mended_from.upper()))
    for sheet, district in seen.districts.items():
        lines.append(_("Sheet “{sheet}”: rows without a district are read as of {district}, as its title or name says.",
                       sheet=sheet, district=district))  # fmt: skip
    lines += [text(note) for note in seen.notes]
    return [*lines, *(_column_lines_left(seen.reading) if columns else ()), *left_lines(seen.reading)]


def _column_lines_left(reading: Reading) -> list[str]:
    lines = []
    for reason, name in column_reasons().items():
        left = [column for column in reading.left if column.reason == reason]
        if left:
            shown = "; ".join(f"{column.letter}: {column.heading or _('no heading')}" for column in left)
            lines.append(_("Columns not read ({reason}): {columns}", reason=name, columns=shown))
    return lines


def left_lines(reading: Reading) -> list[str]:
    """Return what was not read beside columns: rows, tables and sheets, each by its place."""
    lines: list[str] = []
    counted = []
    for role, name in role_names().items():
        rows = [row for row in reading.rows if row.role == role]
        if rows:
            places = ", ".join(row.place for row in rows[:_MOST_ROWS]) + (" …" if len(rows) > _MOST_ROWS else "")
            counted.append(f"{format_number(len(rows))} {name} ({places})")
    if counted:
        lines.append(_("Rows not taken as data: {rows}", rows="; ".join(counted)))
    lines += [table_line(table) for table in reading.tables if not table.read]
    return lines


def column_reasons() -> dict[str, str]:
    """Return why columns are not read: reason to words in the current language."""
    return {
        "unread": _("seems to be a criterion, but its name is not known"),
        "unknown": _("no such column is needed"),
        "hidden": _("hidden"),
        "other-block": _("another column says the same"),
        "chosen": _("as chosen"),
        "remembered": _("as last time"),
        "paired": _("read together with the column for “met”"),
        "note": _("remarks"),
        "empty": _("empty"),
    }


def role_names() -> dict[str, str]:
    """Return what rows are that are no data: role to words in the current language."""
    return {
        "hidden": _("hidden"),
        "other-rows": _("another row says the same of the unit"),
        "total": _("total"),
        "section": _("name of a district"),
        "form": _("names a unit and holds nothing"),
        "note": _("remark or signature"),
        "numbering": _("numbers or measuring units of the columns"),
        "heading": _("heading"),
        "title": _("title"),
    }


def table_line(table: TableReading) -> str:
    """Return the sentence about a table or sheet that was not read."""
    reasons = {
        "hidden": _("the sheet is hidden"),
        "no-header": _("no heading is known"),
        "other-kind": _("data of another kind: {kind}", kind=kind_name(table.kind)) if table.kind else "",
        "other-year": _("of another year"),
        "no-rows": _("no rows with figures"),
        "not-chosen": _("not chosen"),
        "repeats": _("says the same as another table"),
    }
    where = _("Sheet “{sheet}”", sheet=table.sheet)
    if table.rows != (0, 0):
        where = _("Sheet “{sheet}”, rows {first} to {last}", sheet=table.sheet, first=table.rows[0], last=table.rows[1])
    return _("Not read: {where} ({reason}).", where=where, reason=reasons[table.reason])


def column_lines(columns: Sequence[ColumnReading]) -> list[str]:
    """Return a line for each column that is read: its heading, what it was taken for, and what stands in it."""
    ordered = sorted(columns, key=_identity)
    first = {_identity(column): index for index, column in reversed(list(enumerate(columns)))}
    grouped = [(key, list(same)) for key, same in groupby(ordered, key=_identity)]
    grouped.sort(key=lambda group: first[group[0]])
    return [_column_line(same) for (_letter, _heading, key), same in grouped if not key.startswith("*")]


def _identity(column: ColumnReading) -> tuple[str, str, str]:
    return column.letter, column.heading, column.key


def _column_line(same: Sequence[ColumnReading]) -> str:
    column = same[0]
    title = column.title or column.key
    values = _("{count} values", count=format_number(sum(column.count for column in same)))
    if column.met is not None:
        met = sum(column.met or 0 for column in same)
        values += _(": {met} met, {rest} not met", met=format_number(met),
                    rest=format_number(sum(column.count for column in same) - met))  # fmt: skip
        return f"{column.letter} “{column.heading}” → {title}{_sign(column)}: {values}"
    lows, highs = (
        [column.low for column in same if column.low is not None],
        [column.high for column in same if column.high is not None],
    )
    if lows:
        values += _(", {low} to {high}", low=value_text(min(lows)), high=value_text(max(highs)))
    if column.unit:
        values += f" {column.unit}"
    example = next((column.example for column in same if column.example), "")
    if example:
        values += _(", such as “{example}”", example=example)
    return f"{column.letter} “{column.heading}” → {title}{_sign(column)}: {values}"


def _sign(column: ColumnReading) -> str:
    if column.remembered:
        return _(" (as last time)")
    return "" if column.sure else _(" (only looks like it)")


def value_text(value: Any) -> str:
    """Return a figure or day as a person reads it."""
    if isinstance(value, date | datetime):
        return format_date(value)
    return format_number(value, digits=2) if value is not None else ""


def unused_answers(questions: Sequence[Question], answers: Sequence[tuple[str, str]]) -> list[str]:
    """Return the answers, as typed, that are no option of any question."""
    fitting = {(question.key, option.value) for question in questions for option in question.options}
    return [f"{key}={value}" for key, value in answers if (key, value) not in fitting]


def question_lines(questions: Sequence[Question]) -> list[str]:
    """Return the questions of a file, each with its answers and what to type for them."""
    lines = []
    for question in questions:
        lines.append(f"? {text(question.what)}")
        for option in question.options:
            entered = option.value == question.answer
            assumed = not question.answer and option.value == question.assumed
            state = _(" – chosen") if entered else _(" – holds until answered") if assumed else ""
            lines.append(f"    --answer {question.key}={option.value}   {text(option.label)}{state}")
    return lines


def absent_line(preview: SheetPreview) -> str:
    """Return which communes the sheet leaves out; empty where it has all of those it is about."""
    if not preview.absent:
        return ""
    more = len(preview.absent) - _MOST_ABSENT
    names = "; ".join(preview.absent[:_MOST_ABSENT])
    return _(
        "{count} of {expected} communes are not in the sheet: {names}.",
        count=format_number(len(preview.absent)),
        expected=format_number(preview.expected),
        names=names if more <= 0 else _("{names} and {count} more", names=names, count=format_number(more)),
    )


def change_lines(preview: SheetPreview) -> list[str]:
    """Return what keeping the sheet would change, as lines to read."""
    changes = preview.changes
    if not changes.any and not changes.unchanged:
        return [_("No figure of the file could be taken.")]
    if not changes.any:
        return [_("Nothing would change: the data are kept already.")]
    lines = [
        _("{new} new, {changed} changed, {unchanged} unchanged, {missing} removed rows.",
          new=format_number(changes.new), changed=format_number(changes.changed),
          unchanged=format_number(changes.unchanged), missing=format_number(changes.missing)),
    ]  # fmt: skip
    if preview.untouched:
        lines.append(_("{count} kept rows are not in the sheet and stay.", count=format_number(preview.untouched)))
    return lines


def sheet_report(preview: SheetPreview, stored: SheetKept | None = None, *, dry_run: bool = False) -> dict[str, Any]:
    """Return a plan as plain data, for programs; texts in the current language."""
    intake, understood = preview.intake, preview.intake.understood
    return {
        "source": intake.provenance.source,
        "sha256": intake.provenance.sha256,
        "sheets": list(understood.sheets),
        "kind": preview.slot.kind,
        "period": understood.period,
        "vintage": preview.slot.vintage,
        "districts": dict(understood.districts),
        "notes": [text(note) for note in understood.notes],
        "columns": [_plain(column) for column in understood.reading.columns],
        "columns_not_read": [_plain(column) for column in understood.reading.left],
        "tables": [_plain(table) for table in understood.reading.tables],
        "rows_not_taken": [_plain(row) for row in understood.reading.rows],
        "questions": [describe_question(question) for question in intake.questions],
        "rows": intake.rows,
        "taken": intake.taken,
        "matched": intake.join.counts if intake.join else {},
        "absent": list(preview.absent),
        "problems": [describe_problem(problem) for problem in intake.problems],
        "changes": {
            "new": preview.changes.new,
            "changed": preview.changes.changed,
            "missing": preview.changes.missing,
            "unchanged": preview.changes.unchanged,
            "untouched": preview.untouched,
        },
        "kept": stored.version.id if stored else None,
        "new": bool(stored and stored.new),
        "dry_run": dry_run,
    }


def describe_question(question: Question) -> dict[str, Any]:
    """Return a question as plain data; texts in the current language."""
    return {
        "key": question.key,
        "what": text(question.what),
        "options": [{"value": option.value, "label": text(option.label)} for option in question.options],
        "answer": question.answer or None,
        "assumed": question.assumed or None,
        "open": question.open,
    }


def _plain(reading: object) -> dict[str, Any]:
    values = {name: getattr(reading, name) for name in reading.__slots__}  # type: ignore[attr-defined]
    return {name: value if isinstance(value, int | float | str | bool | None) else _as_text(value)
            for name, value in values.items()}  # fmt: skip


def _as_text(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value_text(value)


def describe_problem(problem: CellProblem) -> dict[str, str]:
    """Return a problem of a cell as plain data; texts in the current language."""
    return {
        "severity": problem.severity,
        "kind": problem.kind,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "value": problem.value,
        "what": text(problem.what),
        "expected": text(problem.expected),
    }


def sheet_lines(preview: SheetPreview, stored: SheetKept | None = None, *, dry_run: bool = False) -> list[str]:
    """Return a plan, and what came of it, as lines to read."""
    lines = [*understood_lines(preview), *column_lines(preview.intake.understood.reading.columns)]
    lines += question_lines(preview.intake.questions)
    for problem in preview.intake.problems:
        mark = "x" if problem.severity == "error" else "!"
        value = f" “{problem.value}”" if problem.value else ""
        lines.append(f"{mark} {problem.place}{value}: {text(problem.what)} {text(problem.expected)}")
    lines += [f"! {absent}"] if (absent := absent_line(preview)) else []
    lines += change_lines(preview)
    return [*lines, ending(preview, stored, dry_run=dry_run)]


def ending(preview: SheetPreview, stored: SheetKept | None, *, dry_run: bool) -> str:
    """Return the sentence that says what became of a file."""
    if stored is not None:
        return (
            _("Kept as version {number}.", number=stored.version.id)
            if stored.new
            else _("It was kept before; nothing changed.")
        )
    if dry_run:
        return _("Nothing was kept (dry run).")
    if preview.intake.refused:
        return _("Nothing was kept, as answered.")
    if preview.intake.open_questions:
        return _("Nothing was kept: {count} questions are open.", count=len(preview.intake.open_questions))
    return _("Nothing was kept: no row is sound.")
