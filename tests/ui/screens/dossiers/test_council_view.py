"""The vote is offered for communes all criteria of which are appraised, to the office alone."""


def test_nothing_is_offered_before(sent, app, sit):
    sit("vpdp", "coordination")
    at = app("dossiers", period="2026")
    assert any("Hội đồng biểu quyết khi mọi tiêu chí" in caption.value for caption in at.caption)
    sit("xa", "commune", units=("01290",))
    at = app("dossiers", period="2026")
    at.session_state["dossier_part"] = "province"
    at.run()
    assert not any("Biểu quyết" in heading.value for heading in at.subheader)
