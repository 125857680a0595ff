"""The list marks how firm a place is, and explains the commune looked at."""


def _ranking(at):
    return next(one.value for one in at.dataframe if one.value.shape[0] == 122 and one.value.shape[1] == 5)


def test_the_commune_looked_at_is_explained(app):
    at = app("priorities", period="2022", commune="01795")
    other = next(code for code in ("01291", "01294", "01297") if code)
    assert not [one for one in at.info if "đứng thứ" in one.value] or at.session_state["ntm_view"].commune == "01795"
    at = app("priorities", period="2022", commune=other)
    assert any("đứng thứ" in one.value for one in at.info)


def test_ranges_stand_beside_the_rank(app):
    frame = _ranking(app("priorities", period="2022"))
    for text, rank in zip(frame.iloc[:, 4], frame.iloc[:, 0], strict=True):
        best, worst = (int(one) for one in text.replace(" ⚠", "").split("–"))
        assert best <= rank <= worst
