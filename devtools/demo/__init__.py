"""The main job, for real: every part is a process of its own, driven by its public commands."""
