"""Tibetan texts: out to a translator as .xlsx, and back with who approved each and when (facts/domain.md 6.1)."""
