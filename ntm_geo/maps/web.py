"""The web map: a folium map that loads Leaflet and our script from this server, and the small style that paints it.

`planning_map` never changes from one rerun to the next, so the browser keeps it, with its view; everything that
changes is in a `Style`, a feature group of a few hundred bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import folium
from folium.template import Template

from ntm_geo.maps.palette import TIER_COLOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ntm_geo.maps.legend import LegendEntry

STATIC_DIR: Final = Path(__file__).parent / "static"
"""Our script and style sheet, to be served as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetAddresses:
    """Where the browser finds the files, relative to the map's own page; each ends with a slash."""

    leaflet: str
    script: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapContent:
    """What a map shows at this moment.

    ``classes`` and ``counts`` are in the order of the layer file; a count is text without ``|``, empty where there is
    none.
    """

    layer: str
    classes: tuple[str, ...]
    counts: tuple[str, ...]
    legend: tuple[LegendEntry, ...]
    title: str
    count_label: str
    """Sentence in the tooltip; ``#`` stands for the unit's count."""
    total_label: str
    notes: tuple[str, ...] = ()
    stamp: str = ""
    selected: str = ""
    district: str = ""
    panel: bool = False
    """Whether a panel lies over the right side of the map while a unit is chosen."""
    folded: bool = False
    """Whether the legend is folded at first: the page explains the colours beside the map."""
    labels: bool = False
    value_labels: bool = False
    """Whether labels are the counts instead of the names."""
    sync: str = ""
    """Maps of the same word here pan and zoom together."""
    faded: frozenset[str] = frozenset()
    """Codes of units that stand back, such as those outside a part of a histogram that was marked."""
    points: tuple[tuple[float, float, str, str], ...] = ()
    """Places: latitude and longitude (EPSG:4326), colour, and what the tooltip says."""
    links: tuple[tuple[float, float, float, float, str], ...] = ()
    """Lines: latitude and longitude of both ends (EPSG:4326), the helper's first, and what the tooltip says."""
    hatched: tuple[int, ...] = ()
    """Places in the order of the layer file of units hatched over their class."""
    hatch_label: str = ""
    """What the hatching says, for the legend."""
    hatch_count: int = 0
    """How many of the units the counts of the legend speak of are hatched."""
    codes: tuple[str, ...] = ()
    """Codes in the order of the layer file; needed where some stand back."""


_NOTHING: Final = Template("")


class PlanningMap(folium.Map):
    """A folium map without tiles that asks no other host for anything."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = NTM.mount({{ this.get_name()|tojson }}, {{ this.words }}, {{ this.fills }});
        {% endmacro %}
        {% macro html(this, kwargs) %}{% endmacro %}
        {% macro header(this, kwargs) %}{% endmacro %}
        """,
    )

    def __init__(self, addresses: AssetAddresses, words: Mapping[str, str | int]) -> None:
        """Prepare the map; `planning_map` is the way to make one."""
        super().__init__(tiles=None)
        version = _version()
        self.default_js = [
            ("leaflet", f"{addresses.leaflet}leaflet.js"),
            ("ntm_fit", f"{addresses.script}ntm-fit.js?{version}"),
            ("ntm_map", f"{addresses.script}ntm-map.js?{version}"),
        ]
        self.default_css = [
            ("leaflet_css", f"{addresses.leaflet}leaflet.css"),
            ("ntm_map_css", f"{addresses.script}ntm-map.css?{version}"),
        ]
        self.words, self.fills = _literal(dict(words)), _literal(TIER_COLOURS)
        # The component takes the files from the lists above; what folium would write into a page is not sent.
        page: Any = self.get_root()
        page.header._template = _NOTHING  # noqa: SLF001 - folium has no other way

    def render(self, **_kwargs: Any) -> str:
        """Write nothing into a page: the component asks for the script itself."""
        return ""


class Style(folium.FeatureGroup):
    """The feature group that repaints the map; it carries a `MapContent` and draws nothing itself."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = NTM.paint({{ this.payload }});
        {% endmacro %}
        """,
    )

    def __init__(self, content: MapContent) -> None:
        """Encode the content; anything that could end a script is escaped."""
        super().__init__()
        self.payload = encode(content)

    def render(self, **_kwargs: Any) -> str:
        """Write nothing into a page, as the map."""
        return ""


def planning_map(addresses: AssetAddresses, words: Mapping[str, str | int]) -> PlanningMap:
    """Return the map every page shows: no tiles, no outside request, view set by the first layer.

    Parameters
    ----------
    addresses : where the browser finds Leaflet, our script and the layer files.
    words : ``home``, ``fullscreen``, ``north``, ``zoom_in``, ``zoom_out`` and ``left_out`` in the reader's language;
        ``#`` in the last stands for a number. ``rest``, where given, is how many pixels of the window stay free below
        the map: it is then as tall as the window allows.
    """
    return PlanningMap(addresses, words)


def encode(content: MapContent) -> str:
    """Return a map's content as a JSON literal that is safe inside a script; what is empty is left out."""
    keys = {entry.key: place for place, entry in enumerate(content.legend)}
    texts = {text: place for place, text in enumerate(sorted(set(content.counts)))}
    style: dict[str, Any] = {field.name: getattr(content, field.name) for field in fields(content)} | {
        "classes": _digits([keys[key] for key in content.classes], len(keys)),
        "texts": list(texts),
        "counts": _digits([texts[text] for text in content.counts], len(texts)),
        "legend": [_entry(entry) for entry in content.legend],
        "faded": "".join("1" if code in content.faded else "0" for code in content.codes) if content.faded else "",
    }
    style.pop("codes")
    style["hatch"] = (
        [style.pop("hatch_label"), style.pop("hatch_count"), *style.pop("hatched")] if content.hatched else []
    )
    style = {key: value for key, value in style.items() if value or key in {"classes", "counts", "texts"}}
    style["id"] = hashlib.sha256(_literal(style).encode()).hexdigest()[:8]
    return _literal(style)


def _literal(value: object) -> str:
    """Return a value as a short JSON literal that is safe inside a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _entry(entry: LegendEntry) -> list[str | int]:
    """Return a row of the legend; colours the map has already, and patterns, are not sent again."""
    known = entry.pattern or TIER_COLOURS.get(entry.key) == entry.colour
    return [entry.key, entry.label, entry.count, *([] if known else [entry.colour])]


def _digits(numbers: list[int], size: int) -> str:
    """Return numbers below ``size`` in base 36, each in one character, or two where one is not enough."""
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    if size <= len(alphabet):
        return "".join(alphabet[number] for number in numbers)
    return "".join(alphabet[number // 36] + alphabet[number % 36] for number in numbers)


@cache
def _version() -> str:
    """Return a short hash of our script and style, so that a new release is not shadowed by a kept copy."""
    names = ("ntm-fit.js", "ntm-map.js", "ntm-map.css")
    return hashlib.sha256(b"".join((STATIC_DIR / name).read_bytes() for name in names)).hexdigest()[:8]
