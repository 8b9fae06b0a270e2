"""The named rules and derivations a definition may use, each with its article of law or its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.pl import pesel as pesel_number

from procedures.language import conditions, words
from procedures.language.schema import JSON, NONE, Answers, RuleUse
from procedures.law import citations
from procedures.law.citations import Citations
from procedures.tables import postal_codes, voivodeships

type Check = Callable[..., bool]
OLDEST_YEARS = 120
JOURNEY_YEARS = 5  # back, of which the form asks
MONTHS = 12  # of a year
SHORTEST_MONTHS = 30  # days of a month, counted generously
SAYING_NONE = frozenset({"brak", "nie mam", "nie posiadam", "nie", "none", "no"})  # typed instead of chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`check` gets the answers in the order of the rule's fields and is asked only when all are there.

    A rule rests on law, or says for which other reason it stands. `of_none`: "none" is an answer to it as well.
    What it compares with is not always certain (`verified`).
    """

    check: Check
    arity: int
    message: Any
    law: Citations = ()
    reason: str = ""
    of_none: bool = False
    verified: bool = True


def is_broken(use: RuleUse, answers: Answers) -> bool:
    """Whether the rule objects to these answers; to those that are not all there it never does."""
    rule, values = RULES[use.name], [answers.get(key) for key in use.fields]
    if None in values or (NONE in values and not rule.of_none):
        return False
    return conditions.holds(use.when, answers) and not rule.check(*values)


def law_of(use: RuleUse) -> Citations:
    return use.law or RULES[use.name].law


def said(use: RuleUse) -> str:
    """The message with its units of the law, in the language of the reader."""
    message, units = str(RULES[use.name].message), citations.said(law_of(use))
    return f"{message} ({units})" if units else message


def earliest(value: JSON) -> date:
    """The first day a date, perhaps partly known, can mean."""
    year, month, day, *_rest = (*str(value).split("-"), "1", "1")
    return date(int(year), int(month), int(day))


def latest(value: JSON) -> date:
    """The last day a date, perhaps partly known, can mean."""
    text = str(value)
    if len(text) == len("2026"):
        return date(int(text), 12, 31)
    if len(text) == len("2026-11"):
        first = earliest(value)
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(text)


def not_in_future(value: JSON) -> bool:
    return earliest(value) <= timezone.localdate()


def not_expired(value: JSON) -> bool:
    return latest(value) >= timezone.localdate()


def plausible_age(value: JSON) -> bool:
    return latest(value).year >= timezone.localdate().year - OLDEST_YEARS


def in_order(first: JSON, second: JSON) -> bool:
    return earliest(first) <= latest(second)


def strictly_in_order(first: JSON, second: JSON) -> bool:
    return earliest(first) < latest(second)


def pesel_fits_birth(number: JSON, birth: JSON) -> bool:
    found: date = pesel_number.get_birth_date(str(number))
    return earliest(birth) <= found <= latest(birth)


def pesel_fits_sex(number: JSON, sex: JSON) -> bool:
    return bool(pesel_number.get_gender(str(number)) == {"M": "M", "K": "F"}[str(sex)])


def is_yes(value: JSON) -> bool:
    return value is True


def within_three_years(first: JSON, second: JSON) -> bool:
    start, end = earliest(first), latest(second)
    return (end.year - start.year, end.month, end.day) <= (3, start.month, start.day)


def is_declared_clean(value: JSON) -> bool:
    return value == "a"


def apart(rows: Any) -> bool:
    """No two of these times overlap for certain; one may end on the day on which the next begins."""
    times = [(row["from"], row["to"]) for row in rows if row.get("from") and row.get("to")]
    pairs = combinations([(latest(begins), earliest(ends)) for begins, ends in times], 2)
    return not any(max(one[0], other[0]) < min(one[1], other[1]) for one, other in pairs)


def before_entry(rows: Any, entry: JSON) -> bool:
    """No earlier stay ends after the last entry."""
    return all(earliest(row["to"]) <= latest(entry) for row in rows if row.get("to"))


def journeys_before_entry(journeys: Any, entry: JSON) -> bool:
    """Nobody was abroad after their last entry."""
    return all(earliest(row["to"]) <= latest(entry) for row in journeys if row.get("to"))


