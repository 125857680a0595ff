"""Sheets as offices make them, with known content: layouts, names of criteria, marks, districts, remarks, in combination.

Each sheet comes with what is true of it, and the answers a person would give where it leaves something open.
"""

import random
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment

SHORT = {
    "1": ["Quy hoạch", "QH"], "2": ["Giao thông", "GT"], "3": ["Thủy lợi", "Thuỷ lợi & PCTT"], "4": ["Điện"],
    "5": ["Trường học", "CSVC trường học"], "6": ["CSVC văn hóa", "Cơ sở vật chất VH"], "7": ["Chợ", "CSHT thương mại NT"],
    "8": ["Thông tin truyền thông", "TT&TT"], "9": ["Nhà ở", "Nhà ở dân cư"], "10": ["Thu nhập"],
    "11": ["Hộ nghèo", "Nghèo đa chiều"], "12": ["Lao động", "LĐ"], "13": ["Tổ chức SX", "TCSX và PTKT nông thôn"],
    "14": ["Giáo dục", "GD&ĐT"], "15": ["Y tế"], "16": ["Văn hóa", "Văn hoá"], "17": ["Môi trường", "MT và ATTP"],
    "18": ["HTCT và TCPL", "Hệ thống chính trị"], "19": ["QP-AN", "Quốc phòng, an ninh"],
}  # fmt: skip
_ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
]
HEADINGS = {
    "tc-zero": lambda code, name, short: f"TC {int(code):02d}",
    "tc": lambda code, name, short: f"TC{code}",
    "tc-space": lambda code, name, short: f"TC {code}",
    "tc-dot": lambda code, name, short: f"TC.{int(code):02d}",
    "tc-dash": lambda code, name, short: f"TC-{code}",
    "tc-name": lambda code, name, short: f"TC{code}. {name}",
    "tc-short": lambda code, name, short: f"TC {code} - {short}",
    "tieu-chi": lambda code, name, short: f"Tiêu chí {code}",
    "tieu-chi-so": lambda code, name, short: f"Tiêu chí số {int(code):02d}",
    "lines": lambda code, name, short: f"Tiêu chí\nsố {code}:\n{short}",
    "colon": lambda code, name, short: f"Tiêu chí {code}: {name}",
    "number-name": lambda code, name, short: f"{code}. {name}",
    "number-short": lambda code, name, short: f"{code}- {short}",
    "name": lambda code, name, short: name,
    "name-upper": lambda code, name, short: name.upper(),
    "short": lambda code, name, short: short,
    "name-code": lambda code, name, short: f"{name} (TC{code})",
    "tc-word": lambda code, name, short: f"Tiêu chí {name}",
    "numbers": lambda code, name, short: int(code),
    "number-texts": lambda code, name, short: code,
    "roman-name": lambda code, name, short: f"{_ROMAN[int(code) - 1]}. {name}",
    "roman-tc": lambda code, name, short: f"TC {_ROMAN[int(code) - 1]}",
    "two-rows": lambda code, name, short: f"TC{code}",
}
UNIT_HEADINGS = (
    "Tên xã", "Xã", "Đơn vị", "Huyện, thành phố / xã", "Tên huyện, xã", "Huyện/xã", "Nội dung", "Địa phương", "Tên đơn vị",
    "Xã, phường, thị trấn", "Đơn vị hành chính", "Tên các xã", "Địa bàn",
)  # fmt: skip
MARKS = {
    "x-blank": ("x", None), "x-zero": ("x", 0), "d-k": ("Đ", "K"), "one-zero": (1, 0), "plus-minus": ("+", "-"),
    "tick-cross": ("✓", "✗"), "x-dash": ("x", "-"), "dat": ("Đạt", "Chưa đạt"), "d-cd": ("Đ", "CĐ"), "emoji": ("✅", "❌"),
    "tick-selector": ("✔️", "✖️"), "co-khong": ("Có", "Không"), "X-O": ("X", "O"), "true": (True, False),
    "plus-real-minus": ("+", "\u2212"), "tick-x": ("✓", "x"), "dots": ("●", "○"), "v-k": ("v", "k"),
    "dat-khong": ("ĐẠT", "KHÔNG ĐẠT"), "cyrillic": ("Х", "0"), "one-text": ("1", "0"), "words-behind": ("Đạt (2021)", "Chưa đạt (thiếu 17.3)"),
}  # fmt: skip
RARE = {"x-dash": 0.8, "tick-x": 0.3, "dots": 0.2}
"""Marks that have to be asked about are rarer than those that say what they mean."""
DISTRICTS = ("column", "merged", "roman", "upper", "sheets", "title", "codes", "behind")
NAMES = {
    "bare": lambda unit: unit["name"],
    "xa": lambda unit: f"Xã {unit['name']}",
    "upper": lambda unit: unit["name"].upper(),
    "small": lambda unit: f"xã {unit['name']}",
    "spaces": lambda unit: f"  Xã  {unit['name']} ",
}


