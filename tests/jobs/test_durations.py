"""Whoever waits is told how long it took the last time; nothing fails when that is not known."""

from ntm_geo.jobs.durations import FILE, expected_seconds, remember_seconds, share_done


def test_the_last_time_counts_and_else_what_is_usual(tmp_path):
    assert expected_seconds(tmp_path, "all-zip", 45) == 45
    remember_seconds(tmp_path / "new", "all-zip", 61.23)
    remember_seconds(tmp_path / "new", "map-png", 3)
    assert expected_seconds(tmp_path / "new", "all-zip", 45) == 61.2
    assert expected_seconds(tmp_path / "new", "map-png", 45) == 3


def test_a_damaged_note_is_no_harm(tmp_path):
    for content in ("[1]", "{", '{"all-zip": "long"}', '{"all-zip": -1}'):
        (tmp_path / FILE).write_text(content)
        assert expected_seconds(tmp_path, "all-zip", 45) == 45
    blocked = tmp_path / "file"
    blocked.write_text("")
    remember_seconds(blocked, "all-zip", 3)
    assert expected_seconds(blocked, "all-zip", 45) == 45


def test_a_bar_moves_evenly_and_is_never_full_before_the_end():
    assert [share_done(seconds, 40) for seconds in (0, 10, 20, 400)] == [0, 0.25, 0.5, 0.97]
