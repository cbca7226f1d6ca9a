"""The commands of ``python -m counter_app`` (architecture 8), one module each."""
