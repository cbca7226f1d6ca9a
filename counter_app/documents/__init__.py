"""Records to paper: PDF bytes and slips from templates that are data; pure but for reading those."""
