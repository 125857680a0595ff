"""Names of files are safe on every system, unique, and still what people called them."""

from hypothesis import given
from hypothesis import strategies as st

from ntm_geo.dossier_papers.evidence_files import free_path

WINDOWS = {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_evidence_stands_by_criterion_and_once_a_criterion(made):
    assert [item.path for item in made.file_list.files if item.path.startswith("minh-chung/")] == [
        "minh-chung/1/Quyết định phê duyệt.pdf",
        "minh-chung/2/Bảng kê_ đường xã.pdf",
        "minh-chung/2/Bảng kê_ đường xã (2).pdf",
        "minh-chung/10/tep_con.pdf",
    ]


@given(st.lists(st.text() | st.sampled_from(["CON.pdf", "con", "a/../b.pdf", "..", ".", "é.PDF", "é.pdf"]), max_size=8))
def test_any_name_becomes_a_safe_one_nobody_else_has(names):
    paths = []
    for name in names:
        path = free_path("minh-chung/3", name, paths)
        folder, criterion, last = path.split("/")
        assert (folder, criterion) == ("minh-chung", "3")
        assert last.split(".")[0].lower() not in WINDOWS
        assert not set(last) & set('\\:*?"<>|\0\n')
        assert last == last.strip(" ")
        assert last.strip(". ")
        assert not last.endswith(".")
        paths.append(path)
    assert len({path.casefold() for path in paths}) == len(names)
