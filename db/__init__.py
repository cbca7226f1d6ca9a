"""Everything stored; all SQL of the project."""
