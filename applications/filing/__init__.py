"""What is signed and filed: the frozen XML, its document, the signature, and the files that follow.

What is prepared is frozen under the id of the message it will go in; answers that change discard it with every signature
on it. A valid signature files at once, in one transaction with receipt, state, trail, outbox and mail, or not at all; what
was signed and not filed is tried again until it is. Official Polish only: nothing that is filed reads a translation.
"""
