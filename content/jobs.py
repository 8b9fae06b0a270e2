"""What this floor does when nobody asks: pages go live and expire at their hour."""

from content.publishing import due, run

__all__ = ["due", "run"]
