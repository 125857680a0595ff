"""All criteria at once."""


def _show(at, name):
    at.session_state["criteria_show"] = name
    at.run(timeout=90)
    assert not at.exception
    return at


def test_there_is_a_small_map_for_every_criterion_and_each_opens_the_large_one(app):
    at = _show(app("criteria"), "many")
    opening = [one for one in at.button if str(one.key).startswith("open_")]
    assert len(opening) == 19
    opening[9].click().run(timeout=90)
    assert not at.exception
    assert at.query_params["theme"] == ["10"] or at.query_params["theme"] == "10"


def test_the_table_holds_every_commune_and_criterion(app):
    at = _show(app("criteria"), "table")
    frame = at.dataframe[0].value
    assert frame.shape == (139, 22)
    at = _show(app("criteria", district="045"), "table")
    assert len(at.dataframe[0].value) == 19


def test_the_table_of_2025_has_no_districts(app):
    at = _show(app("criteria", vintage="2025"), "table")
    assert at.dataframe[0].value.shape == (53, 21)


def test_small_maps_are_those_of_the_set_and_of_the_reader(app):
    def small(**address):
        at = app("criteria", period="2022", **address)
        at.session_state["criteria_show"] = "many"
        return at.run()

    def opened(at):
        return [one for one in at.button if str(one.key).startswith("open_")]

    def told(at):
        return [one.value for one in at.caption if "xã đạt" in one.value]

    assert len(opened(small())) == 19
    assert len(opened(small(against="commune-2026"))) == 10
    plain = small()
    before = told(plain)
    plain.session_state["what_if"] = (2022, "2020", frozenset({("01291", "2")}))
    assert told(plain.run()) != before
    assert told(small()) == before
