"""叫号: calling at the window, from any place and in its own."""
