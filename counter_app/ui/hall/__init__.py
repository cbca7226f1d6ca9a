"""大厅, the supervisor's place: pages of figures, each number opening the list behind it (F-H1 to F-H6)."""
