"""Settings, addresses, API root and problem details; imports everything, imported by nothing."""