def was_abroad(entry: JSON, journeys: JSON) -> bool:
    """Who entered in the last five years was abroad in them."""
    today = timezone.localdate()
    return journeys != NONE or latest(entry) < today.replace(year=today.year - JOURNEY_YEARS, day=min(today.day, 28))


def is_insured(said: JSON) -> bool:
    """Something is named: neither the formula "none" nor a word that means it."""
    polish = said.get("pl") if isinstance(said, dict) else None
    return said != NONE and not (isinstance(polish, str) and polish.strip(" .!").lower() in SAYING_NONE)


def twelve_months(days: Any) -> bool:
    return bool(days >= MONTHS * SHORTEST_MONTHS)


def six_months(days: Any) -> bool:
    return bool(days >= MONTHS * SHORTEST_MONTHS / 2)


def lasts_three_months(expiry: JSON) -> bool:
    """Of a document that has not run out yet; one that has is another matter."""
    return not not_expired(expiry) or latest(expiry) >= _in_months(timezone.localdate(), 3)


def lasts_as_long(expiry: JSON, until: JSON) -> bool:
    """Of a document that lasts for now: what runs out sooner is told by itself."""
    return not lasts_three_months(expiry) or not not_expired(expiry) or latest(expiry) >= earliest(until)


def _in_months(day: date, months: int) -> date:
    """The same day of a later month, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    last = latest(f"{day.year + years:04}-{month + 1:02}")
    return last.replace(day=min(day.day, last.day))


def is_no(said: JSON) -> bool:
    return said is False


def cited(*units: str) -> Citations:
    return citations.read(units)


UNTRUE = cited("r553:annex 1", "foreigners:100(1)(5)(a)")  # what the form asks, and that untrue answers are refused

RULES: Mapping[str, Rule] = {
    "not-in-future": Rule(
        check=not_in_future, arity=1, message=_("This date is in the future"), law=cited("r553:annex 1")
    ),
    "not-expired": Rule(
        check=not_expired,
        arity=1,
        message=_("This document has expired. Apply anyway if you cannot get another one, and say why in your reasons"),
        law=cited("foreigners:106a(1)", "foreigners:106a(2)"),
    ),
    "plausible-age": Rule(
        check=plausible_age,
        arity=1,
        message=_("This date is more than 120 years ago"),
        reason="a slip of the pen",
    ),
    "in-order": Rule(
        check=in_order, arity=2, message=_("This date must not be before the other one"), reason="order of time"
    ),
    "expiry-after-issue": Rule(
        check=strictly_in_order,
        arity=2,
        message=_("The expiry date must be later than the date of issue"),
        reason="order of time",
    ),
    "issued-after-birth": Rule(
        check=in_order, arity=2, message=_("The date of issue is before your date of birth"), reason="order of time"
    ),
    "pesel-fits-birth": Rule(
        check=pesel_fits_birth,
        arity=2,
        message=_("The PESEL number and the date of birth do not fit together. Compare both with your documents"),
        law=cited("population:15(2)"),
    ),
    "pesel-fits-sex": Rule(
        check=pesel_fits_sex,
        arity=2,
        message=_("The PESEL number and the sex do not fit together. Compare both with your documents"),
        law=cited("population:15(2)"),
    ),
    "in-poland": Rule(
        check=is_yes,
        arity=1,
        message=_("This permit is given to people who are in Poland. Ask the office before you file from abroad"),
        law=cited("foreigners:99(1)(10)", "foreigners:104(1)", "foreigners:105(1)"),
    ),
    "apart": Rule(
        check=apart,
        arity=1,
        message=_("Two of these times overlap. Compare them with the stamps in your passport"),
        law=UNTRUE,
    ),
    "before-entry": Rule(
        check=before_entry,
        arity=2,
        message=_("An earlier stay ends after your last entry. Leave the present stay out of the list"),
        law=UNTRUE,
    ),
    "was-abroad": Rule(
        check=was_abroad,
        arity=2,
        message=_(
            "You entered Poland in the last five years, so you were outside it in that time. Name the countries, your "
            "own included"
        ),
        law=UNTRUE,
        of_none=True,
    ),
    "journeys-before-entry": Rule(
        check=journeys_before_entry,
        arity=2,
        message=_("A journey ends after your last entry to Poland. Compare both with the stamps in your passport"),
        law=UNTRUE,
    ),
    "insured": Rule(
        check=is_insured,
        arity=1,
        message=_(
            "You name no health insurance. A permit for this purpose needs one, or an insurer’s confirmation that it "
            "covers treatment in Poland"
        ),
        law=cited("foreigners:106(1)(6)"),
        of_none=True,
    ),
    "insured-through-work": Rule(
        check=is_insured,
        arity=1,
        message=_(
            "You name no health insurance. This permit needs one, or an insurer’s confirmation that it covers "
            "treatment in Poland. The insurance that will come with the job is enough: write that"
        ),
        law=cited("foreigners:114(1)(1)", "foreigners:114(4a)"),
        of_none=True,
    ),
    "insured-in-most-cases": Rule(
        check=is_insured,
        arity=1,
        message=_(
            "You name no health insurance. In most cases this permit needs one, or an insurer’s confirmation that it "
            "covers treatment in Poland. If yours is an exception, leave it"
        ),
        law=cited("foreigners:106(1)(6)"),
        of_none=True,
    ),
    "lasts-three-months": Rule(
        check=lasts_three_months,
        arity=1,
        message=_(
            "This document runs out within three months, and a permit is for a longer stay. You show a valid one when "
            "the office calls you, or the case is discontinued: have a new one by then"
        ),
        law=cited("foreigners:98(1)", "foreigners:106e(1)(1)", "foreigners:106i(1)(4)"),
    ),
    "lasts-as-long": Rule(
        check=lasts_as_long,
        arity=2,
        message=_(
            "This document runs out before the time that the annex names. That alone is no reason to refuse the "
            "permit, but you show a valid one when the office calls you: renew it in time"
        ),
        law=cited("foreigners:106a(1)", "foreigners:106e(1)(1)"),
    ),
    "twelve-months": Rule(
        check=twelve_months,
        arity=1,
        message=_("These are fewer days than twelve months. This permit needs twelve months on the Blue Card there"),
        law=cited("foreigners:137a(1)(c)"),
    ),
    "six-months": Rule(
        check=six_months,
        arity=1,
        message=_("These are fewer days than six months. This permit needs six months on the Blue Card there"),
        law=cited("foreigners:137a(1)(c)"),
    ),
    "code-of-voivodeship": Rule(
        check=postal_codes.may_be_in,
        arity=2,
        message=_(
            "This postal code looks like one of another voivodeship. The voivode of the place where you stay decides: "
            "compare both"
        ),
        law=cited("foreigners:104(1)"),
        verified=False,
    ),
    "within-three-years": Rule(
        check=within_three_years,
        arity=2,
        message=_("A permit is given for at most three years"),
        law=cited("foreigners:98(2)"),
    ),
    "declared-clean": Rule(
        check=is_declared_clean,
        arity=1,
        message=_("This answer is filed as it is. It can be a reason to refuse the permit"),
        law=cited("foreigners:117(1)", "foreigners:132(3)(b)"),
    ),
    "status-held": Rule(
        check=is_yes,
        arity=1,
        message=_("Without it the card is not issued. Ask a commune what the PESEL register says, before you pay"),
        law=cited("special:42c"),
        verified=False,
    ),
    "no-case-to-end": Rule(
        check=is_no,
        arity=1,
        message=_(
            "When you file this application, that case ends by law. Ask free legal aid first if you still want it"
        ),
        law=cited("special:42i"),
        verified=False,
    ),
    "passport-shown": Rule(
        check=is_yes,
        arity=1,
        message=_("Show the passport at a commune before you file. This portal cannot see what the register lacks"),
        law=cited("special:42c", "special:42h"),
        verified=False,
    ),
    "register-complete": Rule(
        check=is_yes,
        arity=1,
        message=_("Have it entered at a commune before you file. This portal cannot see what the register lacks"),
        law=cited("special:42g(2)(2)(b)", "special:42h"),
        verified=False,
    ),
}


def voivode(teryt: JSON) -> str:
    """By the code of the voivodeship. Who is competent is for the rules on who decides to say (authorities.py)."""
    return voivodeships.VOIVODES[str(teryt)]


def pay_in_words(pay: JSON) -> str:
    """The second line of item IV.6 of annex 1 (słownie)."""
    return words.money(str(pay["amount"])) if isinstance(pay, dict) else ""


# Polish text for the filed document from the answers of the derivation's fields
DERIVATIONS: Mapping[str, Callable[..., str]] = {"voivode": voivode, "pay-in-words": pay_in_words}
