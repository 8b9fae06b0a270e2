"""An append-only, chained trail of what happened to what, without personal data."""
