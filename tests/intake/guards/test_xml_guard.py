"""XML is plain, whole and of one root, or it is refused before a library sees it."""

import pytest

from ntm_geo.errors import InputFileError
from ntm_geo.intake.guards import xml_guard
from ntm_geo.intake.guards.xml_guard import check_xml, local, root_name


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "a.kml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("<kml/>", "kml"),
        ("\ufeff<?xml version='1.0'?>\n<!-- <a> --><k:kml xmlns:k='x'>", "kml"),
        ("<!-- <kml> --><OGRVRTDataSource>", "OGRVRTDataSource"),
        ("<kml/>".encode("utf-16"), "kml"),
        ("not xml", ""),
        ("<!-- " + "x" * 2_000_000 + "--><kml/>", ""),
        ("", ""),
    ],
)
def test_the_root_is_the_first_element(written, text, root):
    assert root_name(written(text)) == root


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE kml><kml/>", "DOCTYPE"),
        ("<!DOCTYPE kml [<!ENTITY e 'x'>]><kml>&e;</kml>", "DOCTYPE"),
        ("<?php x?><kml/>", "php"),
        ("<kml><?php x?></kml>", "php"),
        ("<kml>" + "<a>" * 200 + "</a>" * 200 + "</kml>", "deep"),
        ("<vrt><kml/></vrt>", "outermost"),
        ("<kml>", "not whole"),
        ("<kml/><vrt/>", "not whole"),
        ("<kml>&e;</kml>", "not whole"),
        ("<?xml version='1.0' encoding='no-such'?><kml/>", "not whole"),
    ],
)
def test_what_is_not_plain_is_refused(written, text, said):
    with pytest.raises(InputFileError, match=said) as caught:
        check_xml(written(text), root="kml")
    assert caught.value.where == "a.kml"


def test_plain_xml_passes_and_too_many_elements_do_not(written, monkeypatch):
    path = written("<?xml version='1.0' encoding='windows-1258'?><kml>" + "<a/>" * 50 + "</kml>")
    check_xml(path, root="kml")
    monkeypatch.setattr(xml_guard, "MAX_ELEMENTS", 10)
    with pytest.raises(InputFileError, match="too many"):
        check_xml(path, root="kml")


def test_a_prefix_is_left_out():
    assert local("a:b:c") == "c"
