"""An error says what, where and what to do, and can be translated."""

import pytest

from ntm_geo import errors
from ntm_geo.errors import InputFileError, NtmGeoError, msg


def test_the_text_holds_all_three_parts():
    error = InputFileError(msg("The file {name} is empty.", name="a.shp"), where="a.zip", fix=msg("Export it again."))
    assert str(error) == "a.zip: The file a.shp is empty. Export it again."


def test_no_place_no_colon():
    assert str(NtmGeoError(msg("Nothing."), fix=msg("Wait."))) == "Nothing. Wait."


@pytest.mark.parametrize(
    "kind",
    [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)],
)
def test_every_error_of_ours_is_one_family(kind):
    assert issubclass(kind, NtmGeoError)
