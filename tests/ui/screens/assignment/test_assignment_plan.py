"""A plan's state stands over the map; a name that is taken is refused and nothing is half saved."""

from ntm_geo.partners.assignment_plans import list_plans


def test_a_name_that_is_taken_is_refused(app, fresh):
    for place in (1, 2):
        at = app("assignment", period="2022")
        if place == 2:
            at.button(key="assign_new").click().run()
            assert at.text_input(key="assign_name").value != "Phân công", "the name proposed is a free one"
        at.text_input(key="assign_name").set_value("Phân công")
        at.button(key="assign_start").click().run()
        assert bool(at.error) == (place == 2)
    assert len(list_plans(fresh)) == 1
