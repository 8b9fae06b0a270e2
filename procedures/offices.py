"""The sixteen voivodes' offices: where they are, and the accounts that fees go to once somebody has verified them."""

from dataclasses import dataclass
from datetime import date

from procedures import tables, voivodeships
from procedures.errors import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(tables.Dated):
    """`key` is the TERYT code. An unverified account appears in no slip, QR code or session."""

    name: str
    label: str
    seat: str
    address: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    duty_recipient: str
    duty_account: str = ""
    duty_account_verified: bool = False
    card_recipient: str
    card_account: str = ""
    card_account_verified: bool = False
    remark: str = ""

    @property
    def teryt(self) -> str:
        return self.key

    @property
    def voivodeship(self) -> str:
        return voivodeships.NAMES[self.key]

    @property
    def voivode(self) -> str:
        return voivodeships.VOIVODES[self.key]


NRB_LENGTH = 26
COUNTRY_DIGITS = "2521"  # PL as in the IBAN checksum


def is_account(digits: str) -> bool:
    """A Polish account number with a right checksum (mod 97)."""
    if len(digits) != NRB_LENGTH or not digits.isascii() or not digits.isdigit():
        return False
    return _remainder(digits) == 1


def account_of(bank: str, number: str) -> str:
    """A whole account number with its checksum, of a bank's sorting code (8 digits) and at most 16 more."""
    digits = bank + number.zfill(NRB_LENGTH - len(bank) - 2)
    return f"{98 - _remainder('00' + digits):02d}{digits}"


def _remainder(digits: str) -> int:
    return int(digits[2:] + COUNTRY_DIGITS + digits[:2]) % 97


def office(teryt: str, *, on: date | None = None) -> Office:
    """The office of a voivodeship, on a day or as the newest row has it."""
    if on is not None:
        return tables.on(table(), teryt, on)
    found = [row for row in table() if row.key == teryt]
    if not found:
        raise Unknown(f"no office {teryt}")
    return max(found, key=lambda row: row.valid_from)


def all() -> list[Office]:
    return [office(teryt) for teryt in voivodeships.NAMES]


def table() -> tuple[Office, ...]:
    return tables.cached("offices.toml", "offices", Office)
