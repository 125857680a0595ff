"""Who did what with a criterion, when and why, the newest first."""

from datetime import date

from ntm_geo.dossiers.dossier_history import HISTORY_COLUMNS, history_of
from ntm_geo.dossiers.dossier_rows import read_dossiers


def test_it_tells_sendings_and_appraisals(space, act):
    dossiers = read_dossiers(space, vintage="2025", period=2026)
    assert history_of(dossiers, "01290", "3").empty
    act(space, "01290", 2026, {"does": "fill"})
    act(space, "01290", 2026, {"does": "send", "by": "Lan"})
    back = {"does": "department", "verdict": "sent_back", "reason": "Thiếu", "due": date(2026, 10, 20)}
    act(space, "01290", 2026, {**back, "criteria": [3], "by": "Sở"})
    act(space, "01290", 2026, {"does": "send", "by": "Hoa"})
    table = history_of(read_dossiers(space, vintage="2025", period=2026), "01290", "3")
    assert list(table.columns) == list(HISTORY_COLUMNS)
    assert table[["by", "step", "verdict", "sending"]].to_numpy().tolist() == [
        ["Hoa", "commune", "sent", 2],
        ["Sở", "department", "sent_back", 1],
        ["Lan", "commune", "sent", 1],
    ]
    assert table["reason"].tolist()[1] == "Thiếu"