@dataclass
class OfficeSheet:
    """A workbook, what is true of it (code and criterion to met, not met or None), and how it was made."""

    book: Workbook
    truth: dict
    made: dict
    answers: dict = field(default_factory=dict)
    """Answers a person would give to the questions that may be asked."""
    must_ask: bool = False
    file_name: str = "bieu.xlsx"
    cells: dict = field(default_factory=dict)
    """Code and criterion to its sheet and cell."""
    spoilt: set = field(default_factory=set)
    """Codes of units whose rows were spoilt on purpose: they have to be told, and may not be taken wrong."""


def make_criteria_sheet(seed, communes, criteria, **fixed):
    """Make a sheet of criteria by chance; ``fixed`` chooses what is not left to it."""
    chance = random.Random(seed)
    made = {
        "heading": chance.choice(list(HEADINGS)),
        "unit_heading": chance.choice(UNIT_HEADINGS),
        "marks": chance.choices(list(MARKS), [RARE.get(name, 1) for name in MARKS])[0],
        "district": chance.choice(DISTRICTS),
        "name": chance.choice(list(NAMES)),
        "down": chance.random() < 0.15,
        "totals": chance.random() < 0.5,
        "numbering": chance.random() < 0.4,
        "notes": chance.random() < 0.5,
        "count": chance.random() < 0.4,
        "remark": chance.random() < 0.3,
        "blank_rows": chance.random() < 0.2,
        "year": chance.choice(["title", "title", "title", "sheet", "file"]),
        "serial": chance.random() < 0.85,
    } | fixed
    return _Maker(chance, made, communes, criteria).make()


