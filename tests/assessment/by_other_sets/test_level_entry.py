"""Values typed for one commune: read as people write them, refused with their code, beside those of the others."""

import pytest

from ntm_geo.assessment.by_other_sets.level_entry import save_values, value_table
from ntm_geo.errors import LawError, TableError, VersionConflictError
from ntm_geo.i18n import use_language

KIND, AT = "advanced_scores", {"vintage": "2025", "period": 2025}


@pytest.fixture(autouse=True)
def vietnamese():
    use_language("vi")


def _typed(office, code, **values):
    table = value_table(office.space, KIND, code, **AT)
    frame = table.frame
    for line, value in values.items():
        frame.loc[frame["line"].eq(line.replace("_", ".")), "value"] = value
    return frame, table.version


def test_what_is_typed_comes_back_as_it_is_written_here(office):
    office.enter("none")
    frame, version = _typed(office, office.code, _10_1="51,5", _3_2="Đạt", _1_2="chưa đạt", _17_1="70 %")
    assert len(frame) == 76, "75 indicators, one of them in two parts"
    frame.loc[frame["line"].eq("10.1"), "value"] = "51,5"
    for line, value in (("3.2", "Đạt"), ("1.2", "chưa đạt"), ("17.1", "70 %")):
        frame.loc[frame["line"].eq(line), "value"] = value
    save_values(office.space, KIND, office.code, frame, **AT, by="An", expected=version)
    shown = value_table(office.space, KIND, office.code, **AT).frame.set_index("line")["value"]
    assert shown[["10.1", "3.2", "1.2", "17.1"]].tolist() == ["51,5", "đạt", "chưa đạt", "70"]
    assert shown.drop(["10.1", "3.2", "1.2", "17.1"]).eq("").all()


def test_others_keep_theirs_and_a_stale_page_is_refused(office):
    other = office.standing.assessment.standings["code"].iloc[1]
    office.enter({})
    before = value_table(office.space, KIND, office.code, **AT).frame
    frame, version = _typed(office, other)
    frame["value"] = frame["value"].where(frame["line"].ne("10.1"), "44")
    save_values(office.space, KIND, other, frame, **AT, by="Lan", expected=version)
    assert value_table(office.space, KIND, office.code, **AT).frame.equals(before)
    with pytest.raises(VersionConflictError):
        save_values(
            office.space,
            KIND,
            other,
            frame.assign(value=frame["value"].replace("44", "45")),
            **AT,
            by="An",
            expected=version,
        )


@pytest.mark.parametrize(
    ("line", "value"), [("10.1", "nhiều"), ("17.1", "101"), ("17.1", "-1"), ("3.2", "một nửa"), ("10.1", "1e999")]
)
def test_what_is_no_value_is_named_and_nothing_is_kept(office, line, value):
    frame, version = _typed(office, office.code)
    frame["value"] = frame["value"].where(frame["line"].ne(line), value)
    with pytest.raises(TableError) as caught:
        save_values(office.space, KIND, office.code, frame, **AT, by="An", expected=version)
    assert caught.value.where == line
    assert value_table(office.space, KIND, office.code, **AT).version == version


def test_a_set_that_is_not_entered_has_no_table(shipped):
    with pytest.raises(LawError):
        value_table(shipped, KIND, "01267", **AT)
