"""Every kind of work has a name, and one page it is done on."""

from ntm_geo.settings import PROJECT_DIR
from ntm_geo.tasks.seat_tasks import KINDS
from ntm_geo.tasks.task_words import holder_names, kind_names
from ntm_geo.ui.screens.tasks.task_view import PAGES


def test_every_kind_has_its_name_in_the_order_of_the_list():
    assert tuple(kind_names()) == KINDS
    assert len(set(kind_names().values())) == len(KINDS)
    assert set(holder_names()) == {"commune", "district", "department", "council"}


def test_every_kind_is_done_on_a_page_that_is_there():
    assert set(PAGES) == set(KINDS) - {"confirm"}, "what is to be confirmed is confirmed where it is listed"
    assert all((PROJECT_DIR / page).is_file() for page in PAGES.values())
