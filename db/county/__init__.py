"""The county's PostgreSQL: log, cases, feed, devices, users, catalogue."""
