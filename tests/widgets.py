"""Widgets of a page that a test has run."""


def keyed(widgets, start):
    """Return the one widget whose key begins so; what follows tells the file, the unit or the version it belongs to."""
    (widget,) = [widget for widget in widgets if str(widget.key or "").startswith(start)]
    return widget
