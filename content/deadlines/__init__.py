"""Pages that count a last day for anybody, without an account: what is asked is posted and kept nowhere.

The engine of `procedures.deadlines` counts; here are the forms, the drawn calendar and the calendar entry.
"""
