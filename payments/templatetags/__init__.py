"""Filters of this floor's templates."""
