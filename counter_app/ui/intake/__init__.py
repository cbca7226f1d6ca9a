"""办件: receive and accept anything, complete by keyboard (design/screens.md 1)."""
