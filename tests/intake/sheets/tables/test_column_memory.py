"""A column is read as chosen for an earlier file, unless two would be one, or a person says otherwise."""

from ntm_geo.intake.sheets.known import Known
from tests.intake.read_rows import workbook

NAMES = ("Cốc Pàng", "Thượng Hà", "Cô Ba")


def _read(reader, header, known, **question):
    rows = [["NĂM 2022"], header, *[[number, name, *["x"] * (len(header) - 2)] for number, name in enumerate(NAMES, 1)]]
    columns = {("results", heading): key for heading, key in known.items()}
    return reader(workbook(("A", rows)), known=Known(columns=columns), **question).understood.reading


def _keys(reading):
    return {column.letter: column.key for column in reading.columns if column.key[:1].isdigit()}


def _left(reading):
    return {left.letter: left.reason for left in reading.left}


def test_a_heading_known_is_read_as_chosen_before_whatever_its_capitals(reader):
    reading = _read(reader, ["TT", "Tên xã", "TC1", "LẠ  HOẮC"], {"la hoac": "3"})
    assert _keys(reading) == {"C": "1", "D": "3"}
    assert [column.letter for column in reading.columns if column.remembered] == ["D"]


def test_a_column_left_out_before_is_left_out_and_says_so(reader):
    reading = _read(reader, ["TT", "Tên xã", "TC1", "TC2"], {"tc2": ""})
    assert _keys(reading) == {"C": "1"}
    assert _left(reading)["D"] == "remembered"


def test_what_was_chosen_for_another_kind_says_nothing(reader):
    rows = [["NĂM 2022"], ["Tên xã", "TC1", "Lạ hoắc"], *[[name, "x", "x"] for name in NAMES]]
    known = Known(columns={("scores", "la hoac"): "3"})
    reading = reader(workbook(("A", rows)), known=known).understood.reading
    assert _keys(reading) == {"B": "1"}


def test_two_columns_never_get_one_key(reader):
    reading = _read(reader, ["TT", "Tên xã", "TC1", "TC3", "Lạ hoắc"], {"la hoac": "3"})
    assert _keys(reading) == {"C": "1", "D": "3"}
    assert _left(reading) == {"E": "unread"}
    reading = _read(reader, ["TT", "Tên xã", "TC1", "Lạ hoắc", "Kỳ quái"], {"la hoac": "3", "ky quai": "3"})
    assert _keys(reading) == {"C": "1"}
    reading = _read(reader, ["TT", "Tên xã", "TC1", "Lạ hoắc", "Lạ hoắc"], {"la hoac": "3"})
    assert _keys(reading) == {"C": "1"}


def test_two_columns_may_be_exchanged(reader):
    reading = _read(reader, ["TT", "Tên xã", "TC1", "TC2"], {"tc1": "2", "tc2": "1"})
    assert _keys(reading) == {"C": "2", "D": "1"}


def test_what_a_person_chooses_now_goes_above_it(reader):
    header, known = ["TT", "Tên xã", "TC1", "Lạ hoắc", "Kỳ quái"], {"la hoac": "3"}
    chosen = _read(reader, header, known, columns=(("D", "4"),))
    assert (_keys(chosen), [column for column in chosen.columns if column.remembered]) == ({"C": "1", "D": "4"}, [])
    other = _read(reader, header, known, columns=(("E", "3"),))
    assert (_keys(other), _left(other)) == ({"C": "1", "E": "3"}, {"D": "unread"})


def test_a_hidden_column_is_not_brought_back(reader):
    book = workbook(("A", [["NĂM 2022"], ["Tên xã", "TC1", "Lạ hoắc"], *[[name, "x", "x"] for name in NAMES]]))
    book["A"].column_dimensions["C"].hidden = True
    reading = reader(book, known=Known(columns={("results", "la hoac"): "3"})).understood.reading
    assert _keys(reading) == {"B": "1"}
