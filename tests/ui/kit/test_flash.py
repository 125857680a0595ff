"""What was just done is said once, on the run that follows."""

from streamlit.testing.v1 import AppTest


def _script():
    import streamlit as st

    from ntm_geo.ui.kit.flash import flash, flash_saved, show_flash

    show_flash()
    if st.button("say", key="say"):
        flash("Kept [a](b)")
        st.rerun()
    if st.button("nothing", key="nothing"):
        flash_saved(new=False)
        st.rerun()


def test_it_is_said_once_and_as_text():
    at = AppTest.from_function(_script, default_timeout=30).run()
    assert not at.success
    at.button(key="say").click().run()
    assert [sentence.value for sentence in at.success] == ["Kept \\[a\\](b)"]
    at.run()
    assert not at.success


def test_nothing_new_is_no_version():
    at = AppTest.from_function(_script, default_timeout=30).run()
    at.button(key="nothing").click().run()
    assert [sentence.value for sentence in at.success] == ["Không có gì thay đổi."]
