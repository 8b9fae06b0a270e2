"""Questions to the office about a case, and its answers."""
