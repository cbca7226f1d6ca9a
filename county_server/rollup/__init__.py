"""The figures of halls over the line (F-H): what a device may ask, live or of a period."""
