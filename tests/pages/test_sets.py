"""The page of the two sets says who would fall, in both languages, and its list is the map's."""

import pytest


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "sẽ thiếu ít nhất một tiêu chí"), ("en", "would miss at least one")]
)
def test_a_leader_reads_who_would_fall(app, lang, words):
    at = app("sets", lang=lang, period="2022")
    said = [one.value for one in at.markdown if words in one.value]
    assert len(said) == 1
    frame = at.dataframe[0].value
    falls = frame.iloc[:, 1].isin(["Không còn đạt chuẩn", "Would fall below the standard"])
    assert str(int(falls.sum())) in said[0]
    assert falls.iloc[: int(falls.sum())].all()


def test_a_district_shows_its_own_communes(app):
    whole, part = (len(app("sets", period="2022", district=one).dataframe[0].value) for one in ("", "045"))
    assert 0 < part < whole == 139
