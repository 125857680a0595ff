"""Accounts by command: the first with a password, the others by a link."""

PASSWORD = "mua xuan tren ban\n"


def test_accounts_are_made_listed_changed(monkeypatch, tmp_path):
    from typer.testing import CliRunner

    from ntm_geo.cli import app
    from ntm_geo.errors import NtmGeoError

    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "data"))

    def run(*words, typed=""):
        return CliRunner().invoke(app, ["users", *words], input=typed)

    assert isinstance(run("add", "hoa", "--role", "coordination", typed=PASSWORD).exception, NtmGeoError)
    assert run("add", "quantri", "--role", "administrator", typed=PASSWORD).exit_code == 0
    made = run("add", "xa", "--role", "commune", "--units", "01270 01273", "--name", "Xã Sông Bằng")
    assert "/dat-mat-khau?token=" in made.stdout
    assert run("list").stdout.splitlines() == [
        "quantri  administrator  quantri", "xa  commune  Xã Sông Bằng  01270 01273",
    ]  # fmt: skip
    assert run("change", "xa", "--inactive", "--units", "01276").exit_code == 0
    assert "01276  ngừng sử dụng" in run("list").stdout
    assert isinstance(run("change", "ai", "--inactive").exception, NtmGeoError)
    assert "/dat-mat-khau?token=" in run("link", "xa").stdout


def test_a_person_is_linked_shown_and_erased(monkeypatch, tmp_path):
    from typer.testing import CliRunner

    from ntm_geo.cli import app
    from ntm_geo.errors import NtmGeoError

    monkeypatch.setenv("NTM_DATA_DIR", str(tmp_path / "data"))

    def run(*words, typed=""):
        return CliRunner().invoke(app, ["users", *words], input=typed)

    assert run("add", "quantri", "--role", "administrator", typed=PASSWORD).exit_code == 0
    assert run("add", "hoa", "--role", "guest", "--name", "Nông Thị Hoa").exit_code == 0
    assert run("link-identity", "hoa", "hoa@example.vn").exit_code == 0
    assert "hoa@example.vn" in run("personal", "hoa").stdout
    assert run("personal", "hoa", "--out", str(tmp_path / "hoa.json")).exit_code == 0
    assert "Nông Thị Hoa" in (tmp_path / "hoa.json").read_text("utf-8")
    assert isinstance(run("erase", "hoa").exception, NtmGeoError)
    assert run("change", "hoa", "--inactive").exit_code == 0
    assert run("erase", "hoa").exit_code == 0
    assert run("personal", "Nông Thị Hoa").stdout == ""
