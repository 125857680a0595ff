"""An agency's communes are open to look at for everybody, and to write of for the agency and the office."""

import pytest

from ntm_geo.partners.partner_history import history

WHERE = {"period": "2022", "vintage": "2020"}


@pytest.mark.parametrize("role", ["coordination", "leader", "guest", "commune"])
def test_others_look_at_an_agency_and_only_the_office_writes(role, app, fresh, sit):
    table = history(fresh, vintage="2020")
    code = table.loc[table["agency"].eq("health"), "code"].iloc[0]
    sit("ai", role, **({"units": [code]} if role == "commune" else {}))
    at = app("agencies", **WHERE)
    at.selectbox(key="agency_chosen").set_value("health").run()
    assert not at.exception
    offered = [button for button in at.button if str(button.key).startswith(("register_", "report_"))]
    assert bool(offered) == (role == "coordination")
    assert any("tiêu chí đạt" in box.label for box in at.expander)
    assert any("chưa có phân công" in caption.value.lower() for caption in at.caption), "2023 is not decided"


def test_an_account_without_an_agency_of_the_list_is_told_so(app, fresh, sit):
    sit("ai", "agency", body="khong-co")
    at = app("agencies", **WHERE)
    assert "chưa gắn với cơ quan" in at.warning[0].value
