"""A sending is a copy: what stands in the draft later does not change it."""

from datetime import date

from ntm_geo.dossiers.dossier_rows import read_dossiers
from ntm_geo.dossiers.sending import to_send

YEAR = {"vintage": "2025", "period": 2026}
BACK = {"does": "department", "verdict": "sent_back", "reason": "Thiếu", "due": date(2026, 10, 20), "criteria": [3]}


def test_a_second_sending_stands_beside_the_first(space, act):
    every = [str(key) for key in range(1, 11)]
    act(space, "01290", 2026, {"does": "fill"})
    assert to_send(read_dossiers(space, **YEAR), "01290", every) == every
    act(space, "01290", 2026, {"does": "send"})
    assert to_send(read_dossiers(space, **YEAR), "01290", every) == []
    act(space, "01290", 2026, BACK)
    assert to_send(read_dossiers(space, **YEAR), "01290", every) == ["3"]
    act(space, "01290", 2026, {"does": "fill", "criteria": [3], "value": 0.0})
    act(space, "01290", 2026, {"does": "send", "by": "Hoa"})
    sent = read_dossiers(space, **YEAR).sent
    third = sent[sent["item"].eq("3")].sort_values("sending")
    assert third[["sending", "met", "by"]].to_numpy().tolist() == [[1, True, "Lan"], [2, False, "Hoa"]]
    assert len(sent) == 11
