"""Requests to employers and other third parties to fill in and sign their annex.

A request holds an address (sealed), links (only digests of their tokens are kept), a sheet of its own and what was
signed. What the application knows already is carried over and fixed there; when it changes, an annex signed before is
stale and is asked again. How far each is, is computed from requests and answers, never stored; signing of the
application stays locked until every annex is current. Mails to a third party are Polish, name the day to sign by (the
earlier of the last lawful day and the link's end) and no person; who asks stands on the page. Reading a link changes
nothing: a mail scanner spends none.
"""
