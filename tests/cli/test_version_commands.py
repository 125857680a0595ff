"""``data``: versions and copies, and the way back from a damaged database."""

from ntm_geo.settings import Settings
from ntm_geo.workspace.workspace import open_workspace


def test_a_damaged_database_is_replaced_by_the_newest_good_copy(run, tmp_path):
    assert run("data", "list").exit_code == 0
    file = tmp_path / "data" / "ntm.sqlite"
    copies = tmp_path / "data" / "copies"
    assert run("data", "backup", str(copies / "ntm-2026-01-01.sqlite")).exit_code == 0
    assert run("data", "recover").exit_code == 1
    open_workspace(Settings.from_environment()).store.close()  # the program is stopped, as the error says
    file.write_bytes(b"no database at all")
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    done = run("data", "recover")
    assert done.exit_code == 0
    assert "ntm-2026-01-01.sqlite" in done.stdout
    assert run("data", "list").exit_code == 0
