"""What a transfer of the rest that is owed needs, and the same as the QR code of the Polish Bank Association."""

from dataclasses import dataclass

import segno

from payments.models import OrderItem
from procedures.tables.offices import is_account

MOST_GROSZE = 999_999  # the code has six digits for the amount
RECIPIENT_LENGTH, TITLE_LENGTH, WHOLE_LENGTH = 20, 32, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    recipient: str
    account: str  # in groups, for the eye
    amount: int
    title: str
    qr: str  # address of the picture; empty where the code has no room for the amount


def of(item: OrderItem) -> Transfer | None:
    """None while nobody has confirmed the account: then it appears nowhere."""
    if not item.account_verified or not is_account(item.account) or not item.payee_name:
        return None
    return Transfer(
        recipient=item.payee_name,
        account=grouped(item.account),
        amount=item.owed,
        title=item.title,
        qr=_picture(item),
    )


def grouped(digits: str) -> str:
    return " ".join([digits[:2], *(digits[start : start + 4] for start in range(2, len(digits), 4))])


def code(item: OrderItem) -> str:
    """The text of the code (recommendation of 3.12.2013); empty when the amount is too high for it."""
    if item.owed > MOST_GROSZE:
        return ""
    recipient, title = _plain(item.payee_name)[:RECIPIENT_LENGTH], _plain(item.title)[:TITLE_LENGTH]
    text = f"|PL|{item.account}|{item.owed:06d}|{recipient}|{title}|||"
    return text if len(text) <= WHOLE_LENGTH else ""


def _plain(text: str) -> str:
    """The bar separates fields."""
    return text.replace("|", " ").strip()


def _picture(item: OrderItem) -> str:
    text = code(item)
    if not text:
        return ""
    picture: str = segno.make(text, error="l", boost_error=False, micro=False, encoding="utf-8").svg_data_uri(border=4)
    return picture
