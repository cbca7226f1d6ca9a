"""Text that is right: fonts by coverage, runs, shaping, line breaks; below documents and printers."""
