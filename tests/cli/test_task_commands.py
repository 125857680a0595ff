"""``tasks``: what waits for a seat, for people, for programs, as a file."""

import json

from ntm_geo.monitoring.entries import add_record


def _difficulty(space):
    row = {"code": "01291", "criterion": "10", "what": "thiếu vốn", "in_charge": "statistics", "raised_on": "2022-10-01",
           "due_on": "2022-11-01"}  # fmt: skip
    add_record(space, "difficulties", row, vintage="2020", by="An")


def test_a_department_reads_what_waits_for_it(run, fresh, tmp_path):
    _difficulty(fresh)
    options = ["tasks", "--role", "department", "--body", "statistics", "--period", "2022"]
    done = run(*options)
    assert done.exit_code == 0
    assert "tiêu chí 10 · thiếu vốn · hạn 01/11/2022, quá hạn" in done.output
    (task,) = json.loads(run(*options, "--json").output)
    assert (task["kind"], task["code"], task["late"]) == ("solve", "01291", True)
    file = tmp_path / "viec.txt"
    assert run(*options, "--out", str(file)).exit_code == 0
    assert "thiếu vốn" in file.read_text(encoding="utf-8")


def test_a_role_nobody_knows_is_refused_with_those_there_are(run, fresh):
    done = run("tasks", "--role", "king")
    assert done.exit_code == 2
    assert "coordination" in done.output


def test_mail_without_a_server_says_what_to_set(run, fresh):
    done = run("tasks", "--period", "2022", "--to", "a@b.vn")
    assert done.exit_code == 1
    assert "NTM_SMTP_HOST" in str(done.exception)