class _Maker:
    def __init__(self, chance, made, communes, criteria):
        self.chance, self.made, self.criteria = chance, made, criteria
        districts = communes["parent_name"].unique().tolist()
        count = 1 if made["district"] == "title" else chance.choice([1, 2, 3])
        self.districts = chance.sample(districts, min(count, len(districts)))
        self.groups = []
        for district in self.districts:
            units = communes[communes["parent_name"].eq(district)].to_dict("records")
            self.groups.append((district, units[: chance.randint(3, min(9, len(units)))]))
        self.short = {code: chance.choice(names) for code, names in SHORT.items()}
        self.met, self.not_met = MARKS[made["marks"]]
        self.truth = {}
        self.cells = {}

    def make(self):
        made, book = self.made, Workbook()
        book.remove(book.active)
        if made["down"] and made["district"] in {"roman", "upper", "merged", "codes"}:
            made["district"] = "column" if len(self.groups) > 1 else "title"
        if made["down"] and made["district"] == "column":
            made["district"] = "sheets"
        if made["down"] and made["heading"] in {"two-rows", "numbers", "number-texts"}:
            made["heading"] = "name"
        year = self.chance.choice([2021, 2022, 2023, 2024])
        groups = [[group] for group in self.groups] if made["district"] == "sheets" else [self.groups]
        for number, part in enumerate(groups, 1):
            name = part[0][0].removeprefix("Huyện ") if made["district"] == "sheets" else f"Biểu {number}"
            if made["year"] == "sheet" and made["district"] != "sheets":
                name = f"Năm {year}"
            sheet = book.create_sheet(name[:31])
            (self._down if made["down"] else self._across)(sheet, part, year)
        file_name = (
            f"kq {year}.xlsx"
            if made["year"] == "file" or (made["year"] == "sheet" and made["district"] == "sheets")
            else "bieu.xlsx"
        )
        return OfficeSheet(
            book=book, truth=self.truth | {"year": year}, made=made, answers=self._answers(), must_ask=self._must_ask(),
            file_name=file_name, cells=self.cells,
        )  # fmt: skip

    def _answers(self):
        answers = {"dash": "not-met", "cross": "not-met", "blank": "not-met", "mark-●": "met", "mark-○": "not-met"}
        return answers | {"hidden": "take"}

    def _must_ask(self):
        return self.made["marks"] in {"x-dash", "tick-x", "dots"}

    def _titles(self, year):
        made = self.made
        when = f" NĂM {year}" if made["year"] == "title" else ""
        place = f" {self.districts[0].upper()}" if made["district"] == "title" else ""
        rows = [[f"KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ{place}{when}"]]
        if self.chance.random() < 0.5:
            rows.insert(0, ["ỦY BAN NHÂN DÂN TỈNH"])
        if self.chance.random() < 0.4:
            rows.append(["(Kèm theo Báo cáo số 15/BC-UBND ngày 10 tháng 01 năm 2025)"])
        if self.chance.random() < 0.3:
            rows.insert(0, ["CHƯƠNG TRÌNH MTQG XÂY DỰNG NÔNG THÔN MỚI GIAI ĐOẠN 2021-2025"])
        if self.chance.random() < 0.5:
            rows.append([])
        return rows

    def _heading(self, criterion):
        return HEADINGS[self.made["heading"]](criterion.code, criterion.name.vi, self.short[criterion.code])

    def _mark(self, unit, criterion):
        met = self.chance.random() < 0.55
        self.truth[unit["code"], criterion.code] = met
        return self.met if met else self.not_met

    def _across(self, sheet, groups, year):
        made = self.made
        for row in self._titles(year):
            sheet.append(row or [None])
        lead = (["STT"] if made["serial"] else []) + (["Mã xã"] if made["district"] == "codes" else [])
        column = made["district"] in {"column", "merged"}
        lead += ["Huyện"] if column else []
        lead += [made["unit_heading"]]
        unit = len(lead)
        tail = (["Tổng"] if made["count"] else []) + (["Ghi chú"] if made["remark"] else [])
        top = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
        codes = [self._heading(criterion) for criterion in self.criteria]
        width = len(lead) + len(codes) + len(tail)
        if made["heading"] in {"numbers", "number-texts"}:
            sheet.append([*lead, "Kết quả thực hiện 19 tiêu chí", *[None] * (len(codes) - 1), *tail])
            sheet.append([*[None] * len(lead), *codes])
            sheet.merge_cells(start_row=top, end_row=top, start_column=unit + 1, end_column=unit + len(codes))
            if self.chance.random() < 0.6:
                for place in [*range(1, unit + 1), *range(unit + len(codes) + 1, width + 1)]:
                    sheet.merge_cells(start_row=top, end_row=top + 1, start_column=place, end_column=place)
        elif made["heading"] == "two-rows":
            sheet.append([*lead, *codes, *tail])
            sheet.append([*[None] * len(lead), *[criterion.name.vi for criterion in self.criteria]])
        else:
            sheet.append([*lead, *codes, *tail])
        if made["numbering"] and made["heading"] not in {"numbers", "number-texts"}:
            sheet.append([f"({number})" for number in range(1, width + 1)])
        for number, (district, units) in enumerate(groups, 1):
            self._group(sheet, number, district, units, unit, len(codes))
        if made["totals"]:
            row = [None] * width
            row[unit - 1] = self.chance.choice(["Tổng cộng", "TỔNG CỘNG", "Toàn tỉnh", "Cộng", "Tổng số xã đạt"])
            for place, criterion in enumerate(self.criteria):
                codes_here = [u["code"] for _d, us in groups for u in us]
                row[unit + place] = sum(self.truth[code, criterion.code] for code in codes_here)
            sheet.append(row)
        self._notes(sheet, unit)

    def _group(self, sheet, number, district, units, unit, count):  # noqa: C901 - every way an office writes a row
        made = self.made
        if made["district"] in {"roman", "upper"}:
            row = [None] * unit
            if made["serial"] and made["district"] == "roman":
                row[0] = ["I", "II", "III", "IV"][number - 1]
            row[unit - 1] = district.upper() if made["district"] == "upper" else district
            sheet.append(row)
        first = sheet.max_row + 1
        for serial, own in enumerate(units, 1):
            marks = [self._mark(own, criterion) for criterion in self.criteria]
            row = ([serial] if made["serial"] else []) + ([own["code"]] if made["district"] == "codes" else [])
            if made["district"] == "merged":
                row += [district if serial == 1 else None]
            elif made["district"] == "column":
                row += [district]
            name = NAMES[made["name"]](own)
            row += [f"{name} ({district})" if made["district"] == "behind" else name]
            for place, criterion in enumerate(self.criteria, len(row) + 1):
                self.cells[own["code"], criterion.code] = (sheet.title, sheet.max_row + 1, place)
            row += marks
            if made["count"]:
                row += [sum(self.truth[own["code"], criterion.code] for criterion in self.criteria)]
            if made["remark"]:
                row += [self.chance.choice([None, "đã rà soát", "chờ thẩm định"])]
            sheet.append(row)
            if made["blank_rows"] and self.chance.random() < 0.2 and made["district"] != "merged":
                sheet.append([None])
        if made["district"] == "merged" and len(units) > 1:
            place = 2 if made["serial"] else 1
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=place, end_column=place)
            sheet.cell(first, place).alignment = Alignment(vertical="center")

    def _notes(self, sheet, unit):
        if not self.made["notes"]:
            return
        row = [None] * unit
        row[unit - 1] = "Ghi chú: số liệu do các huyện báo cáo"
        sheet.append([None])
        sheet.append(row)
        sheet.append([None] * (unit + 6) + ["Ngày 15 tháng 01 năm 2025"])
        sheet.append([None] * (unit + 6) + ["NGƯỜI LẬP BIỂU"])
        sheet.append([None] * (unit + 6) + ["Nguyễn Văn A"])

    def _down(self, sheet, groups, year):
        made = self.made
        for row in self._titles(year):
            sheet.append(row or [None])
        units = [(district, own) for district, members in groups for own in members]
        if made["district"] == "behind":
            names = [f"{NAMES[made['name']](own)} ({district})" for district, own in units]
        else:
            names = [NAMES[made["name"]](own) for _district, own in units]
        sheet.append(["TT", "Tiêu chí", *names])
        for criterion in self.criteria:
            marks = [self._mark(own, criterion) for _district, own in units]
            for place, (_district, own) in enumerate(units, 3):
                self.cells[own["code"], criterion.code] = (sheet.title, sheet.max_row + 1, place)
            sheet.append([int(criterion.code), self._heading(criterion), *marks])
        if made["totals"]:
            sums = [sum(self.truth[own["code"], criterion.code] for criterion in self.criteria) for _d, own in units]
            sheet.append([None, "Tổng số tiêu chí đạt", *sums])
        if made["notes"]:
            sheet.append([None])
            sheet.append([None, "Ghi chú: số liệu do các huyện báo cáo"])


