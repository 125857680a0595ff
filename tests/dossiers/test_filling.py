"""A draft: rows of others stay, the year before is copied into what is empty, evidence points to files of the commune."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.dossiers.dossier_lines import lines_of
from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.filling import (
    begin_from_before,
    evidence_of,
    link_evidence,
    save_draft,
    unlink_evidence,
    upload_evidence,
)
from ntm_geo.dossiers.sending import send
from ntm_geo.errors import TableError, UnknownUnitError
from ntm_geo.records.attachments import attachments_of, remove_attachment

PLACE = {"vintage": "2020", "period": 2022, "by": "Lan"}
YEAR = {"vintage": "2020", "period": 2022}
PDF = ("bien-ban.pdf", b"%PDF-1.7")


def _rows(**values):
    items = [key.replace("_", ".")[1:] for key in values]
    return pd.DataFrame({"item": items, "value": list(values.values())})


def test_a_row_is_changed_alone_and_an_empty_one_is_taken_off(space):
    assert save_draft(space, "01291", _rows(i10_1=40.0, i11_1=9.0), **PLACE) == 2
    assert save_draft(space, "01294", _rows(i10_1=41.0), **PLACE) == 1
    assert save_draft(space, "01291", _rows(i10_1=40.0), **PLACE) == 0
    assert save_draft(space, "01291", _rows(i11_1=None), **PLACE) == 1
    table = read_dossiers(space, **YEAR).reports
    assert table[["code", "item", "value"]].to_numpy().tolist() == [["01291", "10.1", 40.0], ["01294", "10.1", 41.0]]


@pytest.mark.parametrize(
    ("code", "item", "error"), [("01291", "77.1", TableError), ("01270", "10.1", UnknownUnitError)]
)
def test_what_is_not_of_the_set_or_no_commune_is_refused(space, code, item, error):
    with pytest.raises(error):
        save_draft(space, code, pd.DataFrame({"item": [item], "value": [1.0]}), **PLACE)


def test_the_year_before_fills_what_is_empty(space, figures, reported):
    with pytest.raises(TableError, match="Nothing was reported"):
        begin_from_before(space, figures, "01291", **PLACE)  # they are illustrative
    figures = reported
    save_draft(space, "01291", _rows(i10_1=44.0), **PLACE)
    assert begin_from_before(space, figures, "01291", **PLACE) > 50
    lines = lines_of(space, figures, read_dossiers(space, **YEAR), "01291").set_index("item")
    assert lines.loc["10.1", "value"] == 44.0
    scores = figures.scores[figures.scores["code"].eq("01291") & figures.scores["period"].eq(2021)]
    known = scores.set_index("indicator")["value"]
    assert lines.loc["11.1", "value"] == known["11.1"] == lines.loc["11.1", "before"]
    assert lines.loc["11.1", "status"] == ("met" if known["11.1"] <= 13 else "not_met")
    assert begin_from_before(space, figures, "01291", **PLACE) == 0


def test_evidence_is_linked_to_a_file_and_the_file_cannot_go_while_it_is(space, reported):
    upload_evidence(space, "01291", "10.1", PDF, title="Biên bản", on=date(2022, 6, 1), page="tr. 3", **PLACE)
    (number,) = attachments_of(space, "01291", vintage="2020")["number"]
    link_evidence(space, "01291", "11.1", int(number), **PLACE)
    table = evidence_of(space, "01291", **YEAR)
    assert table[["item", "title", "page"]].fillna("").to_numpy().tolist() == [
        ["10.1", "Biên bản", "tr. 3"],
        ["11.1", "Biên bản", ""],
    ]
    with pytest.raises(TableError, match=r"10\.1, 11\.1"):
        remove_attachment(space, int(number), vintage="2020", by="Lan")
    with pytest.raises(TableError, match="no attachment 99"):
        link_evidence(space, "01291", "11.1", 99, **PLACE)
    unlink_evidence(space, int(table["number"].iloc[1]), **PLACE)
    assert len(evidence_of(space, "01291", **YEAR)) == 1
    begin_from_before(space, reported, "01291", **PLACE)
    save_draft(space, "01291", pd.DataFrame({"item": ["13.4"], "note": ["Không có làng nghề"]}), **PLACE)
    send(space, reported, "01291", today=date(2022, 12, 1), **PLACE)
    for change in (
        lambda: unlink_evidence(space, int(table["number"].iloc[0]), **PLACE),
        lambda: link_evidence(space, "01291", "10.1", int(number), **PLACE),
    ):
        with pytest.raises(TableError, match="were sent and are not sent back"):
            change()


def test_what_was_sent_the_year_before_goes_before_what_figures_say(space, reported):
    begin_from_before(space, reported, "01291", **PLACE)
    save_draft(space, "01291", _rows(i10_1=47.5), **PLACE)
    send(space, reported, "01291", today=date(2022, 12, 1), **PLACE)
    lines = lines_of(space, reported, read_dossiers(space, vintage="2020", period=2023), "01291").set_index("item")
    assert lines.loc["10.1", "before"] == 47.5
    begin_from_before(space, reported, "01291", vintage="2020", period=2023, by="Lan")
    later = read_dossiers(space, vintage="2020", period=2023).reports.set_index("item")["value"]
    assert later["10.1"] == 47.5
