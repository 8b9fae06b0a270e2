"""A double of the trusted-profile service: test persons, real XAdES signatures, bad manners on command."""
