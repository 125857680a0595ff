"""A question is open until one of its options is given, unless one of them does no harm."""

from ntm_geo.errors import msg
from ntm_geo.intake.sheets.cells.questions import Option, ask

OPTIONS = (Option(value="a", label=msg("A")), Option(value="b", label=msg("B")))


def test_only_its_own_options_answer_a_question():
    assert ask("k", msg("?"), OPTIONS, {}).open
    assert ask("k", msg("?"), OPTIONS, {"k": "c"}).open
    assert not ask("k", msg("?"), OPTIONS, {"k": "b"}).open
    assert not ask("k", msg("?"), OPTIONS, {}, assumed="a").open
