"""Papers turned into pictures, as a person would see them: LibreOffice makes pages, pdftoppm makes pictures."""

import os
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

SECONDS = 180


def to_pdf(content, name, folder):
    """Return the path of the PDF LibreOffice makes of a paper; the test is left out where it is missing."""
    office = shutil.which("soffice")
    if office is None:
        _missing("LibreOffice")
    source = Path(folder) / name
    source.write_bytes(content)
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        "pdf",
        "--outdir",
    ]
    subprocess.run([*command, str(folder), str(source)], check=True, capture_output=True, timeout=SECONDS)
    return source.with_suffix(".pdf")


def pages_of(pdf):
    """Return the text of every page, in composed form."""
    return [unicodedata.normalize("NFC", page.extract_text()) for page in PdfReader(str(pdf)).pages]


def fonts_of(pdf):
    """Return name and whether it is embedded of every font of a PDF."""
    found = {}
    for page in PdfReader(str(pdf)).pages:
        for font in (page.get("/Resources", {}).get("/Font") or {}).values():
            about = font.get_object()
            inner = about["/DescendantFonts"][0].get_object() if "/DescendantFonts" in about else about
            descriptor = inner.get("/FontDescriptor")
            keys = set(descriptor.get_object()) if descriptor is not None else set()
            found[str(about["/BaseFont"])] = bool(keys & {"/FontFile", "/FontFile2", "/FontFile3"})
    return found


def pictures_of(pdf, folder, *, dpi=60):
    """Return the pages of a PDF as pictures."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        _missing("pdftoppm (poppler-utils)")
    stem = Path(folder) / f"{Path(pdf).stem}-page"
    subprocess.run([tool, "-r", str(dpi), "-png", str(pdf), str(stem)], check=True, timeout=SECONDS)
    return [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob(f"{stem.name}*.png"))]


def ink_at_the_edge(picture, margin=0.015):
    """Return whether anything but paper stands in the outermost part of a page: it would be cut off in print."""
    width, height = picture.size
    edge = int(min(width, height) * margin)
    sides = [
        (0, 0, width, edge),
        (0, height - edge, width, height),
        (0, 0, edge, height),
        (width - edge, 0, width, height),
    ]
    return any(min(low for low, _high in picture.crop(side).getextrema()) < 200 for side in sides)


def _missing(program):
    reason = f"no {program} on this machine; `python run.py test` installs it"
    if os.environ.get("NTM_REQUIRE_BROWSER"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
