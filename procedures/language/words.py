"""Amounts of money in Polish words, as the official form asks for them."""

UNITS = (
    "zero",
    "jeden",
    "dwa",
    "trzy",
    "cztery",
    "pięć",
    "sześć",
    "siedem",
    "osiem",
    "dziewięć",
    "dziesięć",
    "jedenaście",
    "dwanaście",
    "trzynaście",
    "czternaście",
    "piętnaście",
    "szesnaście",
    "siedemnaście",
    "osiemnaście",
    "dziewiętnaście",
)
TENS = (
    "",
    "",
    "dwadzieścia",
    "trzydzieści",
    "czterdzieści",
    "pięćdziesiąt",
    "sześćdziesiąt",
    "siedemdziesiąt",
    "osiemdziesiąt",
    "dziewięćdziesiąt",
)
HUNDREDS = (
    "",
    "sto",
    "dwieście",
    "trzysta",
    "czterysta",
    "pięćset",
    "sześćset",
    "siedemset",
    "osiemset",
    "dziewięćset",
)
SCALES = ((1_000_000, ("milion", "miliony", "milionów")), (1_000, ("tysiąc", "tysiące", "tysięcy")))


def number(value: int) -> str:
    """0 ≤ value < 1 000 000 000."""
    if value < len(UNITS):
        return UNITS[value]
    words: list[str] = []
    for scale, forms in SCALES:
        count, value = divmod(value, scale)
        if count:
            words += [*([] if count == 1 else [_below_thousand(count)]), agreeing(count, forms)]
    if value:
        words.append(_below_thousand(value))
    return " ".join(words)


def agreeing(count: int, forms: tuple[str, str, str]) -> str:
    """The form a Polish noun takes after this number: 1 złoty, 2 złote, 5 złotych."""
    if count == 1:
        return forms[0]
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return forms[1] if few else forms[2]


def money(amount: str) -> str:
    """Of "4806.50": cztery tysiące osiemset sześć złotych pięćdziesiąt groszy."""
    zloty, grosze = (int(part) for part in amount.split("."))
    whole = f"{number(zloty)} {agreeing(zloty, ('złoty', 'złote', 'złotych'))}"
    return f"{whole} {number(grosze)} {agreeing(grosze, ('grosz', 'grosze', 'groszy'))}"


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    words = [HUNDREDS[hundreds]] if hundreds else []
    if 0 < rest < len(UNITS):
        words.append(UNITS[rest])
    elif rest:
        tens, units = divmod(rest, 10)
        words += [TENS[tens], *([UNITS[units]] if units else [])]
    return " ".join(words)
