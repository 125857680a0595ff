"""Papers are offered for the current draft, also before it is saved."""


def test_annex_and_letters_are_offered(app):
    at = app("assignment", period="2022")
    at.segmented_control(key="assign_more").set_value("papers").run()
    labels = {one.label for one in at.get("download_button")}
    assert {"Phụ lục (Word)", "Phụ lục (Excel)", "Công văn gửi các cơ quan (Word)"} <= labels
