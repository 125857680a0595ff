"""A complete set for hamlets of 16 criteria in two groups, made up: what an office would enter once the annex lies there.

Not the law: names and levels are ours, chosen so that every kind of rule stands in it once: criteria judged as a whole,
one with two measured indicators, one indicator made of parts.
"""

import pandas as pd

from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.records.hamlet_records import load_results, save_results
from ntm_geo.records.law_editions import keep_edition, law_table

KEY, DECISION = "hamlet-2019", "376/QĐ-UBND"
CRITERIA, FIRST_OF_GROUP_II = 16, 6
NAMES = dict(
    zip(
        map(str, range(1, CRITERIA + 1)),
        ("Quy hoạch", "Đường trục chính", "Điện thắp sáng", "Nhà sinh hoạt", "Nhà dân cư", "Thu nhập", "Giảm nghèo",
         "Lao động", "Sản xuất chung", "Trẻ em đến lớp", "Bảo hiểm y tế", "Gia đình văn hóa", "Cảnh quan", "Nước sạch",
         "Chi bộ và đoàn thể", "An ninh trật tự"),
        strict=True,
    )
) | {"3.1": "Hộ dùng lưới quốc gia", "3.2": "Hộ mất nguồn", "7.1": "Hai mặt hộ khó khăn", "7.1a": "Có kế hoạch từng hộ",
     "7.1b": "Hộ được vay vốn"}  # fmt: skip
MEASURED, COMPOUND = "3", "7"
"""The criterion with two measured indicators, and the one with an indicator made of parts."""


def made_up_hamlet_lines(law, count=CRITERIA):
    """Lines of the set with its first ``count`` criteria."""
    lines = law_lines(law, ())
    rows = [
        _row(lines, str(number), group="I" if number < FIRST_OF_GROUP_II else "II") for number in range(1, count + 1)
    ]
    extra = [
        _row(lines, "3.1", unit="percent", sense="at_least", levels="80"),
        _row(lines, "3.2", unit="percent", sense="at_most", levels="15"),
        _row(lines, "7.1", unit="pass_fail", sense="pass", levels="1", met_when="all_parts"),
        _row(lines, "7.1a", unit="pass_fail", sense="pass", levels="1"),
        _row(lines, "7.1b", unit="percent", sense="at_least", levels="70"),
    ]
    rows += [row for row in extra if int(row["code"].split(".")[0]) <= count]
    table = pd.DataFrame(rows, columns=lines.columns)
    return table.astype(lines.dtypes) if len(lines) else table.astype({"effective": "datetime64[ns]"})


def _row(lines, code, *, group=None, unit=None, sense=None, levels=None, met_when=None):
    row = dict.fromkeys(lines.columns)
    return row | {
        "code": code,
        "name": f"{NAMES.get(code, code)} (bịa để thử)",
        "group": group,
        "unit": unit,
        "sense": sense,
        "met_when": met_when,
        "effective": pd.Timestamp("2019-01-01"),
        "situation": "",
        "levels": levels,
        "decision": DECISION if levels else None,
        "clause": code if levels else None,
    }


def enter_hamlet_law(space, count=CRITERIA):
    """Enter the set at the law desk, as an office would."""
    lines = made_up_hamlet_lines(space.shipped_law.others[KEY], count)
    version = law_table(space, KEY).version
    keep_edition(space, KEY, lines, by="An", expected=version.id if version else None)


def results_table(rows, period=2022):
    """``tables.HamletResults`` of (hamlet, item, value)."""
    table = pd.DataFrame(rows, columns=["hamlet", "item", "value"])
    return table.assign(period=period, note=None, value=table["value"].astype(float))


def marks(hamlet, met, missed=()):
    """Results of a hamlet: these criteria met, those missed; ranges or codes."""
    return [(hamlet, str(item), 1) for item in met] + [(hamlet, str(item), 0) for item in missed]


def keep_results(space, rows, *, known, vintage="2020", period=2022):
    """Bring results in as an office would have."""
    before = load_results(space, vintage=vintage, period=period)
    return save_results(
        space, results_table(rows, period), known=known, vintage=vintage, period=period, by="An",
        expected=before.version, illustrative=True,
    )  # fmt: skip
