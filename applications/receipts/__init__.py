"""That it was filed: the receipt, sealed by the portal, and the person's own copy of what was filed.

A receipt is issued inside the caller's transaction and stays when the case key is gone; it keeps the number, the moment
and the digest, never the person. Its PDF is made from the sealed XML, so that the two cannot differ. The own copy lies
under the case key and the id of the message it was filed in; it has the words
that were confirmed, as they were shown. Anybody who was shown a receipt may check it.
What is filed, and how, this room doesn't know.
"""
