"""A sealed sheet of answers under one form version, the forms that fill it, and the wizard.

A sheet keeps what is valid (`answers`, codes and ISO values) apart from what was typed and is not; only answers
count. It is saved against the revision it was read at: `Stale` carries what stands there now. A step that did not
change since its page was made is saved over changes of other steps; the same step changed in two places gets a page
(409) that shows both. The same posted twice writes nothing and goes the way it went before. There is one validator:
pages and API bind the same forms.
"""
