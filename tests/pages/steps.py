"""The journeys whose steps are counted, a page that counts them, and the table of what was counted.

A step is what a hand does once: a click, a key, a choice, a field filled in (a text typed counts once, with the key that ends it). Waiting is
the time from the end of a step until what it was made for stands on the screen, and from the address to the first page.
"""

import json
import time
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.app_server import WAIT

MAP = "iframe[title='streamlit_folium.st_folium']"


@dataclass(frozen=True)
class Journey:
    """What somebody wants, and in how many steps; ``after`` is where the goal begins to count, empty from the opening."""

    what: str
    goal: int
    after: str = ""
    remark: str = ""


JOURNEYS = {
    "tier-map": Journey("The tier map of the year as a PDF for the meeting", 4),
    "fallen": Journey("Which communes fell since last year", 1),
    "commune": Journey("One commune from a page without a map: to the map, and its name typed", 2),
    "stage": Journey("On the stage: one criterion assumed met, the map answers", 3, after="the first slide"),
    "boundaries": Journey("A boundary file in use", 3),
    "sheet": Journey("A sheet the office has, with three faults, kept", 4),
    "priorities": Journey("Ten priority communes for a purpose, saved", 5),
    "left-out": Journey("Ten communes, one left out with a reason, saved", 6),
    "annex": Journey("Sixty agencies and the annex in Word", 6),
    "fixed": Journey("A pair fixed", 2, after="the page of the plan"),
    "forbidden": Journey("A pair forbidden", 2, after="the page of the plan"),
    "decided": Journey("A plan saved and decided", 5, after="the page of the plan"),
    "next-day": Journey("The decided plan, the next day", 0, after="the page of the plan"),
    "difficulty": Journey("A difficulty recorded, with criterion and due day", 8),
    "solved": Journey("A difficulty solved", 2, after="the page it stands on"),
    "hamlet": Journey("A hamlet's certificate recorded", 5, after="the page of the hamlets"),
    "inspection": Journey("An inspection recorded", 5, after="the profile of the commune"),
}
"""Every journey that is counted, by its key."""


class Steps:
    """A page whose clicks and entries are counted, and whose waits are summed."""

    def __init__(self, page, traffic, folder, address):
        self.page, self.traffic, self.folder, self.address = page, traffic, folder, address
        self.count, self.before, self.waited = 0, 0, 0.0

    def open(self, view=""):
        """Open the browser at the overview, of another view where an address of one is given."""
        self.page.goto(f"{self.address}{view}")
        self._shown()

    def back(self):
        """Come back to the overview in the session of the page that is open."""
        self.traffic.turn_to("")
        self._shown()

    def _shown(self):
        self.see(self.page.frame_locator(MAP).first.locator("path[data-code]").first)
        self.settled()

    def click(self, what):
        self.count += 1
        what.click(timeout=WAIT)

    def press(self, key):
        self.count += 1
        self.page.keyboard.press(key)

    def fill(self, what, value, key="Enter"):
        self.count += 1
        what.fill(value, timeout=WAIT)
        what.press(key)

    def choose(self, label, value):
        """Type into a box of choices and take the first that fits."""
        self.count += 1
        box = self.page.get_by_role("combobox", name=label).filter(visible=True).first
        box.click(timeout=WAIT)
        self.page.keyboard.type(value, delay=20)
        self.page.get_by_role("option", name=value).first.wait_for(timeout=WAIT)
        self.page.keyboard.press("Enter")

    def date(self, where, label, digits):
        """Type a day into a box for days, and close the calendar it opens."""
        self.count += 1
        where.get_by_label(f"day, {label}").first.click(timeout=WAIT)
        self.page.keyboard.type(digits, delay=30)
        self.page.keyboard.press("Escape")

    def drop(self, path):
        """Drop a file."""
        self.count += 1
        self.page.locator("input[type=file]").first.set_input_files(str(path))

    def first_row(self):
        """Click the first row of the first table."""
        table = self.page.get_by_test_id("stDataFrame").filter(visible=True).first
        self.see(table)
        box = table.bounding_box()
        self.count += 1
        self.page.mouse.click(box["x"] + 16, box["y"] + 52)

    def take(self, what):
        """Click, and return what was downloaded."""
        began = time.monotonic()
        with self.page.expect_download(timeout=WAIT) as download:
            self.click(what)
        self.waited += time.monotonic() - began
        path = self.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path.read_bytes()

    def see(self, what, *, count=None):
        """Wait for what a step was made for; the time is summed."""
        began = time.monotonic()
        if count is None:
            expect(what).to_be_visible(timeout=WAIT)
        else:
            expect(what).to_have_count(count, timeout=WAIT)
        self.waited += time.monotonic() - began

    def settled(self):
        """Wait until the page has answered. A hand does not wait for this."""
        self.traffic.settled()

    def arrived(self):
        """Begin to count what a goal is about."""
        self.before = self.count

    def again(self, *, before=0):
        """Begin another journey where this one ended, with the steps it takes to get there."""
        self.count, self.before, self.waited = before, before, 0.0


def table(counted):
    """Return what was counted as Markdown: key of a journey to its steps, those to reach its beginning, and seconds."""
    lines = [
        "| journey | goal | steps | and before, from the opening | seconds waited | |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for key, journey in JOURNEYS.items():
        if key not in counted:
            continue
        steps, before, waited = counted[key]
        place = f", after {journey.after}" if journey.after else ""
        earlier = str(before) if journey.after else ""
        lines.append(
            f"| {journey.what}{place} | {journey.goal} | {steps} | {earlier} | {waited:.1f} | {journey.remark} |"
        )
    return "\n".join(lines) + "\n"


def write(counted, folder):
    """Write what was counted beside what other runs counted; a run of some journeys keeps the others."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "steps.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    known |= counted
    kept.write_text(json.dumps(known, indent=1), encoding="utf-8")
    (folder / "steps.md").write_text(table(known), encoding="utf-8")
