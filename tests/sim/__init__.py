"""The deterministic simulator of the sync protocol (design/sync.md 1.11)."""
