"""Judges signed bytes against the signer that the law expects; subjects by uuid, no application known.

Accepted is exactly one XAdES signature, child of the root, and only what it covers. It proves the applicant by PESEL;
or, without one in the draft, by birth date, sex and names, which the person confirms; or it proves nobody, and the
office is told. A certificate that names somebody else is refused with what differs. A signature comes back from the
service by GET and may be collected again after a crash until it is spent, in the transaction of its effect. It
returns to our own origin or one that the operator listed.
"""
