"""The law as references: which unit of which act a claim rests on, whether it is in force, and how readers write it."""
