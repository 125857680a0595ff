"""The list marks how firm a place is, and explains the commune looked at."""


def _ranking(at):
    return next(one.value for one in at.dataframe if one.value.shape[0] == 122 and one.value.shape[1] == 5)


def _explained(at):
    return [one.value for one in at.info if "đứng thứ" in one.value]


def test_the_commune_looked_at_is_explained_where_it_is_ranked(app):
    (said,) = _explained(app("priorities", period="2022", commune="01291"))
    assert "Đức Hạnh" in said
    assert "trong 122 xã" in said
    # Recognised already, so it is not ranked.
    assert _explained(app("priorities", period="2022", commune="01438")) == []


def test_ranges_stand_beside_the_rank(app):
    frame = _ranking(app("priorities", period="2022"))
    for text, rank in zip(frame.iloc[:, 4], frame.iloc[:, 0], strict=True):
        best, worst = (int(one) for one in text.replace(" ⚠", "").split("–"))
        assert best <= rank <= worst


def test_a_saved_ranking_is_verified_on_the_page(app, fresh):
    at = app("priorities", period="2022")
    at.button(key="scenario_save").click().run()
    at.button(key="scenario_verify").click().run()
    assert not at.exception
    assert any("trùng khớp từng chữ số" in one.value for one in at.success)
    assert any("122 xã" in one.value for one in at.success)
