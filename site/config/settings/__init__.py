"""Settings: base, and one file for each place MOS runs in."""
