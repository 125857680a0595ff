"""``data``: what is made anew says which files it wrote."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_data_can_be_made_anew(run, monkeypatch):
    made = [ROOT / "data/boundaries/a.shp", Path("/elsewhere/b.csv")]
    monkeypatch.setattr("ntm_geo.cli.remake_commands.make_schematic", lambda _space: made[:1])
    monkeypatch.setattr("ntm_geo.cli.remake_commands.illustrate", lambda _space: made[1:])
    assert run("data", "schematic").stdout.strip().replace("\\", "/") == "data/boundaries/a.shp"
    assert run("data", "illustrate").stdout.strip() == str(made[1])
