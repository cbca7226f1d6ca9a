"""Who sits at the window: sign-in, PIN, lock, idle veil, becoming a window (F-A1, F-A2)."""
