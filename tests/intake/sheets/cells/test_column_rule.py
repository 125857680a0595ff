"""A column is read as it stands unless something says otherwise."""

from ntm_geo.intake.sheets.cells.column_rule import ColumnRule


def test_the_plain_rule_changes_nothing():
    rule = ColumnRule()
    assert (rule.factor, rule.exchanged, rule.left_out, rule.notes, rule.questions) == (1.0, False, False, (), ())
