"""A part of a page that runs by itself speaks the language of the page, in whatever thread it runs."""

import re
from threading import Thread

import pytest

from ntm_geo.i18n import current_language, use_language
from ntm_geo.ui.kit import fragments
from ntm_geo.ui.kit.state import View
from tests.app_server import ROOT


@pytest.mark.parametrize("kind", ["fragment", "dialog"])
def test_another_thread_speaks_the_language_of_the_address(monkeypatch, kind):
    kept, heard = [], []
    monkeypatch.setattr(fragments.st, "fragment", lambda part, run_every: lambda *given: kept.append((part, given)))
    monkeypatch.setattr(fragments.st, "dialog", lambda _title: lambda part: lambda *given: kept.append((part, given)))
    monkeypatch.setattr(fragments, "current_view", lambda: View(lang="en"))
    use_language("en")

    def show(word):
        heard.append((word, current_language()))

    if kind == "fragment":
        fragments.run_fragment(show, "years", every=1.0)
    else:
        fragments.run_dialog("What if …", show, "years")
    [(part, given)] = kept
    run_again = Thread(target=part, args=given)
    run_again.start()
    run_again.join()
    assert heard == [("years", "en")]


def test_nothing_runs_by_itself_but_by_way_of_here():
    """Whatever Streamlit runs by itself loses the language: a fragment, a dialog."""
    bare = {
        path.name
        for path in (ROOT / "ntm_geo" / "ui").rglob("*.py")
        if re.search(r"\bst\.(fragment|dialog)\(", path.read_text(encoding="utf-8"))
    }
    assert bare == {"fragments.py"}
