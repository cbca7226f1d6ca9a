"""The device room, and what is watched of the devices (F-J2)."""
