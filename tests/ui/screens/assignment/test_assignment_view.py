"""Map and table show the same pairs; lines follow the agency that is chosen."""

import json


def _style(at):
    arguments = [json.loads(one.proto.json_args) for one in at.get("component_instance")]
    return next(one["feature_group"] for one in arguments if "NTM.paint" in json.dumps(one))


def test_lines_are_drawn_for_the_agency_that_is_chosen(app):
    at = app("assignment", period="2022")
    draft = at.session_state["assignment_bench"].draft
    assert '"links"' not in json.dumps(_style(at)).replace("\\", "")
    agency = min(draft.chosen)[0]
    at.selectbox(key="assign_lines").set_value(agency).run()
    told = json.dumps(_style(at)).replace("\\", "")
    assert '"links"' in told
    assert told.count("→") + told.count("u2192") >= 1


def test_the_table_has_a_row_for_every_pair(app):
    at = app("assignment", period="2022")
    draft = at.session_state["assignment_bench"].draft
    table = next(one.value for one in at.dataframe if "km" in one.value.columns)
    assert len(table) == len(draft.pairs)
    assert not at.error
