"""The county's keys, and what they vouch for: windows' keys and the certificates' PDF."""
