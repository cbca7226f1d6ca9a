"""收窗 and 交班: what is left open at the end of the day, or of a shift (F-A4, F-A6)."""