# ------------------------------------------------------------------------------------------------ faults

FAULTS = ("mark", "error", "name", "hidden row", "hidden column", "stray")


def spoil(sheet, seed):
    """Spoil a sheet by one fault of the office; returns it with the units the fault touches."""
    chance = random.Random(seed)
    fault = chance.choice(FAULTS)
    (code, _criterion), (title, row, column) = chance.choice(sorted(sheet.cells.items()))
    page = sheet.book[title]
    down = sheet.made["down"]
    sheet.made["fault"] = fault
    touched = {code}
    if fault == "mark":
        page.cell(row, column).value = "gì"
    elif fault == "error":
        page.cell(row, column).value = "#REF!"
        page.cell(row, column).data_type = "e"
    elif fault == "name":
        _misspell(page, sheet, code)
    elif fault == "hidden row":
        page.row_dimensions[row].hidden = True
        touched = {unit for (unit, key), (_t, own, _c) in sheet.cells.items() if own == row and _t == title}
    elif fault == "hidden column":
        page.column_dimensions[page.cell(row, column).column_letter].hidden = True
        touched = {unit for (unit, key), (_t, _r, own) in sheet.cells.items() if own == column and _t == title}
        if not down:
            touched = {unit for unit, _key in sheet.cells}
    else:
        page.cell(900_000, 3).value = "x"
        touched = set()
    sheet.spoilt = touched
    return sheet


def _misspell(page, sheet, code):
    """Put a letter too many into the name of a unit, and take its code away."""
    places = [(row, column) for (unit, _key), (_title, row, column) in sheet.cells.items() if unit == code]
    line = (
        [cell for cells in page.iter_cols() for cell in cells if cell.column == places[0][1]]
        if sheet.made["down"]
        else list(page[places[0][0]])
    )
    named = [
        cell
        for cell in line
        if isinstance(cell.value, str)
        and len(cell.value) > 3
        and cell.coordinate not in {page.cell(*place).coordinate for place in places}
    ]
    for cell in named:
        if cell.value == code:
            cell.value = None
    name = [cell for cell in named if cell.value and not cell.value.startswith(("Huyện", "Thành"))]
    if sheet.made["down"]:
        name = [
            cell
            for cell in name
            if cell.row == min(row for row, _column in places) - 1 or cell.row < min(row for row, _column in places)
        ][-1:]
    name[0].value = name[0].value.replace("(", "kq (", 1) if "(" in name[0].value else f"{name[0].value}kq"


