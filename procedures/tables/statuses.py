"""News about a case, a table for each track: what it means in law, who must act, and what the portal does after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from django.utils.formats import date_format

from procedures import reading
from procedures.errors import Unknown
from procedures.reading import DefinitionPlace
from procedures.tables import counted, dated, statements
from procedures.tables.statements import Said

TABLES = dated.ROOT / "statuses"
WHO = ("act", "wait", "info", "done")  # the person, the office, nobody, and it is decided
DOES = ("", "number", "officer", "summons", "certificate", "decision", "service", "final")
ISSUED = "issued"
CARDS = ("", ISSUED, "none")
DUTIES = ("", "none")
FILED, RECEIVED, WITHDRAWN = "filed", "preliminary-received", "withdrawn"
COMING, UNEXPLAINED, ENDED = "coming", "unexplained", "ended"
OWN = frozenset({FILED, RECEIVED, WITHDRAWN, COMING, UNEXPLAINED})  # what the portal says by itself
CAUSE = 20  # letters of a cause, as the row of an erasure keeps it
QUESTIONS = ("stay", "work", "travel")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer:
    """A short answer, and on what it rests; `rules`: what the statements below it are about."""

    short: str
    why: str
    rules: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAnswer:
    """A short answer in words, with the rules it depends on."""

    short: str
    why: str
    rules: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """What is said instead of `law` while a statement holds."""

    statement: str
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(dated.Dated):
    """One row, its texts msgids; the head of the table says what each field is for."""

    who: str
    title: str
    law: str
    stay: str
    work: str
    travel: str
    todo: str = ""
    kind: str = ""
    outcome: str = ""
    does: str = ""
    is_remark: bool = False
    ends: bool = False
    card: str = ""
    duty: str = ""
    erased_for: str = ""
    appeal_days: int = 0
    paper: str = ""
    answered: str = ""
    meanwhile: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A row in the language of the reader; `row` is asked what follows from it."""

    row: Status
    title: str
    law: str
    todo: str
    stay: SaidAnswer
    work: SaidAnswer
    travel: SaidAnswer
    paper: str
    answered: str

    @property
    def who(self) -> str:
        return self.row.who


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """All that can be told about a case of one kind of procedure."""

    key: str
    rows: tuple[Status, ...]
    answers: Mapping[str, ShortAnswer] = field(repr=False)
    causes: Mapping[str, str] = field(repr=False)

    def on(self, key: str, day: date) -> Status:
        """The row of the day, or the first one there was; what has no row is unexplained and never an error."""
        rows = [row for row in self.rows if row.key == key] or [row for row in self.rows if row.key == UNEXPLAINED]
        return next((row for row in reversed(rows) if row.valid_from <= day), rows[0])

    def told(self, kind: str, outcome: str, day: date) -> Status | None:
        """The row of a message of the register: of a kind with outcomes, that of this one."""
        keys = (row.key for row in self.rows if row.kind == kind and row.outcome in ("", outcome))
        return next((self.on(key, day) for key in keys), None)

    def said(self, key: str, day: date) -> Meaning:
        row = self.on(key, day)
        return Meaning(
            row=row,
            title=counted.said(row.title),
            law=_law(row, day),
            todo=_said(row.todo),
            stay=self._answer(row.stay, day),
            work=self._answer(row.work, day),
            travel=self._answer(row.travel, day),
            paper=_said(row.paper),
            answered=_said(row.answered),
        )

    def why(self, cause: str) -> str:
        """Why an own copy is erased, in the language of the reader."""
        return _said(self.causes.get(cause, ""))

    def texts(self) -> list[str]:
        """Every msgid, for translators."""
        shown = [text for row in self.rows for text in (row.title, row.law, row.todo, row.paper, row.answered)]
        meanwhile = [row.meanwhile["law"] for row in self.rows if row.meanwhile]
        answers = [text for answer in self.answers.values() for text in (answer.short, answer.why)]
        return [text for text in (*shown, *meanwhile, *answers, *self.causes.values()) if text]

    def _answer(self, key: str, day: date) -> SaidAnswer:
        answer = self.answers[key]
        rules = (statements.said(row) for row in statements.holding(day) if answer.rules and row.about == answer.rules)
        return SaidAnswer(short=counted.said(answer.short), why=counted.said(answer.why), rules=tuple(rules))


