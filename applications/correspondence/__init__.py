"""Questions to the office about a case, and its answers: one thread a case, letters sealed with the case key.

What was sent is "at the office" once the register has taken it; a letter held up on its way says so and never counts
as sent.
"""
