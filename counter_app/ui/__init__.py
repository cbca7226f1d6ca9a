"""The window. Qt lives below this package and in ``printers/qt.py``, nowhere else."""
