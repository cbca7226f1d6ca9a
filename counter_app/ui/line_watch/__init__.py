"""The line to the county and the lights of the devices, watched in the background (F-I2)."""
