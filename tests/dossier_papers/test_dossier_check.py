"""Any byte that was changed is found; what was taken away or added is named; hostile zips are one clear error."""

import io
import stat
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_geo.dossier_papers.dossier_check import Fault, check_dossier, compare
from ntm_geo.errors import InputFileError


@pytest.fixture
def packed(tmp_path):
    """Write members, by name or as entries, into a zip."""

    def write(contents, **extra):
        path = tmp_path / "ho-so.zip"
        with zipfile.ZipFile(path, "w", extra.get("packing", zipfile.ZIP_STORED)) as package:
            for name, content in contents:
                package.writestr(name, content)
        return path

    return write


def test_a_dossier_as_it_was_made_has_no_fault(made, tmp_path, members, packed):
    path = tmp_path / "x.zip"
    path.write_bytes(made.content)
    assert check_dossier(path).faults == ()
    assert check_dossier(path).file_list == made.file_list
    assert check_dossier(packed(members.items())).faults == ()


def test_what_is_missing_changed_and_added_is_named(members, packed):
    changed = dict(members) | {"minh-chung/10/tep_con.pdf": b"%PDF-4 thu nhap!", "them.txt": b"x"}
    del changed["02-bao-cao.docx"]
    assert check_dossier(packed(changed.items())).faults == (
        Fault(kind="missing", path="02-bao-cao.docx"), Fault(kind="changed", path="minh-chung/10/tep_con.pdf"),
        Fault(kind="extra", path="them.txt"),
    )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_changed_in_a_member_is_found(members, packed, data):
    name = data.draw(st.sampled_from(sorted(members)))
    content = bytearray(members[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path = packed((dict(members) | {name: bytes(content)}).items())
    if name == "danh-muc.json":
        with pytest.raises(InputFileError):
            compare(path, {})
    else:
        assert compare(path, {})["faults"] == [["changed", name]]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_changed_in_what_is_packed_is_found(made, tmp_path, data):
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        names = package.namelist()
        item = package.getinfo(names[data.draw(st.integers(0, 10_000)) % len(names)])
    start = item.header_offset + 30 + len(item.filename.encode())
    content = bytearray(made.content)
    # What is drawn does not depend on the file: it is packed anew by every process, with its moment in it.
    content[start + data.draw(st.integers(0, 10_000_000)) % item.compress_size] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "x.zip"
    path.write_bytes(bytes(content))
    try:
        faults = compare(path, {})["faults"]
    except InputFileError:
        return
    assert faults == [["changed", item.filename]]


def _link():
    entry = zipfile.ZipInfo("lien-ket")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("extra", "error"),
    [
        (("/etc/passwd", b"x"), "outside its own folder"),
        (("../x.txt", b"x"), "outside its own folder"),
        (("minh-chung/../../x.txt", b"x"), "outside its own folder"),
        (("C:\\x.txt", b"x"), "outside its own folder"),
        (("01-TO-TRINH.docx", b"x"), "two files of the name"),
        ((_link(), b"/etc/passwd"), "locked file or a link"),
        (("lon.bin", b"\0" * 20_000_000), "more than a dossier may"),
    ],
)  # fmt: skip
def test_hostile_zips_are_one_clear_error(members, packed, extra, error):
    with pytest.raises(InputFileError, match=error):
        check_dossier(packed([*members.items(), extra], packing=zipfile.ZIP_DEFLATED))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_used_twice_is_refused(members, packed):
    with pytest.raises(InputFileError, match="two files of the name"):
        check_dossier(packed([*members.items(), ("01-to-trinh.docx", b"x")]))


def test_what_is_no_dossier_is_said_to_be_none(made, tmp_path, packed):
    path = tmp_path / "x.zip"
    for content in (b"", b"khong phai zip", made.content[: len(made.content) // 2], b"PK\x05\x06" + b"\xff" * 18):
        path.write_bytes(content)
        with pytest.raises(InputFileError):
            check_dossier(path)
    with pytest.raises(InputFileError, match=r"no danh-muc\.json"):
        check_dossier(packed([("a.txt", b"x")]))


def test_a_list_that_lies_about_its_size_is_not_read_to_its_end(made, members, packed):
    huge = b" " * 9_000_000 + members["danh-muc.json"]
    with pytest.raises(InputFileError, match="more than a dossier may"):
        check_dossier(packed([("danh-muc.json", huge)]))
