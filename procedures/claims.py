"""What the law asks for or says, as pages show it: procedures and dated tables are full of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something the law asks for, in a short title and a sentence."""

    title: str
    text: str = ""
    law: str = ""
