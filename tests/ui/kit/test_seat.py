"""Who writes is asked once: the name said on one page stands on the others."""


def test_the_name_said_once_stands_everywhere(app, fresh):
    at = app("data")
    at.text_input(key="data_by").set_value("  Hoàng   Thị Lan ").run()
    at.switch_page("pages/plans.py").run()
    assert at.text_input(key="data_by").value == "Hoàng Thị Lan"
    at.switch_page("pages/agencies.py").run()
    assert at.text_input(key="agencies_by").value == "Hoàng Thị Lan"


def test_a_name_said_elsewhere_meanwhile_replaces_the_older(app, fresh):
    at = app("agencies")
    at.text_input(key="agencies_by").set_value("An").run()
    at.text_input(key="agencies_by").set_value("Bình").run()
    at.switch_page("pages/data.py").run()
    assert at.text_input(key="data_by").value == "Bình"


def test_the_browser_is_asked_to_keep_it_as_text(app, fresh):
    at = app("data")
    at.text_input(key="data_by").set_value("</script><b>'x&").run()
    [script] = [one.proto.body for one in at.get("html") if "document.cookie" in one.proto.body]
    assert script.count("<") == 2  # the element itself
    assert "\\u003c/script>" in script
