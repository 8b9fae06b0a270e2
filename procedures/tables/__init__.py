"""Dated facts in TOML, each table with its reader: source, checked-on, validity and the date that decides."""
