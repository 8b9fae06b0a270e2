"""Documents that are written here, printed, signed by hand, and taken or sent: nothing of them is filed.

`document` is what such a draft prints: the letter of its procedure, or the boxes of an official form, in Polish, with
whom it goes to. It is made anew from the answers each time and kept nowhere; an unfinished draft prints none. `told`
says in the reader's language what to do with it: by when, where, how, with what, for how much, and what follows. Page,
API and the last sheet of the PDF tell the same.
"""