# ------------------------------------------------------------------------------------------------ indicators

INDICATOR_HEADINGS = {
    "code-name": lambda one: f"{one.code} {one.name.vi}",
    "code-dot-name": lambda one: f"{one.code}. {one.name.vi}",
    "ct": lambda one: f"CT {one.code}",
    "chi-tieu": lambda one: f"Chỉ tiêu {one.code}",
    "tc": lambda one: f"TC {one.code}",
    "name": lambda one: one.name.vi,
    "code-text": lambda one: one.code,
    "code-number": lambda one: float(one.code),
}
FIGURES = ("number", "comma-text", "percent-format", "percent-text", "fraction", "literal-percent")


def make_indicator_sheet(seed, communes, criteria, **fixed):
    """Make a sheet of indicators by chance: columns in any order, one decimal, figures as offices write them."""
    chance = random.Random(seed)
    indicators = [one for criterion in criteria for one in criterion.indicators]
    made = {
        "heading": chance.choice(list(INDICATOR_HEADINGS)),
        "figures": chance.choices(FIGURES, [0.3 if name == "fraction" else 1 for name in FIGURES])[0],
        "unit_heading": chance.choice(UNIT_HEADINGS),
        "columns": chance.randint(2, 25),
        "income": chance.choice(["trieu", "nghin", "none"]),
        "name": chance.choice(list(NAMES)),
        "numbering": chance.random() < 0.4,
        "totals": chance.random() < 0.4,
        "units_row": chance.random() < 0.3,
    } | fixed
    columns = chance.sample(indicators, made["columns"])
    if made["heading"] in {"code-text", "code-number"}:
        columns.sort(key=lambda one: [int(part) for part in one.code.split(".")])
    units = communes.sample(chance.randint(4, 14), random_state=seed).to_dict("records")
    book, truth = Workbook(), {"year": 2022}
    sheet = book.active
    sheet.append(["KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2022"])
    sheet.append(["STT", made["unit_heading"], "Huyện", *[_indicator_heading(one, made) for one in columns]])
    if made["numbering"]:
        sheet.append([f"({number})" for number in range(1, len(columns) + 4)])
    if made["units_row"]:
        sheet.append(
            [
                None,
                None,
                None,
                *["%" if one.unit == "percent" else "đạt/chưa đạt" if one.sense == "pass" else None for one in columns],
            ]
        )
    for serial, own in enumerate(units, 1):
        row = [serial, NAMES[made["name"]](own), own["parent_name"]]
        for one in columns:
            value = _figure(chance, one)
            truth[own["code"], one.code] = value
            row.append(_written(value, one, made))
        sheet.append(row)
        _format(sheet, columns, made)
    if made["totals"]:
        sheet.append([None, "Bình quân", None, *[1.5 for _one in columns]])
    return OfficeSheet(
        book=book, truth=truth, made=made, must_ask=made["figures"] == "fraction",
        answers={"fractions": "times-100", "unit": "as-written"},
    )  # fmt: skip


def _indicator_heading(one, made):
    heading = INDICATOR_HEADINGS[made["heading"]](one)
    if (
        one.unit == "million_vnd_per_person_year"
        and made["income"] == "nghin"
        and isinstance(heading, str)
        and made["heading"] != "code-text"
    ):
        return f"{heading} (nghìn đồng)"
    return heading


def _figure(chance, one):
    if one.sense == "pass":
        return float(chance.random() < 0.6)
    if one.unit == "percent":
        return round(chance.uniform(2, 99), 1)
    return round(chance.uniform(20, 60), 1)


def _written(value, one, made):
    if one.sense == "pass":
        return "x" if value else 0
    if one.unit == "percent":
        return {
            "number": value, "comma-text": f"{value}".replace(".", ","), "percent-format": round(value / 100, 6),
            "percent-text": f"{value}%".replace(".", ","), "fraction": round(value / 100, 6), "literal-percent": value,
        }[made["figures"]]  # fmt: skip
    thousand = (
        one.unit == "million_vnd_per_person_year"
        and made["income"] == "nghin"
        and made["heading"] not in {"code-text", "code-number"}
    )
    return value * 1000 if thousand else value


def _format(sheet, columns, made):
    formats = {"percent-format": "0.0%", "literal-percent": '0.0"%"'}
    if made["figures"] in formats:
        for place, one in enumerate(columns, 4):
            if one.unit == "percent":
                sheet.cell(sheet.max_row, place).number_format = formats[made["figures"]]
