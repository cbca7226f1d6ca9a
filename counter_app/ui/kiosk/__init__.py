"""The ticket machine in the hall: a face of its own, for fingers (F-C1)."""
