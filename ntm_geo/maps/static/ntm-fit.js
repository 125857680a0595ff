/* How large the land may be: the largest place in a frame where it lies under nothing that covers the frame.

   NTMFit.place(points, frame, covers)   points [[x, y]] of the land in any unit, a third value marks corners of
                                         its box; frame and covers [left, top, right, bottom] in pixels; returns {scale, left, top}, pixels a unit and where the
                                         land's own corner goes
   NTMFit.fold(frame, rest)              keeps an iframe within the window it stands in, `rest` pixels above its end */
window.NTMFit = (function () {
  "use strict";
  /* Each step is 2 % smaller than the one before; the land is never shrunk below a fifth of the frame. */
  const STEP = 0.98, LEAST = 0.2, LOWEST = 300, NARROW = 900;
  /* Where the land may stand in the room that is left: in the middle first, then towards the sides and corners. */
  const SIDES = [0.5, 0.625, 0.375, 0.75, 0.25, 0.875, 0.125, 1, 0];

  function bounds(points) {
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    points.forEach(([x, y]) => {
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    });
    return { left, top, width: Math.max(right - left, 1e-9), height: Math.max(bottom - top, 1e-9) };
  }

  function place(points, frame, covers) {
    const land = bounds(points), width = frame[2] - frame[0], height = frame[3] - frame[1];
    const largest = Math.min(width / land.width, height / land.height);
    const covered = (scale, left, top) => points.some(([x, y, edge]) => {
      if (edge) return false;
      const across = left + (x - land.left) * scale, down = top + (y - land.top) * scale;
      return covers.some((box) => across > box[0] && across < box[2] && down > box[1] && down < box[3]);
    });
    for (let scale = largest; scale > largest * LEAST; scale *= STEP) {
      const across = width - land.width * scale, down = height - land.height * scale;
      for (const side of SIDES) {
        for (const rise of SIDES) {
          const left = frame[0] + across * side, top = frame[1] + down * rise;
          if (!covered(scale, left, top)) return { scale, left, top };
        }
      }
    }
    return {
      scale: largest, left: frame[0] + (width - land.width * largest) / 2,
      top: frame[1] + (height - land.height * largest) / 2,
    };
  }

  function fold(frame, rest) {
    const outer = frame.ownerDocument, view = outer.defaultView;
    const page = outer.querySelector("[data-testid=stMain]"), content = outer.querySelector("[data-testid=stMainBlockContainer]");
    if (!page || !content) return;
    const set = () => {
      if (view.innerWidth <= NARROW) {
        frame.style.removeProperty("height");
        outer.documentElement.style.removeProperty("--ntm-frame");
        return;
      }
      const top = frame.getBoundingClientRect().top + page.scrollTop;
      const tall = `${Math.max(LOWEST, Math.floor(view.innerHeight - top - rest))}px`;
      if (!frame.isConnected) return;
      /* The column beside the map ends where the map ends, wherever it begins. */
      const side = outer.querySelector("[class*='map_side']");
      const lead = side ? top - (side.getBoundingClientRect().top + page.scrollTop) : 0;
      outer.documentElement.style.setProperty("--ntm-frame", `${Math.round(parseInt(tall, 10) + lead)}px`);
      if (frame.style.height !== tall) frame.style.setProperty("height", tall, "important");
    };
    /* What stands above the map may come after it, or change: a warning, a longer sentence. */
    const watch = new view.ResizeObserver(set);
    watch.observe(content);
    view.addEventListener("resize", set);
    window.addEventListener("pagehide", () => { watch.disconnect(); view.removeEventListener("resize", set); });
    set();
  }

  return { place, fold };
})();
