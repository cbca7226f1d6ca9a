"""The county's own acts: decisions of the back office, each an operation like any window's."""
