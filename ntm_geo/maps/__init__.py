"""Pictures of the land: palette, legend, web map."""
