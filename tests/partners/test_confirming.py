"""A commune says whether support was done as reported; what it said is never taken back."""

from datetime import date

import pandas as pd
import pytest

from ntm_geo.acting import Actor, acting_as
from ntm_geo.errors import NtmGeoError, RightsError, TableError
from ntm_geo.partners.confirming import confirm_support, load_confirmations, with_confirmations
from ntm_geo.partners.support import follow_up, save_support
from ntm_geo.store.datasets import add_version, current_version
from ntm_geo.store.kinds import MODELS
from ntm_geo.store.versions import NewVersion, Slot
from ntm_geo.tables.provenance import Provenance


@pytest.fixture
def done(fresh):
    """Three contents: one open, two done."""
    rows = pd.DataFrame(
        {"agency": "health", "code": ["01291", "01291", "01294"], "year": 2022, "content": ["Khám", "Tủ thuốc", "Giếng"],
         "done_on": [None, "2022-05-01", "2022-05-02"]}
    )  # fmt: skip
    rows["done_on"] = pd.to_datetime(rows["done_on"])
    save_support(fresh, rows.assign(number=None), vintage="2020", by="An", expected=None)
    return fresh


def _states(space):
    table = follow_up(space, vintage="2020", year=2022, on=date(2022, 6, 1))
    seen = with_confirmations(table, load_confirmations(space, vintage="2020"))
    return dict(zip(seen["number"], seen["confirmation"], strict=True))


def test_what_is_done_waits_until_its_commune_has_said_something(done):
    assert _states(done) == {1: "", 2: "waiting", 3: "waiting"}
    confirm_support(done, 2, confirmed=False, note="  mới xong \n một nửa ", vintage="2020", by="Xã")
    confirm_support(done, 3, confirmed=True, vintage="2020", by="Xã")
    assert _states(done) == {1: "", 2: "refused", 3: "confirmed"}
    confirm_support(done, 2, confirmed=True, vintage="2020", by="Xã")
    assert _states(done)[2] == "confirmed"
    words = load_confirmations(done, vintage="2020")
    assert words["confirmed"].tolist() == [False, True, True], "what was said before stays"
    assert words["note"].iloc[0] == "mới xong một nửa"


@pytest.mark.parametrize(
    ("number", "confirmed", "message"),
    [(1, True, "is not reported as done"), (9, True, "is not reported as done"), (2, False, "What is not as reported")],
)
def test_nothing_is_confirmed_that_was_not_done_and_no_refusal_is_without_a_reason(number, confirmed, message, done):
    with pytest.raises(TableError, match=message):
        confirm_support(done, number, confirmed=confirmed, note=" ", vintage="2020", by="Xã")
    assert load_confirmations(done, vintage="2020").empty


def test_what_a_commune_said_cannot_be_changed_or_taken_away(done):
    confirm_support(done, 2, confirmed=False, note="chưa xong", vintage="2020", by="Xã")
    slot = Slot(kind="confirmations", vintage="2020")
    table = load_confirmations(done, vintage="2020").assign(confirmed=True)
    for changed in (table, table.iloc[:0]):
        new = NewVersion(slot=slot, table=MODELS["confirmations"].validate(changed), by="ai đó",
                         provenance=Provenance(source="x", sha256="0" * 64))  # fmt: skip
        with pytest.raises(NtmGeoError):
            add_version(done.store, new, expected=current_version(done.store, slot).id)
    assert load_confirmations(done, vintage="2020")["confirmed"].tolist() == [False]


def test_a_support_that_was_moved_to_another_commune_waits_again(done):
    confirm_support(done, 2, confirmed=True, vintage="2020", by="Xã")
    table = follow_up(done, vintage="2020", year=2022, on=date(2022, 6, 1))
    moved = table.assign(code=table["code"].where(table["number"].ne(2), "01297"))
    seen = with_confirmations(moved, load_confirmations(done, vintage="2020")).set_index("number")
    assert seen.loc[2, "confirmation"] == "waiting"


def test_only_the_commune_it_was_done_for_may_say_so(done, sit):
    sit("xa", "commune", units=["01291"])
    refused = [
        Actor(account="xa2", name="Xã 2", role="commune", units=frozenset({"01294"})),
        Actor(account="coquan", name="Y tế", role="agency", body="health"),
        Actor(account="lanhdao", name="Chủ tịch", role="leader"),
    ]
    for actor in refused:
        with acting_as(actor), pytest.raises(RightsError):
            confirm_support(done, 2, confirmed=True, vintage="2020", by="")
    assert load_confirmations(done, vintage="2020").empty
