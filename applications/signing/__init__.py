"""Judges signed bytes against the signer that the law expects."""
