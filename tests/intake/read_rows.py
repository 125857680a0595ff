"""Rows written into a workbook and read back, for the tests of how sheets are understood."""

from openpyxl import Workbook

from ntm_geo.intake.sheets.workbook import SheetQuestion, read_workbook


def workbook(*sheets):
    """A workbook of sheets given as name and rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row) or [None])
    return book


class Reader:
    """Reads workbooks by one list of units and one set of criteria."""

    def __init__(self, gazetteer, criteria_set, folder):
        self.gazetteer, self.criteria_set, self.folder = gazetteer, criteria_set, folder

    def __call__(self, book, *, name="bieu.xlsx", known=None, remembered=None, **question):
        path = self.folder / name
        book.save(path)
        return read_workbook(
            path,
            gazetteer=self.gazetteer,
            criteria_set=self.criteria_set,
            question=SheetQuestion(**question),
            known=known,
            remembered=remembered,
        )

    def rows(self, *rows, sheet="A", **more):
        return self(workbook((sheet, rows)), **more)


def values_of(intake):
    """Code and criterion (or indicator) to value."""
    names = ["code", "criterion", "met"] if "criterion" in intake.table else ["code", "indicator", "value"]
    return {(code, key): value for code, key, value in intake.table[names].to_numpy()}
