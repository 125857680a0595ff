"""Each opens on what is his: the commune on its own, the department on what waits, the office on the province."""

import pytest


@pytest.mark.parametrize(
    ("role", "acts_for", "part"),
    [
        ("commune", {"units": ("01290",)}, "fill"),
        ("department", {"body": "science"}, "appraise"),
        ("coordination", {}, "province"),
        ("leader", {}, "province"),
    ],
)
def test_who_opens_on_what(fresh, app, sit, role, acts_for, part):
    sit("lan", role, **acts_for)
    at = app("dossiers", period="2026")
    assert not at.exception
    assert at.session_state["dossier_part"] == part
