"""Office files in, clean tables and findings out."""
