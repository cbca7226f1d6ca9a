"""What the county shows to anyone: a page that says whether a certificate is good (F-G5)."""
