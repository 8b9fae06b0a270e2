"""Wagtail pages about law, procedures and offices, and the journey that puts forms and payments inside them."""
