"""The hand-over of a draft or a case, with all that hangs on it, to the account of whom it is for.

Today there is one reason: whom a parent, guardian or curator filed for came of age, and from that day signs and acts
themselves (`ready` says whether). The owner sends a link to an address (`giving`); who has an account with that address
and names the day of birth takes it over, or refuses (`receiving`). In one transaction the application belongs to the
other account, and to no other. Of a link only a digest is kept; it works once, for two weeks, and reading it spends
nothing. The address is sealed under the key of the case, and erased when the hand-over ends. The office is told
nothing: no message of the exchange says whose account it is.
"""
