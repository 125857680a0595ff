"""A part of a page that runs by itself speaks the language of the page, in whatever thread it runs."""

from threading import Thread

from ntm_geo.i18n import current_language, use_language
from ntm_geo.ui import fragments
from ntm_geo.ui.state import View


def test_another_thread_speaks_the_language_of_the_address(monkeypatch):
    kept, heard = [], []
    monkeypatch.setattr(fragments.st, "fragment", lambda part, run_every: lambda *given: kept.append((part, given)))
    monkeypatch.setattr(fragments, "current_view", lambda: View(lang="en"))
    use_language("en")
    fragments.run_fragment(lambda word: heard.append((word, current_language())), "years", every=1.0)
    [(part, given)] = kept
    run_again = Thread(target=part, args=given)
    run_again.start()
    run_again.join()
    assert heard == [("years", "en")]
