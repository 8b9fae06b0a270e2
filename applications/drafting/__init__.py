"""Applications from their first answer to their end: states, access, expiry.

`lifecycle` is the only writer of an application's state, `states.TRANSITIONS` says where it may go; every pair is
tested. `lifecycle.save_step` is the one way answers change: it thaws what was frozen, moves the day of expiry,
mirrors the office's code. A draft is deleted 45 days after its last change (art. 225h), after three warnings.
`access` is the one answer to who may see an application; somebody else's does not exist (404). What was posted when
an exception or the end of a session came between is kept, sealed, for 30 minutes and offered on the same page to the
same browser. `lifecycle.move_to_version` carries a draft into a newer version of its form, on the person's word.
A POST with an `Idempotency-Key` has its effect once; its answer is made anew.
"""
