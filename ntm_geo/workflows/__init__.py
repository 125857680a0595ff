"""One verb a file: the hall every door goes through."""
