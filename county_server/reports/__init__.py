"""Reports of a hall and its area: the close of day, and what the year page counts (F-H5, F-H6)."""
