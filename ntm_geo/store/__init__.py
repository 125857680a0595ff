"""What the user keeps: versions of datasets in the data folder."""
