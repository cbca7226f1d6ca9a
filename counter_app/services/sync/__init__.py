"""
The window's half of the sync protocol (design/sync.md part 3).

``step`` decides and touches nothing; ``flow`` carries its effects out on the lanes.
"""
