"""The desk: what a clerk works with at a window of the hall."""

__version__ = "0.1.0"
