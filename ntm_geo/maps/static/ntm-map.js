/* Geometry once, styles many: draws a layer file once, then repaints it from a class string.

   NTM.mount(id, words, fills)    once, from the main map's script
   NTM.paint(style)               at every change, from the small feature group; returns an empty Leaflet layer
   The style is what `ntm_geo.maps.web.Style` writes; the layer file is what `ntm_geo.maps.assets` writes; how large the
   land may be is found in `ntm-fit.js`. */
window.NTM = (function () {
  "use strict";
  const DIM = 0.18, FILL = 0.92, EARTH = 40075016.7, WIDE = 900, ROOM = 560, PANEL = 420, GAP = 8, SCALE = 120, PROBES = 3000;
  /* A line thinner than a pixel vanishes where it runs along the grid of the screen. */
  const LINE = 1.1;
  /* The one colour that stands for what the reader has chosen. */
  const ACCENT = "#b3005e";
  let map, fills, shapes, hatchLayer, labelLayer, lineLayer, pointLayer, linkLayer, legend, units = [], drawn = "", wanted = null, style = null;
  let leftOut, said = {};  /* how many names found no room, and the words of the map in the reader's language */
  let labelSize = 11;  /* letters of names and figures on the map, in pixels */
  let covers = () => [];  /* what the page puts over the map beside its own controls */
  let moved = false, ownMove = false;  /* whether the reader has moved the map; whether it moves by itself just now */
  const files = new Map();
  /* Maps side by side live in pages of their own; this is how one tells the other where it looks. */
  const channel = new BroadcastChannel("ntm-view");
  let following = false;

  const node = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  function ring(flat, scale) {
    const points = [];
    for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) {
      x += flat[i]; y += flat[i + 1];
      points.push([y * scale, x * scale]);
    }
    return points;
  }

  /* The name holds a hash of the content, so whatever the browser has kept under it is right. */
  function file(url) {
    if (!files.has(url)) {
      files.set(url, fetch(url, { cache: "force-cache" }).then((answer) => {
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return answer.json();
      }));
    }
    return files.get(url);
  }

  function draw(data) {
    shapes.clearLayers();
    lineLayer.clearLayers();
    units = data.units.map((unit, index) => {
      const layer = L.polygon(unit.polygons.map((rings) => rings.map((flat) => ring(flat, data.scale))), {
        color: "#ffffff", weight: LINE, fillOpacity: FILL, smoothFactor: 0,
      });
      layer.unit = unit;
      layer.index = index;
      /* What streamlit-folium sends up on a click: the code, and the moment so that the same commune can be
         clicked twice; never the geometry. */
      layer.toGeoJSON = () => ({ type: "Feature", geometry: null, properties: { code: unit.code, click: Date.now() } });
      shapes.addLayer(layer);
      return layer;
    });
    data.lines.forEach((flat) => lineLayer.addLayer(L.polyline(ring(flat, data.scale), {
      color: "#37424d", weight: 1.6, opacity: 0.75, interactive: false, smoothFactor: 0,
    })));
  }

  /* One character of base 36 a unit, or two where there are more than 36 values. */
  const digit = (digits, index) => {
    const width = digits.length / units.length;
    return parseInt(digits.substr(index * width, width), 36);
  };

  const countOf = (layer) => style.texts[digit(style.counts, layer.index)];

  const inFocus = (unit) => !style.district || unit.parent === style.district;

  /* A unit stands back when it is outside the district chosen, or faded one by one. */
  const inFront = (layer) => inFocus(layer.unit) && !(style.faded && style.faded[layer.index] === "1");

  /* A class brings its colour, or has one the map knows, or is drawn as the pattern of its name. */
  const fillOf = ([key, , , colour]) => colour || fills[key] || `url(#ntm-${key})`;

  function restyle() {
    units.forEach((layer) => {
      const entry = style.legend[digit(style.classes, layer.index)];
      const chosen = layer.unit.code === style.selected;
      const near = inFront(layer);
      layer.setStyle({
        fillColor: fillOf(entry), fillOpacity: near ? FILL : DIM,
        color: chosen ? ACCENT : "#ffffff", weight: chosen ? 4 : LINE,
      });
      if (chosen) layer.bringToFront();
      const path = layer.getElement();
      if (path) {
        path.dataset.code = layer.unit.code;
        path.dataset.class = entry[0];
      }
    });
  }

  /* Over the class: stripes that let its colour through and the pointer too. The style brings what they say, how many
     there are, and the places of the units. */
  function rehatch() {
    hatchLayer.clearLayers();
    (style.hatch || []).slice(2).map((index) => units[index]).filter((layer) => layer && inFront(layer)).forEach((layer) => {
      hatchLayer.addLayer(L.polygon(layer.getLatLngs(), {
        pane: "hatches", stroke: false, fillColor: "url(#ntm-hatch)", fillOpacity: 1, interactive: false, smoothFactor: 0,
        className: "ntm-hatched",
      }));
    });
  }

  const pixelsPerMetre = () =>
    (256 * 2 ** map.getZoom()) / (EARTH * Math.cos((map.getCenter().lat * Math.PI) / 180));

  /* What matters more is written first: what was chosen, then the classes in the order of the legend, then small
     figures, such as ranks. */
  function inOrder() {
    const rank = (layer) => [
      layer.unit.code === style.selected ? 0 : 1, digit(style.classes, layer.index), parseFloat(countOf(layer)) || 0,
    ];
    return units.map((layer) => [rank(layer), layer]).sort(([one], [other]) =>
      one.reduce((found, value, place) => found || value - other[place], 0)).map(([, layer]) => layer);
  }

  /* A name is written where it fits into the largest circle inside its unit, a figure where its unit is; neither over
     one that is there already. What finds no room is counted. */
  function relabel() {
    labelLayer.clearLayers();
    leftOut.hidden = true;
    if (!style || !(style.labels || style.value_labels)) return;
    const scale = pixelsPerMetre(), wide = 0.6 * labelSize, tall = 1.09 * labelSize, taken = [];
    let missed = 0;
    inOrder().forEach((layer) => {
      const [lon, lat, radius] = layer.unit.label;
      const room = 2.1 * radius * scale, words = style.value_labels ? [countOf(layer)] : layer.unit.name.split(" ");
      const widest = Math.max(...words.map((word) => word.length)) * wide;
      if (!inFront(layer) || !words[0]) return;
      const { x, y } = map.latLngToContainerPoint([lat, lon]), high = words.length * tall;
      const box = [x - widest / 2, y - high / 2, x + widest / 2, y + high / 2];
      const narrow = style.value_labels ? high > room * 1.6 : widest > room || high > room * 1.2;
      if (narrow || taken.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1])) {
        missed += 1;
        return;
      }
      taken.push(box);
      const side = Math.max(room, widest);
      const text = node("span", "", words.join(" "));
      text.style.fontSize = `${labelSize}px`;
      text.style.lineHeight = `${tall}px`;
      labelLayer.addLayer(L.marker([lat, lon], {
        interactive: false, keyboard: false,
        icon: L.divIcon({ className: "ntm-label", html: text, iconSize: [side, 26] }),
      }));
    });
    leftOut.hidden = !missed || !said.left_out;
    leftOut.textContent = missed && said.left_out ? said.left_out.replace("#", missed) : "";
  }

  /* Places over the units: the tooltip is text, never markup. */
  function repoint() {
    pointLayer.clearLayers();
    (style.points || []).forEach(([lat, lon, colour, text]) => {
      const dot = L.circleMarker([lat, lon], {
        pane: "points", radius: 4.5, color: "#1b262c", weight: 1, fillColor: colour, fillOpacity: 1,
      });
      dot.bindTooltip(node("div", "ntm-tip", text), { className: "ntm-tooltip" });
      pointLayer.addLayer(dot);
    });
  }

  /* Lines from who helps to who is helped: a white casing keeps them readable on every colour, a dot stands at the
     helper's end. The tooltip is text, never markup. */
  function relink() {
    linkLayer.clearLayers();
    (style.links || []).forEach(([lat, lon, toLat, toLon, text]) => {
      const ends = [[lat, lon], [toLat, toLon]];
      linkLayer.addLayer(L.polyline(ends, { pane: "links", color: "#ffffff", weight: 6, opacity: 0.9, interactive: false }));
      const line = L.polyline(ends, { pane: "links", color: ACCENT, weight: 2.6, className: "ntm-link" });
      line.bindTooltip(node("div", "ntm-tip", text), { className: "ntm-tooltip", sticky: true });
      linkLayer.addLayer(line);
      linkLayer.addLayer(L.circleMarker(ends[0], {
        pane: "links", radius: 5, color: "#ffffff", weight: 2, fillColor: ACCENT, fillOpacity: 1, interactive: false,
      }));
    });
  }

  function tooltip(layer) {
    const box = node("div", "ntm-tip");
    const entry = style.legend[digit(style.classes, layer.index)];
    const count = countOf(layer);
    box.append(node("strong", "", layer.unit.title));
    if (layer.unit.district) box.append(node("div", "ntm-quiet", layer.unit.district));
    if (count) box.append(node("div", "", style.count_label.replace("#", count)));
    const tier = node("div", "ntm-tier");
    tier.append(swatch(entry), node("span", "", entry[1]));
    box.append(tier);
    return box;
  }

  function swatch(entry) { return picture(fillOf(entry)); }

  function picture(...coats) {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawing.setAttribute("width", 18); drawing.setAttribute("height", 13);
    coats.forEach((fill) => {
      const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      [["width", 18], ["height", 13], ["fill", fill], ["stroke", "#5b6670"]]
        .forEach(([name, value]) => box.setAttribute(name, value));
      drawing.append(box);
    });
    return drawing;
  }

  /* Whether the legend is open: as the reader left it, else where the frame has room for it. */
  function unfolded() {
    const { x: width, y: height } = map.getSize(), left = legend.getContainer().dataset.open;
    return left ? left === "1" : !style.folded && (width > ROOM || height > 0.9 * width);
  }

  function relegend() {
    const box = legend.getContainer();
    box.replaceChildren();
    const head = node("summary", "", style.title);
    const list = node("table");
    style.legend.forEach((entry) => {
      const row = node("tr"), first = node("td");
      first.append(swatch(entry));
      row.dataset.class = entry[0];
      row.append(first, node("td", "", entry[1]), node("td", "ntm-count", entry[2]));
      list.append(row);
    });
    const sum = node("tr", "ntm-sum");
    sum.append(node("td"), node("td", "", style.total_label), node("td", "ntm-count", style.legend.reduce((sum, entry) => sum + entry[2], 0)));
    list.append(sum);
    if (style.hatch) {
      const [words, count, place] = style.hatch;
      const row = node("tr", "ntm-hatch"), first = node("td"), at = digit(style.classes, place);
      first.append(picture(fillOf(style.legend[at]), "url(#ntm-hatch)"));
      row.append(first, node("td", "", words), node("td", "ntm-count", count));
      list.append(row);
    }
    const fold = node("details");
    fold.open = unfolded();
    head.addEventListener("click", () => { box.dataset.open = fold.open ? "0" : "1"; });
    fold.append(head, list);
    (style.notes || []).forEach((text) => fold.append(node("div", "ntm-note", text)));
    box.append(fold);
    const stamp = map.getContainer().querySelector(".ntm-stamp");
    stamp.textContent = style.stamp || "";
    stamp.hidden = !style.stamp;
  }

  /* Corners of the units, and points within them, in pixels of zoom 0: enough to tell what would lie over the land. */
  function probes(near) {
    const found = [];
    near.forEach((layer) => {
      const [lon, lat, radius] = layer.unit.label;
      const north = radius / 111320, east = north / Math.cos((lat * Math.PI) / 180);
      found.push([lat, lon], [lat + north / 2, lon], [lat - north / 2, lon], [lat, lon + east / 2], [lat, lon - east / 2]);
      layer.getLatLngs().flat(2).forEach((point) => found.push([point.lat, point.lng]));
    });
    const skip = Math.ceil(found.length / PROBES);
    const kept = found.filter((_, place) => place % skip === 0).map((point) => { const { x, y } = map.project(point, 0); return [x, y]; });
    const box = L.featureGroup(near).getBounds();
    [box.getNorthWest(), box.getSouthEast()].forEach((corner) => { const { x, y } = map.project(corner, 0); kept.push([x, y, true]); });
    return kept;
  }

  function covering() {
    const frame = map.getContainer().getBoundingClientRect();
    const over = [...map.getContainer().querySelectorAll(".leaflet-control, .ntm-stamp"), ...covers()];
    /* The scale bar is as wide as the zoom makes it, at most SCALE: what it may cover must not depend on where we are. */
    const wide = (one, box) => (one.classList.contains("leaflet-control-scale") ? box.left + SCALE : box.right);
    return over.map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width && box.height)
      .map(([one, box]) => [box.left - frame.left - GAP, box.top - frame.top - GAP, wide(one, box) - frame.left + GAP, box.bottom - frame.top + GAP]);
  }

  function home() {
    const near = units.filter((layer) => inFocus(layer.unit)), { x: width, y: height } = map.getSize();
    if (!near.length || !width || !height) return;
    const right = width > WIDE && style.panel && style.selected ? PANEL : GAP;
    const points = probes(near), xs = points.map((one) => one[0]), ys = points.map((one) => one[1]);
    const { scale, left, top } = NTMFit.place(points, [GAP, GAP, width - right, height - GAP], covering());
    const middle = L.point(Math.min(...xs) + (width / 2 - left) / scale, Math.min(...ys) + (height / 2 - top) / scale);
    ownMove = true;
    map.setView(map.unproject(middle, 0), Math.log2(scale), { animate: false });
    ownMove = moved = false;
  }

  /* A panel covers the right side of a wide screen: the commune it speaks of must not lie under it. */
  function showChosen() {
    const layer = units.find((one) => one.unit.code === style.selected);
    if (!layer) return;
    const [lon, lat] = layer.unit.label;
    const under = map.getSize().x > WIDE && style.panel;
    map.panInside([lat, lon], { paddingTopLeft: [60, 60], paddingBottomRight: [under ? PANEL + 30 : 60, 60] });
  }

  async function show(next) {
    wanted = next;
    let data;
    try {
      data = await file(next.layer);
    } catch (error) {
      files.delete(next.layer);
      map.getContainer().dataset.problem = String(error);
      return;
    }
    if (wanted !== next) return;
    const before = style;
    style = next;
    const fresh = drawn !== next.layer;
    if (fresh) { draw(data); drawn = next.layer; }
    restyle();
    rehatch();
    repoint();
    relink();
    relegend();
    if (fresh ? !before : before.district !== next.district) home();
    if (next.selected && (!before || before.selected !== next.selected)) showChosen();
    if (fresh || next.value_labels || before.labels !== next.labels || before.value_labels !== next.value_labels || before.district !== next.district) relabel();
    const box = map.getContainer();
    box.setAttribute("aria-label", next.title);
    box.dataset.layer = next.layer;
    box.dataset.style = next.id;
  }

  function button(text, title, action) {
    const Control = L.Control.extend({
      onAdd() {
        const bar = node("div", "leaflet-bar");
        const link = node("a", "ntm-button", text);
        link.href = "#"; link.title = title; link.setAttribute("role", "button"); link.setAttribute("aria-label", title);
        L.DomEvent.on(link, "click", (event) => { L.DomEvent.stop(event); action(); });
        bar.append(link);
        return bar;
      },
    });
    return new Control({ position: "topleft" });
  }

  function fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else map.getContainer().requestFullscreen();
  }

  /* Leaflet takes the focus at the first press; the page around it would scroll the map into sight, and a press that
     moves is no click. */
  L.Map.Keyboard.include({
    _onMouseDown() { if (!this._focused) this._map.getContainer().focus({ preventScroll: true }); },
  });

  function mount(id, words, colours, over) {
    map = L.map(id, {
      center: [16, 106], zoom: 6, minZoom: 5, maxZoom: 14, zoomSnap: 0, zoomDelta: 0.5,
      attributionControl: false, zoomControl: false,
    });
    fills = colours;
    said = words;
    covers = over || covers;
    labelSize = words.label || labelSize;
    map.createPane("hatches").style.zIndex = 405;
    map.getPane("hatches").style.pointerEvents = "none";
    map.createPane("lines").style.zIndex = 410;
    map.getPane("lines").style.pointerEvents = "none";
    map.createPane("points").style.zIndex = 420;
    map.createPane("links").style.zIndex = 430;
    shapes = L.featureGroup().addTo(map);
    hatchLayer = L.layerGroup().addTo(map);
    pointLayer = L.layerGroup().addTo(map);
    linkLayer = L.layerGroup().addTo(map);
    lineLayer = L.layerGroup([], { pane: "lines" }).addTo(map);
    labelLayer = L.layerGroup().addTo(map);
    shapes.bindTooltip(tooltip, { sticky: true, className: "ntm-tooltip", direction: "auto" });
    shapes.on("mouseover", (event) => {
      if (event.layer.unit.code !== style.selected) event.layer.setStyle({ weight: 2.6, color: "#1b262c" }).bringToFront();
    });
    shapes.on("mouseout", (event) => {
      if (event.layer.unit.code !== style.selected) event.layer.setStyle({ weight: LINE, color: "#ffffff" });
    });
    map.on("zoomend", () => { moved = moved || !ownMove; relabel(); });
    map.on("moveend", () => {
      if (!style || !style.sync || following || ownMove) return;
      const { lat, lng } = map.getCenter();
      channel.postMessage({ sync: style.sync, lat, lng, zoom: map.getZoom() });
    });
    channel.onmessage = ({ data }) => {
      if (!style || style.sync !== data.sync) return;
      following = moved = true;
      map.setView([data.lat, data.lng], data.zoom, { animate: false });
      following = false;
    };
    map.on("dragend", () => { moved = true; });
    map.on("boxzoomend", () => { moved = true; });
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());
    const refit = () => {
      if (!style) return;
      const fold = legend.getContainer().querySelector("details");
      if (fold) fold.open = unfolded();
      if (!moved) { home(); showChosen(); }
    };
    map.on("resize", refit);
    L.control.zoom({ position: "topleft", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    button("⌂", words.home, home).addTo(map);
    button("⤢", words.fullscreen, fullscreen).addTo(map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    const north = L.control({ position: "topleft" });
    north.onAdd = () => node("div", "ntm-north", words.north);
    north.addTo(map);
    legend = L.control({ position: "bottomleft" });
    legend.onAdd = () => {
      const box = node("div", "ntm-legend");
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    legend.addTo(map);
    leftOut = node("div", "ntm-left");
    map.getContainer().append(leftOut);
    const stamp = node("div", "ntm-stamp");
    stamp.hidden = true;
    map.getContainer().append(stamp);
    /* The style sheet may come after the first picture, and a legend is folded or gets other classes. */
    const grown = new ResizeObserver(refit);
    grown.observe(legend.getContainer());
    grown.observe(stamp);
    document.addEventListener("load", refit, true);
    document.body.insertAdjacentHTML("beforeend", PATTERNS);
    if (words.rest && window.frameElement) NTMFit.fold(window.frameElement, words.rest);
    return map;
  }

  const PATTERNS = `<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
    <pattern id="ntm-no_data" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="7" height="7" fill="#f4f4f4"/><line x1="0" y1="0" x2="0" y2="7" stroke="#8a8f94" stroke-width="2.4"/></pattern>
    <pattern id="ntm-outside" width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" fill="#dfe2e5"/><circle cx="3" cy="3" r="1.1" fill="#7d858c"/></pattern>
    <pattern id="ntm-unmatched" width="8" height="8" patternUnits="userSpaceOnUse">
      <rect width="8" height="8" fill="#ffffff"/>
      <path d="M0 0L8 8M8 0L0 8" stroke="#6a7178" stroke-width="1.1"/></pattern>
    <pattern id="ntm-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="1" y1="0" x2="1" y2="7" stroke="#ffffff" stroke-width="2"/></pattern></defs></svg>`;

  return {
    mount,
    paint(next) { show(next); return L.layerGroup(); },
  };
})();
