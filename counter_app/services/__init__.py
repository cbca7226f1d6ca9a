"""What the desk does: one function per thing a clerk can ask for, and flows that hop lanes."""
