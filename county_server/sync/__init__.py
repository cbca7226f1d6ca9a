"""The windows' line: enrol, hello, push, pull (design/sync.md 3.2)."""
