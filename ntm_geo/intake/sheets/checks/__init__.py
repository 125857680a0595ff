"""What a sheet says against itself, against what is kept, and against the law of its years.

recognition_checks  levels that build on others, years of recognitions and certificates
sheet_counts        counts written beside the rows, checked against them
"""
