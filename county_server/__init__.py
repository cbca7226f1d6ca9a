"""The county: sync with the windows, back office, public pages, hall display."""
