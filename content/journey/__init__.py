"""Puts forms and payments inside pages; owns no models."""
