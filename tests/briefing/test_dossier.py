"""What a commune's page holds beside its criteria."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ntm_geo.briefing.dossier import dossier
from ntm_geo.themes import map_layers


@pytest.fixture(scope="module")
def drawn(shipped):
    return map_layers.layer(shipped, vintage="2020", boundary_set="schematic")


def test_it_counts_what_the_assessment_counts(shipped, figures, standing, drawn):
    counts = standing(2022).assessment.hamlet_counts.set_index("code")
    for code in ("01438", "01795", "01291"):
        more = dossier(shipped, figures, standing(2022), code, drawn)
        certified = sum(hamlet.certified for hamlet in more.hamlets)
        assert (certified, len(more.hamlets)) == tuple(counts.loc[code, ["certified", "total"]])


def test_recognitions_are_those_up_to_the_year(shipped, figures, standing, drawn):
    table = figures.recognitions
    late = table[table["recognised_on"].dt.year.eq(2021)].iloc[0]
    assert not dossier(shipped, figures, standing(2020), late["code"], drawn).recognitions
    (one,) = dossier(shipped, figures, standing(2022), late["code"], drawn).recognitions
    assert (one.level, one.on.year, one.revoked) == ("standard", 2021, None)


def test_a_recognition_counts_from_the_year_it_is_given_for_and_says_its_decision(shipped, figures, standing, drawn):
    (one,) = dossier(shipped, figures, standing(2022), "01456", drawn).recognitions
    assert (one.for_year, one.on, one.decision, one.ended) == (2018, date(2019, 1, 14), "46/QĐ-UBND", False)


def test_a_level_that_ended_with_its_set_is_said_to_have(shipped, figures, standing, drawn):
    table = figures.registers["2020"].recognitions
    advanced = table[table["code"].eq("01456")].assign(level="advanced", for_year=2021)
    registers = {"2020": replace(figures.registers["2020"], recognitions=pd.concat([table, advanced]))}
    known = replace(figures, registers=registers)
    later = replace(standing(2022), period=2026)
    lines = dossier(shipped, known, later, "01456", drawn).recognitions
    assert {one.level: one.ended for one in lines} == {"standard": False, "advanced": True}


def test_nothing_is_made_up_where_nothing_is_known(shipped, figures, standing, drawn):
    more = dossier(shipped, figures, standing(2022), "01291", drawn)
    assert more.area_km2 is None
    assert more.population is None
    assert more.zone == ""
    assert more.poverty_rate is None


def test_units_without_a_register_have_none(shipped, figures, standing):
    drawn = map_layers.layer(shipped, vintage="2025", boundary_set="schematic")
    without = replace(figures, registers={"2020": figures.registers["2020"]})
    more = dossier(shipped, without, standing(2022, "2025"), "01438", drawn)
    assert more.hamlets == ()
    assert more.location.startswith("<svg")
