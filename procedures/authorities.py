"""Who decides about an application: the first rule of its procedure that holds of the answers, and the office it names.

Pages, API, filing and payees ask this one function, so that a person is never told one office and sent to another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from procedures import terms
from procedures.deadlines import engine
from procedures.language import conditions, reaching, walk
from procedures.language.schema import Answers, Authority, Field, Form, Is, Procedure, Within
from procedures.tables import voivodeships

KIND = "voivodeship"  # of a question whose answer is an office


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """The rule that holds, or still may; `teryt` is empty until the answers say which office it is, and then
    `waits_for` are the questions to answer first. An authority that is no voivode has no `teryt` at all."""

    rule: Authority
    teryt: str = ""
    waits_for: tuple[Field, ...] = ()

    @property
    def addressee(self) -> str:
        """The official name of the authority, once the answers say which it is."""
        return "" if self.waits_for else self.rule.addressee or self.voivode

    @property
    def voivode(self) -> str:
        return voivodeships.VOIVODES.get(self.teryt, "")


def of(procedure: Procedure, form: Form, answers: Answers, *, on: date) -> Decider:
    """As it is when the application is filed on that day. An answer that is missing leaves the office open."""
    scope = walk.applicable(form, answers)
    deciding = [rule for rule in procedure.authorities if rule.decides]
    for rule in deciding:
        holds = rule.always_holds or _holds(rule, form, scope, on)
        teryt = str(scope.get(_question(rule, form), "")) if holds else ""
        if teryt:
            return Decider(rule=rule, teryt=teryt)
        if holds is not False:
            return Decider(rule=rule, waits_for=tuple(_open(rule, form, scope)))
    raise ValueError(f"{procedure.key}: no rule on who decides holds")  # judged at the start


def complaints(rules: Sequence[Authority], form: Form) -> Iterator[str]:
    """What rules name and this version of the form does not ask."""
    for rule in rules:
        question = _question(rule, form)
        if rule.decides and not rule.addressee and not _asks_for_office(form, question):
            yield f"authority {rule.key!r}: {question or rule.role!r} is no question for a voivodeship in {form.key}"
        if rule.within and (rule.within.field not in form.index or form.index[rule.within.field].kind != "date"):
            yield f"authority {rule.key!r}: {rule.within.field!r} is no question for a day in {form.key}"
        for leaf in conditions.references(rule.when):
            if leaf.field not in form.index:
                yield f"authority {rule.key!r}: looks at {leaf.field!r}, which is not asked in {form.key}"
            elif isinstance(leaf, Is) and (never := reaching.never_answered(form.index[leaf.field], leaf.values)):
                yield f"authority {rule.key!r}: wants {never[0]!r} of {leaf.field!r}, which nobody can answer"


def _asks_for_office(form: Form, question: str) -> bool:
    return question in form.index and form.index[question].kind == KIND


def _question(rule: Authority, form: Form) -> str:
    return rule.question or (str(getattr(form.roles, rule.role)) if rule.role else "")


def _open(rule: Authority, form: Form, scope: Answers) -> list[Field]:
    """Of what the rule looks at, the questions that are asked and not answered."""
    looked_at = {leaf.field for leaf in conditions.references(rule.when)} | {_question(rule, form)}
    if rule.within:
        looked_at.add(rule.within.field)
    return walk.missing(form, scope, among=looked_at)


def _holds(rule: Authority, form: Form, scope: Answers, on: date) -> bool | None:
    """None while a question that it looks at still waits for its answer."""
    known = set(form.index) - {field.key for field in walk.missing(form, scope)}
    if not conditions.may_hold(rule.when, scope, known):
        return False
    if conditions.may_hold(rule.when, scope, known, claim=False) or (rule.within and rule.within.field not in known):
        return None
    return rule.within is None or _is_within(rule.within, scope, on, days=terms.within_days(rule, on=on))


def _is_within(within: Within, scope: Answers, on: date, *, days: int) -> bool:
    """Counted as the Code of Administrative Procedure counts days (art. 57)."""
    if within.field not in scope:
        return False
    begun = date.fromisoformat(str(scope[within.field]))
    return begun <= on <= engine.after(begun, days=days)
