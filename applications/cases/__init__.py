"""The mirror of the register: what happened to a filed case and what it means.

A case has its application's id. Every news but receipts and letters becomes an event, its body sealed with the case
key, its kind the key of a row of `procedures/tables/statuses/`: what it means in law, who acts, may one stay, work,
travel, what follows. A kind without a meaning, or a meaning without a kind, stops the start. `timeline` is what page
and API show. The case key is destroyed 30 days after `closed`.
"""
