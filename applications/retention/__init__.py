"""What a person keeps of what is filed, and until when: the receipt's page, the own copy, the consent, the erasure.

When the register has the application, the draft's key is destroyed and its rows and bytes are purged; while it has not
taken it, every key stays, so that it can be sent again. The own copy ends once the data entered the register
(art. 225g(2)): after a warning that names a whole day, unless the person agreed to keep it, and at the latest with the
case. What is erased leaves a summary without the person. Files that still wait for the office outlive an erasure.
"""
