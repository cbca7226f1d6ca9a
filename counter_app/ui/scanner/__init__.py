"""A scanner that types as a keyboard does, into whatever field has the caret."""
