"""Two dossiers of an office: one of 2022 half appraised, with evidence under hostile names, one of 2026 voted on."""

import io
import shutil
import zipfile
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from docx import Document

from ntm_geo.acting import PROGRAM, acting_as
from ntm_geo.dossier_papers.dossier_facts import dossier_facts
from ntm_geo.dossier_papers.dossier_zip import make_dossier
from ntm_geo.dossiers.appraising import Appraisal, Vote, appraise, record_vote
from ntm_geo.dossiers.dossier_rows import add_rows
from ntm_geo.dossiers.filling import upload_evidence
from ntm_geo.dossiers.sending import send
from ntm_geo.records.figures import load_figures
from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace
from tests.accounts import conftest as accounts
from tests.conftest import OPENS_ON
from tests.dossiers.conftest import fill

as_, office, rights, space = accounts.as_, accounts.office, accounts.rights, accounts.space
"""Fixtures of the accounts."""
OLD = {"vintage": "2020", "period": 2022}
NEW = {"vintage": "2025", "period": 2026}
AT = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
FILES = (
    ("1.1", "Quyết định phê duyệt.pdf", b"%PDF-1 quy hoach"),
    ("2.1", "../../Bảng kê: đường xã.PDF", b"%PDF-2 duong xa"),
    ("2.2", "..\\Bảng kê: đường xã.pdf", b"%PDF-3 duong thon"),
    ("2.3", "lần nữa.pdf", b"%PDF-3 duong thon"),
    ("10.1", "con.pdf", b"%PDF-4 thu nhap"),
)


@pytest.fixture(scope="session")
def desk(tmp_path_factory, empty_database):
    """A workspace with both dossiers; nobody has to sign in."""
    folder = tmp_path_factory.mktemp("dossiers")
    shutil.copy(empty_database, folder)
    space = open_workspace(Settings(data_dir=folder, opens_on=OPENS_ON))
    figures = load_figures(space)
    with acting_as(PROGRAM):
        place = {**OLD, "by": "Lan"}
        fill(space, "01291", [str(key) for key in range(1, 20)], figures, value=1.0, **place)
        for item, name, content in FILES:
            upload_evidence(space, "01291", item, (name, content), title=f"Minh chứng {item}", on=date(2022, 12, 1),
                            page="3", **place)  # fmt: skip
        send(space, figures, "01291", today=date(2023, 1, 5), **place)
        for criterion, verdict in (("10", "met"), ("11", "not_met")):
            for step in ("district", "department"):
                reason = "Thiếu danh sách hộ" if verdict == "not_met" else ""
                found = Appraisal(step=step, verdict=verdict, reason=reason)
                appraise(space, "01291", criterion, found, today=date(2023, 1, 20), **place)
        place = {**NEW, "by": "Hoa"}
        fill(space, "01290", [str(key) for key in range(1, 11)], figures, value=1.0, **place)
        send(space, figures, "01290", today=date(2026, 10, 1), **place)
        met = {"code": "01290", "period": 2026, "sending": 1, "step": "department", "verdict": "met"}
        rows = [{**met, "criterion": str(key), "at": "2026-10-06T08:00:00+00:00", "by": "Hoa"} for key in range(1, 11)]
        add_rows(space, "appraisals", rows, **place)
        vote = Vote(held_on=date(2026, 10, 20), members=11, present=9, agreed=8, proposes=True, note="Họp trực tuyến")
        record_vote(space, "01290", vote, today=date(2026, 10, 21), **place)
    return space


@pytest.fixture(scope="session")
def appraised(desk):
    return load_figures(desk)


@pytest.fixture(scope="session")
def facts(desk, appraised):
    """What the papers of both dossiers say."""
    return SimpleNamespace(
        old=dossier_facts(desk, appraised, "01291", **OLD), new=dossier_facts(desk, appraised, "01290", **NEW)
    )


@pytest.fixture(scope="session")
def made(desk, appraised):
    """The dossier of 2022 as a file."""
    return make_dossier(desk, appraised, "01291", by="Lan", at=AT, **OLD)


@pytest.fixture(scope="session")
def members(made):
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        return {item.filename: package.read(item) for item in package.infolist()}


@pytest.fixture(scope="session")
def words():
    """The text of a Word document, its tables as rows of cells."""

    def read(content):
        paper = Document(io.BytesIO(content))
        tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
        cells = "\n".join(cell for table in tables for row in table for cell in row)
        return SimpleNamespace(text="\n".join(item.text for item in paper.paragraphs) + "\n" + cells, tables=tables)

    return read
