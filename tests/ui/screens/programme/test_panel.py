"""The panel says where a unit stands; what it is given is text, never markup."""

from streamlit.testing.v1 import AppTest

from ntm_geo.assessment.rules.shortfalls import Shortfall
from ntm_geo.briefing.profile import CriterionLine, Profile, RecognitionLine, Standing
from ntm_geo.i18n import use_language
from ntm_geo.ui.screens.programme import panel

EVIL = "<script>alert(1)</script>"
LABELS = {"recognised": EVIL, "no_data": "–", "outside": "ngoài"}


def _profile(**changes):
    given = {
        "code": EVIL,
        "title": EVIL,
        "district": EVIL,
        "in_programme": True,
        "standing": Standing(period=2022, tier="recognised", count="17", colour="#0b3c5d"),
        "criteria": (CriterionLine(code="10", name=EVIL, status="not_met", departments=EVIL),),
        "missing": (
            Shortfall(criterion="10", code="10.1", name=EVIL, value=EVIL, rule=EVIL, source=EVIL, departments=EVIL),
        ),
        "hamlets_certified": 1,
        "hamlets_total": 4,
        "history": (Standing(period=2021, tier="recognised", count=EVIL, colour="#0b3c5d"),),
        "parts": (EVIL,),
        "conditions": (RecognitionLine(name=EVIL, status="not_met", note=EVIL),),
        "readiness": EVIL,
        "risk": EVIL,
    }
    return Profile(**given | changes)


def test_nothing_a_file_holds_becomes_markup():
    use_language("vi")
    one = _profile()
    parts = (panel._head(one, LABELS), panel._criteria(one), panel._missing(one), panel.recognition_state(one))
    for part in parts:
        assert "<script" not in part
        assert "&lt;script" in part
    assert "<script" not in panel._history(_profile(), LABELS)


def test_an_unknown_count_is_a_range_and_a_missing_standing_is_said():
    use_language("vi")
    head = panel._head(_profile(standing=Standing(period=2022, tier="unknown", count="9–12", colour="#0b3c5d")), LABELS)
    assert "9–12/1 tiêu chí" in head
    assert "–" in panel._head(_profile(standing=None), LABELS)
    assert "ngoài" in panel._head(_profile(standing=None, in_programme=False), LABELS)


def test_who_waits_for_a_decision_is_said_beside_the_tier():
    use_language("vi")
    waiting = Standing(period=2022, tier="recognised", count="18", colour="#0b3c5d", pending=True)
    assert "Đạt chuẩn, chờ quyết định" in panel._head(
        _profile(standing=waiting), {"recognised": "Đạt chuẩn", "no_data": "–"}
    )


def test_conditions_of_a_recognised_commune_stand_there_once_one_is_entered():
    use_language("vi")
    unknown = RecognitionLine(name="Không nợ đọng", status="unknown", note="")
    assert panel.recognition_state(_profile(conditions=(unknown,), readiness="", risk="")) == ""
    assert "? chưa rõ" in panel.recognition_state(_profile(conditions=(unknown,), readiness="18/19", risk=""))


def test_all_met_leaves_no_list_of_what_is_missing():
    met = CriterionLine(code="1", name="Quy hoạch", status="met", departments="")
    assert panel._missing(_profile(criteria=(met,))) == ""


def test_the_panel_of_a_commune_has_its_parts(app):
    at = app("tier_map", commune="01438")
    body = next(one.proto.body for one in at.get("html") if "ntm-panel" in one.proto.body and "<h2>" in one.proto.body)
    for word in ("Xã Ngọc Đào", "Huyện Hà Quảng", "Đạt chuẩn", "Tiêu chí", "Còn thiếu (2)", "Phụ trách", "Xóm", "2020"):
        assert word in body, word
    assert body.count("<li ") == 19


def test_closing_the_panel_clears_the_choice(app):
    at = app("tier_map", commune="01438")
    at.button(key="close_panel").click().run()
    assert at.session_state["ntm_view"].commune == ""
    assert not any("<h2>" in one.proto.body for one in at.get("html"))


def test_the_panel_stands_alone():
    def script():
        from ntm_geo.briefing.profile import Profile
        from ntm_geo.ui.screens.programme.panel import show_panel

        town = Profile(
            code="01267",
            title="Thị trấn",
            district="",
            in_programme=False,
            standing=None,
            criteria=(),
            missing=(),
            hamlets_certified=0,
            hamlets_total=0,
            history=(),
            parts=(),
        )
        show_panel(town, {"outside": "ngoài chương trình", "no_data": "–"})

    at = AppTest.from_function(script).run()
    assert "ngoài chương trình" in at.get("html")[0].proto.body


def test_what_is_missing_comes_before_the_criteria(app):
    page = " ".join(one.proto.body for one in app("tier_map", commune="01438").get("html"))
    assert page.index("Còn thiếu (2)") < page.index("1. Quy hoạch")