@cache
def track(key: str) -> Track:
    """Unknown when there is no such table."""
    if key not in names():
        raise Unknown(f"no statuses/{key}.toml")
    path = TABLES / f"{key}.toml"
    raw = reading.table(path)
    place = DefinitionPlace(f"statuses/{path.name}")
    place.known(raw, {"base", "causes", "answers", "statuses"})
    said = place.table(raw, "answers")
    answers = {name: place.read(ShortAnswer, **place.table(said, name)) for name in said}
    rows = tuple(sorted(dated.rows(path, "statuses", Status), key=lambda row: row.valid_from))
    made = place.read(Track, key=key, rows=rows, answers=answers, causes=place.table(raw, "causes"))
    if "base" in raw:
        made = _joined(made, _base(raw["base"], key, place))
    _judge(made, place.file)
    return made


@cache
def names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in TABLES.glob("*.toml")))


def _base(name: object, key: str, place: DefinitionPlace) -> Track:
    if not isinstance(name, str) or name not in names() or name == key:
        raise place.error(f"base names no other table: {name}")
    if "base" in reading.table(TABLES / f"{name}.toml"):
        raise place.error(f"the base {name} has a base of its own: one is enough")
    return track(name)


def _joined(own: Track, base: Track) -> Track:
    """The table as if it had said all of its base: rows, answers and causes of the same key are its own."""
    said = {row.key for row in own.rows}
    return Track(
        key=own.key,
        rows=(*(row for row in base.rows if row.key not in said), *own.rows),
        answers={**base.answers, **own.answers},
        causes={**base.causes, **own.causes},
    )


def _judge(made: Track, file: str) -> None:
    if missing := OWN - {row.key for row in made.rows}:
        raise DefinitionPlace(file).error(f"no status {', '.join(sorted(missing))}")
    if ENDED not in made.causes:
        raise DefinitionPlace(file, field="causes").error(f"no cause {ENDED}")
    if long := [cause for cause in made.causes if len(cause) > CAUSE]:
        raise DefinitionPlace(file, field="causes").error(f"longer than {CAUSE} letters: {', '.join(long)}")
    _judge_answers(made.answers, file)
    known = {row.key for row in statements.table()}
    for row in made.rows:
        _judge_row(row, made, known, DefinitionPlace(file, field=row.key))
    for key in sorted({row.key for row in made.rows}):
        _judge_days([row for row in made.rows if row.key == key], DefinitionPlace(file, field=key))


def _judge_answers(answers: Mapping[str, ShortAnswer], file: str) -> None:
    told = {"", *(row.about for row in statements.table())}
    for name, answer in answers.items():
        if answer.rules not in told:
            raise DefinitionPlace(file, field=name).error(f"rules: no statement is about {answer.rules!r}")


def _judge_row(row: Status, made: Track, known: set[str], at: DefinitionPlace) -> None:
    closed = {"who": WHO, "does": DOES, "card": CARDS, "duty": DUTIES, "erased_for": ("", *made.causes)}
    for name, values in {**closed, **dict.fromkeys(QUESTIONS, tuple(made.answers))}.items():
        if getattr(row, name) not in values:
            raise at.error(f"{name} is one of {', '.join(value or '(nothing)' for value in values)}")
    if not row.kind and row.key not in OWN:
        raise at.error("a status says which kind of message brings it")
    if row.does == "decision" and not row.appeal_days:
        raise at.error("a decision says its appeal_days")
    if row.does == "summons" and not row.answered:
        raise at.error("a summons says what is shown once it is answered")
    if row.meanwhile and at.read(Meanwhile, **row.meanwhile).statement not in known:
        raise at.error(f"meanwhile names no statement: {row.meanwhile['statement']}")


def _judge_days(rows: list[Status], at: DefinitionPlace) -> None:
    for row, after in pairwise(rows):
        if row.valid_to is None or row.valid_to + timedelta(days=1) != after.valid_from:
            raise at.error("its rows follow each other without a gap")
    if rows[-1].valid_to is not None:
        raise at.error("its last row has no end")


def _law(row: Status, day: date) -> str:
    """What the statement of `meanwhile` says has an end: until then it is said with that day."""
    if row.meanwhile:
        for each in statements.holding(day):
            if each.key == row.meanwhile["statement"] and each.until:
                return counted.filled(counted.said(row.meanwhile["law"]), "until", date_format(each.until, "j E Y"))
    return counted.said(row.law)


def _said(text: str) -> str:
    """With the numbers of today."""
    return counted.said(text)
