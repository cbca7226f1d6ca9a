"""The hall's queue: live acts of windows and kiosks, leases, and what a display shows (F-C)."""
