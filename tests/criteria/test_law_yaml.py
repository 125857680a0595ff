"""What an office entered can be shipped: the files written are read as the set they were written from."""

import shutil

from ntm_geo.criteria.law_edition import read_edition
from ntm_geo.criteria.law_lines import law_lines
from ntm_geo.criteria.law_yaml import law_files
from ntm_geo.criteria.load import load_criteria_set
from tests.made_up_law import made_up_lines


def _load(law_copy, law, files):
    folder = law_copy.folder / "sets" / law.key
    for path in folder.glob("*.yaml"):
        if path.name != "set.yaml":
            path.unlink()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return load_criteria_set(law_copy.folder, law.key)


def test_the_shipped_sets_come_back_from_files_written_anew(law_copy, shipped):
    for law in shipped.shipped_law.sets.values():
        assert _load(law_copy, law, law_files(law, law_lines(law, ()))) == law


def test_a_set_entered_at_the_desk_can_be_shipped(law_copy, shipped):
    law = shipped.shipped_law.sets["commune-2026"]
    lines = made_up_lines(law)
    lines.loc[lines["code"].eq("1.1"), ["checked_by", "checked_page"]] = "An", "7"
    lines.loc[lines["code"].eq("1.1"), "checked_on"] = "2026-11-02"
    written = _load(law_copy, law, law_files(law, lines))
    assert written == read_edition(law, lines).law
    assert written.indicator("1.1").values[0].checks[0].page == "7"
    shutil.rmtree(law_copy.folder)
