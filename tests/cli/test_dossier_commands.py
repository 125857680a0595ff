"""``dossier``: made, checked, and what was changed is a line each with exit code 1."""

import json
import zipfile

from ntm_geo.errors import InputFileError, UnknownUnitError


def test_a_dossier_is_made_and_checked(run, tmp_path):
    path = tmp_path / "ho-so.zip"
    made = run("dossier", "make", "--commune", "01290", "--period", "2026", "--out", str(path), "--by", "Lan")
    assert made.exit_code == 0, made.exception
    assert "7 tệp" in made.stdout
    seal = made.stdout.splitlines()[-1].split(": ")[1]
    checked = run("dossier", "verify", str(path))
    assert checked.exit_code == 0
    assert "người lập: Lan" in checked.stdout
    assert seal in checked.stdout
    assert checked.stdout.splitlines()[-1] == "Bộ hồ sơ nguyên vẹn, đúng như lúc lập."

    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            if name != "06-muc-do-hai-long.docx":
                package.writestr(name, content + b"x" * (name == "01-to-trinh.docx"))
        package.writestr("them.txt", b"x")
    broken = run("dossier", "verify", str(path))
    assert broken.exit_code == 1
    assert broken.stdout.splitlines()[2:] == [
        "01-to-trinh.docx: đã bị thay đổi so với lúc lập.", "06-muc-do-hai-long.docx: không còn trong bộ hồ sơ.",
        "them.txt: không có trong bộ hồ sơ lúc lập.",
    ]  # fmt: skip
    told = json.loads(run("dossier", "verify", str(path), "--json").stdout)
    assert [item["kind"] for item in told["faults"]] == ["changed", "missing", "extra"]


def test_what_cannot_be_made_or_read_is_one_error(run, tmp_path):
    made = run("dossier", "make", "--commune", "01273", "--period", "2026", "--out", str(tmp_path / "x.zip"))
    assert isinstance(made.exception, UnknownUnitError)
    assert not (tmp_path / "x.zip").exists()
    assert isinstance(run("dossier", "verify", str(tmp_path / "x.zip")).exception, InputFileError)
