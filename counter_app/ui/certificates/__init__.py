"""出证: print, confirm, hand over and send certificates; the drawer of numbered blanks (F-E7)."""
