"""Annexes of an application: forms of their own that are filed with it.

What third parties fill in and sign is asked for by a link (`requests`, `links`, `third_party`, `signature`, `status`);
what the applicant fills in stands in `own`. `needs` says which ones an application needs, and by whom.
"""
