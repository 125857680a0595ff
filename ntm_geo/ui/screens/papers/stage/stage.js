/* The stage: slides laid out beforehand, one live map that is repainted, keys and clicker, what-if sent to the server.

   Streamlit sends `args`: slides, words, fills, missing, names, ladder, met, start. Everything shown is text, never
   markup. A criterion that is ticked recolours the map here at once; the server then sends every slide anew. */
(function () {
  "use strict";
  const TYPING_MS = 700, PLAY_MS = 1600, MANY = 15, PLACE = "ntm-slide";
  const by = (id) => document.getElementById(id);
  let args = null, now = 0, frame = -1, map = null, typed = "", typing = 0, playing = 0, met = [], awaited = "";

  const node = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const send = (type, more) => window.parent.postMessage({ isStreamlitMessage: true, type: `streamlit:${type}`, ...more }, "*");
  const tell = (value) => send("setComponentValue", { value: { ...value, moment: Date.now() }, dataType: "json" });

  /* ------------------------------------------------------------------------------------------------ slides */
  function lay(slides) {
    const box = by("slides");
    box.replaceChildren(...slides.map((slide) => {
      const kind = slide.map ? "beside" : slide.show === "title" ? "front" : slide.table || slide.chart ? "wide" : "alone";
      const made = node("section", `slide ${kind}`);
      if (kind === "front") made.append(node("h2", "", slide.title));
      const list = node("ul");
      list.append(...slide.lines.map((line) => node("li", "", line)));
      made.append(list);
      if (slide.table && slide.table.rows.length > MANY) made.classList.add("dense");
      if (slide.chart) made.append(...chart(slide.chart));
      if (slide.table) made.append(table(slide.table));
      if (slide.map && !slide.chart) made.append(legend(JSON.parse(slide.map)));
      return made;
    }));
  }

  function table(data) {
    const made = node("table"), head = node("tr");
    head.append(...data.heads.map((text) => node("th", "", text)));
    made.append(head, ...data.rows.map((row, place) => {
      const line = node("tr", data.total && place === data.rows.length - 1 ? "sum" : "");
      line.append(...row.map((text, column) => node("td", data.centred.includes(column) ? "c" : "", text)));
      return line;
    }));
    return made;
  }

  function legend(style) {
    const made = node("table", "legend");
    const row = (sign, label, count) => {
      const line = node("tr", sign ? "" : "sum"), first = node("td");
      if (sign) first.append(sign);
      line.append(first, node("td", "", label), node("td", "c", String(count)));
      return line;
    };
    made.append(...style.legend.map((entry) => row(swatch(entry), entry[1], entry[2])));
    made.append(row(null, style.total_label, style.legend.reduce((sum, entry) => sum + entry[2], 0)));
    return made;
  }

  function swatch([key, , , colour]) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg"), box = document.createElementNS(space, "rect");
    [["width", "100%"], ["height", "100%"], ["fill", colour || args.fills[key] || `url(#ntm-${key})`], ["stroke", "#37424d"]]
      .forEach(([name, value]) => box.setAttribute(name, value));
    picture.append(box);
    return picture;
  }

  /* Stacked columns, the figures on them; a figure too small for its part is left to the table. */
  function chart(data) {
    const space = "http://www.w3.org/2000/svg", width = 700, height = 460, foot = 44;
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("class", "chart");
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const put = (tag, values, text) => {
      const made = document.createElementNS(space, tag);
      Object.entries(values).forEach(([name, value]) => made.setAttribute(name, value));
      if (text !== undefined) made.textContent = text;
      picture.append(made);
    };
    const sums = data.categories.map((_, place) => data.series.reduce((sum, one) => sum + (one.values[place] || 0), 0));
    const step = width / data.categories.length, tall = (height - foot) / Math.max(...sums, 1);
    data.categories.forEach((name, place) => {
      let y = height - foot;
      data.series.forEach((one) => {
        const part = (one.values[place] || 0) * tall;
        y -= part;
        put("rect", { x: step * (place + 0.18), y, width: step * 0.64, height: part, fill: one.colour, stroke: "#fff" });
        if (part > 30) put("text", { x: step * (place + 0.5), y: y + part / 2 + 9, "text-anchor": "middle" }, one.told[place]);
      });
      put("text", { x: step * (place + 0.5), y: height - 8, "text-anchor": "middle" }, name);
    });
    const key = node("div", "key");
    key.append(...data.series.map((one) => {
      const entry = node("span"), colour = node("i");
      colour.style.background = one.colour;
      entry.append(colour, document.createTextNode(one.name));
      return entry;
    }));
    return [picture, key];
  }

  /* -------------------------------------------------------------------------------------------------- showing */
  function show(place) {
    stop();
    now = Math.max(0, Math.min(args.slides.length - 1, place));
    const slide = args.slides[now];
    by("title").textContent = slide.show === "title" ? "" : slide.title;
    [...by("slides").children].forEach((one, at) => one.classList.toggle("on", at === now));
    by("mapbox").classList.toggle("on", Boolean(slide.map));
    by("mark").textContent = slide.mark;
    by("source").textContent = slide.source;
    by("count").textContent = `${now + 1}/${args.slides.length}`;
    by("panel").hidden = true;
    by("note").textContent = slide.note || args.words.nonote;
    years(slide);
    if (slide.map) NTM.paint(JSON.parse(slide.map));
    document.body.dataset.slide = String(now + 1);
    sessionStorage.setItem(PLACE, JSON.stringify([args.id, now]));
  }

  /* Where this browser was when the page was loaded anew; slides that are others begin where they are told to. */
  function remembered() {
    const [id, place] = JSON.parse(sessionStorage.getItem(PLACE) || "[]");
    return id === args.id ? place : args.start;
  }

  function years(slide) {
    const box = by("years");
    frame = slide.frames.length - 1;
    box.hidden = slide.frames.length < 2;
    const play = node("button", "", "▶");
    play.title = args.words.play;
    play.addEventListener("click", run);
    box.replaceChildren(play, ...slide.frames.map((one, at) => {
      const button = node("button", at === frame ? "on" : "", one.label);
      button.addEventListener("click", () => { stop(); turn(at); });
      return button;
    }));
  }

  function turn(at) {
    const slide = args.slides[now];
    frame = at;
    [...by("years").children].slice(1).forEach((one, place) => one.classList.toggle("on", place === at));
    NTM.paint(JSON.parse(slide.frames[at].map));
    const list = by("slides").children[now].querySelector("ul");
    const lines = at === slide.frames.length - 1 ? slide.lines : slide.frames[at].lines;
    list.replaceChildren(...lines.map((line) => node("li", "", line)));
    const held = by("slides").children[now].querySelector("table.legend");
    if (held) held.replaceWith(legend(JSON.parse(slide.frames[at].map)));
    document.body.dataset.frame = slide.frames[at].label;
  }

  function run() {
    const slide = args.slides[now];
    if (slide.frames.length < 2) return;
    if (playing) { stop(); return; }
    turn(0);
    playing = setInterval(() => { if (frame + 1 < slide.frames.length) turn(frame + 1); else stop(); }, PLAY_MS);
  }

  function stop() { clearInterval(playing); playing = 0; }

  /* -------------------------------------------------------------------------------------------------- what if */
  const key = (code, criterion) => `${code} ${criterion}`;
  const taken = () => new Set(met.map(([code, criterion]) => key(code, criterion)));

  /* The tier of a commune with what is taken as met: what nobody knows is an interval, as on the server. */
  function tierOf(code) {
    const { tiers, recognised, unknown } = args.ladder, held = taken(), open = args.missing[code] || [];
    const count = Object.keys(args.names).length - open.filter((one) => !held.has(key(code, one))).length;
    const silent = (unknown[code] || []).filter((one) => !held.has(key(code, one))).length;
    if (recognised.includes(code) || !open.some((one) => !held.has(key(code, one)))) return tiers.find(([, least]) => least === null)[0];
    const of = (number) => tiers.find(([, least]) => least !== null && number >= least)[0];
    return of(count) === of(count + silent) ? of(count) : "no_data";
  }

  /* Paint one commune by itself, and count it in the legend: what the server would say, without waiting for it. */
  function repaint(code, index) {
    const slide = args.slides[now], style = slide.map && JSON.parse(slide.map);
    if (!style || frame !== slide.frames.length - 1) return;
    const wanted = slide.show === "criterion" ? (taken().has(key(code, slide.subject)) ? "met" : "") : tierOf(code);
    const to = style.legend.findIndex(([name]) => name === wanted);
    const from = parseInt(style.classes[index], 36);
    if (to < 0 || from === to || style.legend.length > 36) return;
    style.classes = style.classes.slice(0, index) + to.toString(36) + style.classes.slice(index + 1);
    style.legend[from][2] -= 1;
    style.legend[to][2] += 1;
    style.selected = code;
    style.id = `${style.id}-${code}-${to}`;
    slide.map = JSON.stringify(style);
    if (slide.frames.length) slide.frames[slide.frames.length - 1].map = slide.map;
    NTM.paint(style);
    map.eachLayer((layer) => { if (layer.closeTooltip) layer.closeTooltip(); });
    const held = by("slides").children[now].querySelector("table.legend");
    if (held) held.replaceWith(legend(style));
  }

  function assume(next, code, index) {
    met = next;
    awaited = JSON.stringify(met);
    if (code) repaint(code, index);
    mode();
    tell({ met, slide: now });
  }

  function ask(unit, index) {
    const open = args.missing[unit.code];
    const panel = by("panel");
    panel.replaceChildren(node("h2", "", unit.title));
    const close = node("button", "x", "×");
    close.title = args.words.close;
    close.addEventListener("click", () => { panel.hidden = true; });
    panel.append(close, node("div", "", open ? args.words.whatif : args.words.complete));
    const held = taken();
    (open || []).forEach((criterion) => {
      const label = node("label"), box = node("input");
      box.type = "checkbox";
      box.checked = held.has(key(unit.code, criterion));
      box.addEventListener("change", () => {
        const others = met.filter(([code, one]) => key(code, one) !== key(unit.code, criterion));
        assume(box.checked ? [...others, [unit.code, criterion]] : others, unit.code, index);
      });
      label.append(box, node("span", "", `${criterion} ${args.names[criterion]}`));
      panel.append(label);
    });
    panel.hidden = false;
  }

  function mode() {
    const box = by("mode");
    box.hidden = !met.length;
    if (box.hidden) return;
    const back = node("button", "", args.words.back);
    back.addEventListener("click", () => { by("panel").hidden = true; assume([]); });
    box.replaceChildren(document.createTextNode(args.words.assumed.replace("#", met.length)), back);
  }

  /* ---------------------------------------------------------------------------------------------- keys, buttons */
  function fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  function note() { by("note").hidden = !by("note").hidden; }

  function leave() {
    if (!by("help").hidden) by("help").hidden = true;
    else if (!by("note").hidden) by("note").hidden = true;
    else if (!by("panel").hidden) by("panel").hidden = true;
    else if (document.fullscreenElement) document.exitFullscreen();
    else quit();
  }

  function quit() {
    sessionStorage.removeItem(PLACE);
    tell({ leave: true });
  }

  const KEYS = {
    ArrowRight: () => show(now + 1), ArrowDown: () => show(now + 1), PageDown: () => show(now + 1), " ": () => show(now + 1),
    ArrowLeft: () => show(now - 1), ArrowUp: () => show(now - 1), PageUp: () => show(now - 1), Backspace: () => show(now - 1),
    Home: () => show(0), End: () => show(args.slides.length - 1), f: fullscreen, F: fullscreen, p: run, P: run,
    n: note, N: note, Escape: leave, "?": () => { by("help").hidden = !by("help").hidden; },
    Enter: () => { if (typed) go(); else show(now + 1); },
  };

  function go() {
    clearTimeout(typing);
    if (typed) show(Number(typed) - 1);
    typed = "";
  }

  function press(event) {
    if (!args || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.tagName === "INPUT" && event.key === " ") return;
    if (/^[0-9]$/.test(event.key)) {
      typed += event.key;
      clearTimeout(typing);
      /* A second digit may follow where there are ten slides or more. */
      if (args.slides.length < 10 || typed.length > 1) go(); else typing = setTimeout(go, TYPING_MS);
    } else if (KEYS[event.key]) KEYS[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function furnish() {
    const words = args.words;
    const button = (text, title, action) => {
      const made = node("button", "", text);
      made.title = title;
      made.setAttribute("aria-label", title);
      made.addEventListener("click", () => { action(); by("stage").focus(); });
      return made;
    };
    const count = node("span");
    count.id = "count";
    by("bar").replaceChildren(
      button("◀", words.before, () => show(now - 1)), count, button("▶", words.after, () => show(now + 1)),
      button("⤢", words.fullscreen, fullscreen), button("?", words.help, KEYS["?"]), button("✕", words.leave, quit),
    );
    const list = node("dl");
    words.keys.forEach(([name, does]) => list.append(node("dt", "", name), node("dd", "", does)));
    by("help").replaceChildren(list);
    map = NTM.mount("map", { ...words.map, label: Math.round(window.innerHeight * 0.023) }, args.fills, () => [by("years")]);
    map.on("click", (event) => {
      const code = event.originalEvent.target.dataset.code;
      if (code && args.slides[now].standing) map.eachLayer((layer) => { if (layer.unit && layer.unit.code === code) ask(layer.unit, layer.index); });
    });
    map.keyboard.disable();
    document.addEventListener("keydown", press, true);
  }

  window.addEventListener("message", ({ data }) => {
    if (!data || data.type !== "streamlit:render") return;
    const first = !args;
    const same = !first && args.id === data.args.id;
    /* An answer to what was assumed before the last tick is late: the next one is on its way. */
    if (awaited && JSON.stringify(data.args.met) !== awaited) return;
    awaited = "";
    args = data.args;
    met = args.met;
    if (same) return;
    document.documentElement.lang = args.language;
    if (first) furnish();
    const place = first ? remembered() : now, open = by("panel").hidden ? "" : by("panel").querySelector("h2").textContent;
    lay(args.slides);
    mode();
    show(place);
    if (open) { by("panel").hidden = false; }
    document.body.dataset.ready = args.id;
    by("stage").focus();
  });
  send("componentReady", { apiVersion: 1 });
})();
