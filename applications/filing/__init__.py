"""What is signed and filed: the frozen XML, its document, the signature, and the files that follow.

What is prepared is frozen under the id of the message it will go in; answers that change discard it, and any signature
on it. A valid signature files at once, with receipt, state, trail, outbox and mail in one transaction, or not; what
was signed and not filed is tried again until it is. Official Polish only: nothing that is filed reads a translation.
"""
