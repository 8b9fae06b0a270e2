"""What the applicant fills in themselves: steps beside the application's, frozen, signed and filed together with it.

One sheet an annex, under the draft's key; what it takes over is always what the application says now. A change of it is
an edit of the application: it moves the 45 days and discards signatures. Nobody signs while one is not complete.
"""
