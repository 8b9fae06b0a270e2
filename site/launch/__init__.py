"""Brings a whole system up on one machine: ports, certificates, PostgreSQL, processes."""
