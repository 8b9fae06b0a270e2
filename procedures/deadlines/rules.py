"""The terms as data: what each counts, from which day, and its law; and the sentences of the steps of a working."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from procedures import reading
from procedures.deadlines import counting
from procedures.deadlines.counting import Counted
from procedures.errors import DefinitionError
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.reading import DefinitionPlace
from procedures.tables import changes, dated
from procedures.tables.changes import Changes

ROOT = Path(__file__).parent
NAME = "rules"
ABOUT = ("stay", "service", "notice", "card")
MONTHS = "months"
NUMBER = "days"  # the question for a number; all others are for a day


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule(dated.Lawful):
    """Title, text and questions are msgids. `least` and `most`: somebody says how many days there are."""

    about: str
    title: str
    counts: str
    asks: Mapping[str, str] = field(hash=False)
    text: str = ""
    days: int | None = None
    months: int | None = None
    least: int | None = None
    most: int | None = None
    moves: str = ""

    def __post_init__(self) -> None:
        if self.least is not None and self.most is not None and not 1 <= self.least <= self.most:
            raise ValueError("least is at least 1 and at most most")

    @property
    def length(self) -> int | None:
        """In what it counts; None where somebody says it, or no number decides."""
        return self.months if self.counts == MONTHS else self.days

    @property
    def asks_number(self) -> bool:
        return self.least is not None

    @property
    def days_asked(self) -> tuple[str, ...]:
        """Keys of the questions for a day, in order."""
        return tuple(key for key in self.asks if key != NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSentence:
    """What a step says, a msgid, and the units it rests on besides those of its rule."""

    key: str
    text: str
    law: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How a rule counts: which days it asks for, whether it has a number of days or months, and what counts."""

    asks: tuple[str, ...]
    has_number: bool
    count: Callable[[TermRule, Mapping[str, date], int], Counted]


WAYS: Mapping[str, Way] = {
    "same-day": Way(("day",), False, lambda rule, at, days: counting.same_day(at["day"])),
    "last-working-day": Way(("day",), False, lambda rule, at, days: counting.last_working_day(at["day"])),
    "days": Way(("day",), True, lambda rule, at, days: counting.days_after(at["day"], days, moves=rule.moves)),
    "working-days": Way(("day",), True, lambda rule, at, days: counting.working_days_after(at["day"], days)),
    "days-before": Way(("day",), True, lambda rule, at, days: counting.days_before(at["day"], days)),
    "kept": Way(("day",), True, lambda rule, at, days: counting.days_kept(at["day"], days)),
    "visa": Way(
        ("day", "entry"), True, lambda rule, at, days: counting.end_of_visa(at["day"], entry=at["entry"], days=days)
    ),
    MONTHS: Way(("day",), True, lambda rule, at, months: counting.months_after(at["day"], months, moves=rule.moves)),
    "outage": Way(
        ("day", "began", "repaired"),
        True,
        lambda rule, at, days: counting.after_outage(at["day"], began=at["began"], repaired=at["repaired"], days=days),
    ),
}


def table() -> tuple[TermRule, ...]:
    """The rules of the file with the numbers of days that editors changed since."""
    return _changed(changes.current())


@lru_cache(maxsize=4)
def _changed(known: Changes) -> tuple[TermRule, ...]:
    return dated.laid(of_file(), NAME, known)


@cache
def of_file() -> tuple[TermRule, ...]:
    """What is wrong in it stops the start, with its file and row."""
    made = dated.rows(ROOT / "rules.toml", NAME, TermRule)
    for rule in made:
        DefinitionPlace("rules.toml", field=rule.key).read(_judge, rule)
    return made


@cache
def sentences() -> Mapping[str, StepSentence]:
    """One for each step that is counted, and no other."""
    path = ROOT / "steps.toml"
    made: dict[str, StepSentence] = {}
    for raw in DefinitionPlace(path.name).tables(reading.table(path), "steps"):
        place = DefinitionPlace(path.name, field=str(raw.get("key", "")))
        read = place.read(StepSentence, **{**raw, "law": place.read(citations.read, raw.get("law", ()))})
        place.read(_judge_sentence, read)
        if read.key in made:
            raise DefinitionError("stands twice", file=path.name, field=read.key)
        made[read.key] = read
    if lacking := sorted(counting.STEPS - set(made)):
        raise DefinitionError(f"lacks {', '.join(lacking)}", file=path.name)
    return made


def rule(key: str, on: date) -> TermRule:
    """Unknown when no row of this key holds on the day."""
    return dated.on(table(), key, on)


def holding(on: date) -> tuple[TermRule, ...]:
    return tuple(each for each in table() if each.holds(on))


def _judge(made: TermRule) -> None:
    if made.about not in ABOUT:
        raise ValueError(f"about is one of {', '.join(ABOUT)}")
    if not made.title:
        raise ValueError("a rule has a title")
    if made.counts not in WAYS:
        raise ValueError(f"counts is one of {', '.join(WAYS)}")
    _judge_days(made, WAYS[made.counts])
    if (made.counts in ("days", MONTHS)) != bool(made.moves):
        raise ValueError("moves stands with terms in days, and with no other but those in months")
    if made.moves and made.moves not in counting.MOVES:
        raise ValueError(f"moves is one of {', '.join(counting.MOVES)}")
    if made.moves == counting.PERHAPS and made.verified and not _is_moved_by_kpa(made):
        raise ValueError("a term that a day off may move names the unit that moves it")


def _judge_days(made: TermRule, way: Way) -> None:
    wanted = {*way.asks, *({NUMBER} if made.asks_number else ())}
    if set(made.asks) != wanted or not all(made.asks.values()):
        raise ValueError(f"asks {', '.join(sorted(wanted))}, each with its label")
    if (made.months is not None) != (made.counts == MONTHS):
        raise ValueError(f"months stands where it counts {MONTHS}, and nowhere else")
    if way.has_number != (made.days is not None or made.months is not None or made.asks_number):
        raise ValueError(f"{made.counts} counts days" if way.has_number else f"{made.counts} counts no days")
    if made.length is not None and (made.asks_number or made.length < 1):
        raise ValueError("days is at least 1, or least and most say what may be asked")
    if made.asks_number != (made.most is not None):
        raise ValueError("least and most stand together")


def _is_moved_by_kpa(made: TermRule) -> bool:
    return any(each.id == "kpa:57(4)" for each in made.law)


def _judge_sentence(made: StepSentence) -> None:
    if made.key not in counting.STEPS:
        raise ValueError("no step is called so")
    known = {each.name for each in fields(counting.WorkingStep)} - {"key"}
    try:
        _said = made.text % dict.fromkeys(known, "")
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"its sentence names only {', '.join(sorted(known))}, each as %(name)s") from error
    if not made.text:
        raise ValueError("a step has a sentence")
