"""The proofs. A package, so that it stands before the `tests` folder that python-barcode installs."""
