"""What ``python -m county_server`` can do, one module a command."""
