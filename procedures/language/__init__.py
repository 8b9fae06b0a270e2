"""The definition language: what a form and a procedure are made of, how they are read, and which questions apply."""
