"""What a file is read with: nothing is chosen unless a person chose it."""

from ntm_geo.intake.boundary_files.boundary_import import preview_boundaries
from ntm_geo.intake.boundary_files.boundary_preview import BoundaryQuestion, Ingested


def test_nothing_is_waived_by_itself():
    question = BoundaryQuestion()
    assert not any([question.partial, question.as_drawn, question.mend_m, question.layer, question.crs])


def test_what_came_of_a_file_tells_what_was_read_and_how_it_fits(shipped):
    source = shipped.province.folder / shipped.province.vintage("2025").schematic
    preview = preview_boundaries(shipped, source)
    done = Ingested(preview=preview, kept=None, new=False)
    assert (done.intake, done.match, done.dry_run) == (preview.intake, preview.match, False)
    assert [one.vintage for one in preview.vintages] == ["2025", "2020"]
    assert preview.placement.units == preview.match.listed == 56
