"""The citizen screen: a second window that faces the person at the counter (F-D9)."""
