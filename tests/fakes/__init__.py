"""One fake for each port; each obeys the same contract suite as the real adapter."""
