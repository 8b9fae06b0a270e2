"""Brings a whole system up on one machine: ports, certificates, PostgreSQL, processes.

`ports.OFFSETS` has every address, in steps of one from PORT; `processes.of` every process. Imports nothing of ours.
"""
