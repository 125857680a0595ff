"""Sizes of windows, a map that lies still in one, and how much of its frame the land fills."""

SCREENS = {"1366x768": (1366, 768), "1920x1080": (1920, 1080), "phone": (390, 844)}
STILL = """() => new Promise((done) => {
    const look = (before) => setTimeout(() => {
        const now = [...document.querySelectorAll('.leaflet-container, path[data-code], .ntm-legend, .ntm-stamp, #mapbox')]
            .map((one) => Object.values(one.getBoundingClientRect().toJSON()).map(Math.round)).join();
        if (now === before) done(); else look(now);
    }, 200);
    requestAnimationFrame(() => look(''));
})"""
"""Comes back once frame, land and legend have kept their places for a moment."""

LEAST = 0.88
SHARE = """() => {
    const box = (one) => one.getBoundingClientRect(), frame = box(document.querySelector('.leaflet-container'));
    const parts = [...document.querySelectorAll('path[data-code]')].map(box);
    const wide = Math.max(...parts.map((one) => one.right)) - Math.min(...parts.map((one) => one.left));
    const tall = Math.max(...parts.map((one) => one.bottom)) - Math.min(...parts.map((one) => one.top));
    const seen = (one) => one && box(one).width;
    const years = document.getElementById('years');
    const above = ['.leaflet-top.leaflet-left', '.ntm-stamp'].map((one) => document.querySelector(one)).concat(years);
    const top = Math.max(...above.filter(seen).map((one) => box(one).bottom));
    const legend = document.querySelector('.ntm-legend'), key = seen(legend) ? box(legend) : null;
    const free = [[key ? frame.right - key.right : frame.width, frame.bottom - top],
        [frame.width, (key ? key.top : frame.bottom) - top]];
    return Math.max(...free.map(([across, down]) => Math.min(across / wide, down / tall)));
}"""
"""How many times larger the land could be drawn beside or above the legend, below buttons and badge."""


def resize(page, screen):
    """Give the window of a page the size of a screen, by its name or as width and height."""
    width, height = SCREENS.get(screen, screen)
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(200)


def still(frame):
    """Wait until a map lies still: it moves with any change of size, zoom, centre or legend."""
    frame.locator("body").evaluate(STILL)


def in_turn(turn):
    """Return the names of all screens, another one first with every turn: pages are opened on it and then resized."""
    first = turn % len(SCREENS)
    return [*SCREENS][first:] + [*SCREENS][:first]
