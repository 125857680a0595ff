"""How a workbook is read in a child: looked at first, its stray cells left out, then the library."""

import python_calamine

from ntm_geo.errors import msg
from ntm_geo.intake.guards.far_cells import check_workbook, strip_far_cells
from ntm_geo.intake.guards.workbook_limits import MAX_COLUMNS, MAX_ROWS
from ntm_geo.intake.guards.zip_parts import refused
from ntm_geo.intake.sandbox import task

ERRORS = (python_calamine.CalamineError, OSError, ValueError, UnicodeError, OverflowError)


@task("test-workbook")
def read(path, args):
    """Return the sheets of a workbook as lists of rows, with the stray cells of each."""
    about = check_workbook(path)
    stray = {sheet.name: [list(sheet.stray), sheet.stray_count] for sheet in about.sheets}
    with strip_far_cells(path, about) as safe:
        try:
            book = python_calamine.load_workbook(str(safe))
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        except ERRORS as caught:
            raise refused(path, msg("The workbook cannot be opened: {reason}.", reason=str(caught))) from None
        assert all(sheet.end is None or (sheet.end[0] < MAX_ROWS and sheet.end[1] < MAX_COLUMNS) for sheet in sheets)
        return {"sheets": {sheet.name: sheet.to_python(skip_empty_area=False) for sheet in sheets}, "stray": stray}
