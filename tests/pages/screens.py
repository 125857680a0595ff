"""Sizes of windows, and a map that lies still in one."""

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
