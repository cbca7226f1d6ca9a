"""The item catalogue: read from a workbook or the sample, checked, indexed for the windows."""
