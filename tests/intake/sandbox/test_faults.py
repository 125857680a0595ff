"""Errors of ours cross the border as data and are raised as what they were."""

import pytest

from ntm_geo.errors import CrsMissingError, CrsProposal, InputFileError, ProvinceChoiceError, msg
from ntm_geo.intake.sandbox.faults import from_error, from_message, to_error, to_message
from ntm_geo.intake.sandbox.plain import BrokenAnswerError, decode, encode


def _crossed(error):
    return to_error(decode(encode(from_error(error))))


def test_a_message_keeps_its_template_and_values():
    message = msg("{count} of {what}", count=3, what=msg("units {kind}", kind="x"))
    back = to_message(decode(encode(from_message(message))))
    assert back.template == message.template
    assert dict(back.values) == dict(message.values)
    assert str(to_message(from_message(msg("{x}", x=[1])))) == "[1]"


def test_proposals_and_provinces_come_along():
    proposal = CrsProposal(crs="EPSG:9210", name="VN", why=msg("why"), bounds_wgs84=(1.0, 2.0, 3.0, 4.0))
    missing = _crossed(CrsMissingError(msg("a"), where="x.shp", fix=msg("b {n}", n=1), proposals=(proposal,)))
    assert type(missing) is CrsMissingError
    assert missing.proposals == (proposal,)
    assert str(missing) == "x.shp: a b 1"
    choice = _crossed(ProvinceChoiceError(msg("a"), fix=msg("b"), provinces=(("04", "Cao", 56),)))
    assert type(choice) is ProvinceChoiceError
    assert choice.provinces == (("04", "Cao", 56),)


def test_a_class_nobody_knows_becomes_an_input_error():
    data = from_error(InputFileError(msg("a"), fix=msg("b")))
    for name in ("Message", "dataclass", "SystemExit", "nothing"):
        assert type(to_error(data | {"class": name})) is InputFileError


@pytest.mark.parametrize("template", ["{x.__class__}", "{x[0]}", "{x:>9999999999}", "{x!r}", "{missing}", "{", "{0}"])
def test_a_template_can_do_nothing_but_be_filled_in(template):
    with pytest.raises((BrokenAnswerError, ValueError)):
        to_message({"template": template, "values": {"x": "y"}})


@pytest.mark.parametrize(
    "data", [None, [], {}, {"class": 1}, {"class": "InputFileError", "what": 5, "where": "", "fix": {}}]
)
def test_what_is_no_error_is_refused(data):
    with pytest.raises(BrokenAnswerError):
        to_error(data)
