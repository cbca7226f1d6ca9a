"""What `dev.py` does. Standard library only until the virtual environment stands; never shipped."""
