"""The Polish of what somebody wrote in their own words: by a person they trust, or drafted by a machine.

`texts` finds what is written in own words in a draft and its own annexes, half-way steps and rows too, and puts a
Polish text beside it. `asking` sends a link for just these texts; who follows it (`helping`) has no account, sees their
questions and words and nothing else of the application, and never writes into it: taking a text over is the applicant's
own act, and what was shown when they decided must still stand. A machine (`machine`) is off unless the operator names
one; a text leaves only by a button that says where it goes, and its answer is a draft that nobody has confirmed.

All about people is sealed under the draft's key; of a link only a digest is kept, and one that ended never works again.
Requests end with the draft's freezing, filing, expiry or deletion, and what they held is erased.
"""
