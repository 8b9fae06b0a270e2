"""The vocabulary of definitions: forms, procedures and their parts, as frozen values without behaviour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from procedures.claims import Claim, judge
from procedures.law.citations import Citation

type JSON = bool | int | str | list[JSON] | dict[str, JSON] | None
type Answers = Mapping[str, JSON]

NONE: JSON = {"none": True}  # the official formula "brak", chosen by the person: an answer, not a gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Is:
    """The answer to `field` (of this row when `in_row`) is one of `values`; of a list of codes, any of them."""

    field: str
    values: tuple[JSON, ...]
    in_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IsAnswered:
    """The question has an answer other than "none" (`claim=False`: it has not)."""

    field: str
    claim: bool = True
    in_row: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


type Condition = Is | IsAnswered | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One code of a closed list. `official` is filed; `label` is the msgid of the screen."""

    code: str
    official: str
    label: str
    number: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """A named rule over `fields`; its message stands at `mark`. A warning never refuses.

    A warning may be given in some cases only (`when`), and rest on other law than its rule (`law`).
    """

    name: str
    fields: tuple[str, ...]
    mark: str
    warn: bool = False
    when: Condition | None = None
    law: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A value nobody is asked for: a named derivation over the answers of `fields`."""

    rule: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A placeholder that is filled from the answer to a question of the form."""

    name: str
    field: "Field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A ready Polish sentence: chosen by `label` in the reader's language, filed as `official`.

    Both have the same {placeholders}: a blank is asked for with the sentence, a source was answered elsewhere.
    """

    key: str
    label: str
    official: str
    when: Condition | None = None
    blanks: tuple["Field", ...] = ()
    sources: tuple[Source, ...] = ()
    number: int = 1  # of the same sentence that can be true several times,
    after: str = ""  # and the key of the one that is chosen before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The ready sentences of one question, for who writes no Polish. `one`: a closed list, of which one is chosen."""

    sentences: tuple[Sentence, ...]
    one: bool = False

    def sentence(self, key: str) -> Sentence | None:
        return next((each for each in self.sentences if each.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question, or one box of the official form that is filled in from elsewhere."""

    key: str
    kind: str
    official: str = ""
    official_hint: str = ""
    label: str = ""
    hint: str = ""
    number: str = ""
    group: str = ""  # official heading that several boxes share
    group_number: str = ""
    prefix: str = ""  # printed before the box
    section: str = ""
    seq: int = 0  # place on the official form; the steps may stand in another order
    required: bool | Condition = True
    when: Condition | None = None
    none: bool = False
    none_label: str = ""
    options: tuple[Option, ...] = ()
    other: str = ""  # label of "something else, in your own words"
    fields: tuple["Field", ...] = ()  # of a row
    rules: tuple[RuleUse, ...] = ()  # of a row
    of: str = ""  # kind of each value of "several"
    also: tuple[str, ...] = ()  # groups of tables/countries.toml a country may be of, besides the states of today
    least: str = "day"  # how much of a date must be known: day, month or year
    repertoire: str = "latin"
    low: int | None = None
    high: int | None = None
    width: int = 20
    unit: str = ""
    row_label: str = ""
    helper: bool = False  # needed to run the form, never filed
    derived: Derivation | None = None
    verbatim: bool = False  # has consequences: a reader of Polish sees the official words, never a paraphrase
    carried: bool = False  # comes over from the application: answered, never asked
    given: bool = False  # the filing room knows it (dates of signing and filing)
    identity: str = ""  # attribute of the verified identity or the account to start from
    autocomplete: str = ""  # what a browser may fill in (WCAG 1.3.5); of parts, the word all of theirs begin with
    source: str = ""  # key of the application's form an annex starts from
    register: str = ""  # path in the payload when it differs from the key
    bank: Bank | None = None  # this and the next two from a file of their own, beside the form
    example: str = ""  # what an answer in Polish words can look like
    no_sentences: str = ""  # why there are none to choose from: for who maintains the form, shown to nobody else

    @property
    def is_asked(self) -> bool:
        return self.derived is None and not self.given

    @property
    def path(self) -> str:
        return self.register or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A button that takes over answers: `target` starts from that to `origin`, each `target.x` from `origin.x`."""

    label: str
    origin: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneUse:
    """What the machine readable zone of a document fills in: a question by part, and which options that chooses."""

    documents: str  # first letters of the kinds of document
    fills: Mapping[str, str] = field(default_factory=dict)
    chooses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    key: str
    title: str
    intro: str = ""
    copy: Copy | None = None
    mrz: tuple[ZoneUse, ...] = ()
    when: Condition | None = None
    fields: tuple[Field, ...] = ()
    rules: tuple[RuleUse, ...] = ()

    def copied(self) -> Iterator[tuple[Field, str]]:
        """The questions that the step's button fills in, each with the key of the answer it takes."""
        for each in self.fields if self.copy else ():
            if self.copy and each.key == self.copy.target:
                yield each, self.copy.origin
            elif self.copy and each.key.startswith(f"{self.copy.target}."):
                yield each, self.copy.origin + each.key.removeprefix(self.copy.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the official form."""

    key: str
    heading: str
    number: str = ""
    parent: str = ""
    hint: str = ""
    intro: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A sentence the signer signs, word for word in Polish."""

    key: str
    official: str
    label: str
    law: tuple[Citation, ...]


OF_ANNEX = "annex:"  # before the key of an annex's question, in a rule over the form and its annex
THIRD_PARTY, APPLICANT = "third-party", "applicant"  # who may fill in an annex


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A form of its own: a third party, asked by e-mail, fills it in and signs it; or the applicant does, with the
    application and under its signature."""

    form: str
    by: str
    when: Condition | None = None
    emails: str = ""  # field with the addresses of those who fill it in
    most: int | None = None  # how many of them at most, where the question takes more
    address_label: str = ""  # whose address that is, and
    silence_label: str = ""  # that no answer comes from there
    rules: tuple[RuleUse, ...] = ()  # warnings over both; a field of the annex is named with OF_ANNEX before it
    law: tuple[Citation, ...]

    @property
    def is_own(self) -> bool:
        """The applicant's."""
        return self.by == APPLICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Keys of the questions that others rely on; empty where the form has no such question."""

    surname: str = ""
    given_names: str = ""
    pesel: str = ""
    birth_date: str = ""
    sex: str = ""
    office: str = ""  # the voivodeship whose office decides
    signed_on: str = ""  # the box that bears the day of signing
    addressee: str = ""  # the box that names the office it goes to


QUALIFIED, PERSONAL, TRUSTED = "qualified", "personal", "trusted"  # the signatures that art. 106d names


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """With which signatures others sign an annex, and by which law."""

    kinds: tuple[str, ...]
    law: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Questions of an annex whose answers a warning compares with something else: nothing is refused for them."""

    pay: str = ""
    working_time: str = ""
    pay_when: Condition | None = None  # the law asks for no least pay of what is not so
    entity: str = ""  # the name of who fills it in
    tax_number: str = ""  # NIP


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """Until when the version before this one is still taken, the day included, and by which law."""

    until: date
    law: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One published version of an official form; it never changes."""

    key: str
    version: str
    title: str
    official_title: str
    law: tuple[Citation, ...]
    called: str = ""  # the official name in a list of papers; of an annex, whose title is a sentence
    who_signs: str = ""  # of an annex that others fill in, a sentence
    digest: str = ""
    roles: Roles = Roles()
    compared: Compared = Compared()
    signing: Signing | None = None  # of an annex that others sign; what a signature is stands in itself
    former: Former | None = None  # none: the version before it is taken to the eve of this one's day
    provisional: bool = False
    on_paper: bool = False  # it is printed: nothing of it is filed through this portal
    steps: tuple[Step, ...] = field(default=(), repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)
    derived: tuple[Field, ...] = field(default=(), repr=False)
    declarations: tuple[Declaration, ...] = field(default=(), repr=False)
    annexes: tuple[Annex, ...] = field(default=(), repr=False)
    instructions: tuple[str, ...] = field(default=(), repr=False)
    common: tuple[str, ...] = ()  # steps whose answers a family shares: offered to another application, never by itself
    fixed: frozenset[str] = frozenset()  # keys a procedure presets: answered, never asked
    index: Mapping[str, Field] = field(default_factory=dict, compare=False, repr=False)

    @property
    def has_boxes(self) -> bool:
        """It is an official form, or stands in for one. What letters are written out of has none."""
        return bool(self.sections)

    @property
    def is_told(self) -> bool:
        """The register reads what it asks."""
        return self.has_boxes and not self.on_paper

    def step(self, key: str) -> Step:
        """KeyError when there is no such step."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def field(self, key: str) -> Field:
        return self.index[key]

    def fields(self) -> Iterator[tuple[Step, Field]]:
        """Every question of every step, whether it applies or not."""
        for step in self.steps:
            for each in step.fields:
                yield step, each


STATUTE, PRACTICE = "statute", "practice"  # what the law asks for, and what offices ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """What goes with an application: asked as a file where it has a `purpose`, else named in the checklist.

    A file has its words and icon from papers.toml, whatever the procedure. Without a `purpose` of its own it is handed
    in among the evidence, unless it is an annex. With `when` only some need it: `only` says who, in a sentence.
    """

    key: str
    label: str
    official: str
    text: str = ""
    purpose: str = ""  # of an upload: a key of papers.toml
    icon: str = "file"
    required: bool = True
    when: Condition | None = None
    only: str = ""
    annex: str = ""  # key of the form it is: asked of those whose answers ask for that annex
    rest: bool = False  # for what a list has no room: asked of those who filled one
    represented: tuple[str, ...] = ()  # asked of who files for somebody: words of REPRESENTED; `only` says it
    copies: int = 1
    translation: bool = False  # in a foreign language with a sworn translation (art. 8(2))
    original: str = ""  # when the paper itself is shown: a word of ORIGINALS
    basis: str = STATUTE
    law: tuple[Citation, ...] = ()
    verified: bool = False


# For whom somebody else files (art. 105(2)), as applications say it
REPRESENTED = ("child", "minor-ward", "unaccompanied", "ward")
VISIT, CALL = "visit", "call"  # at the visit (art. 106e(1)(1)); when the office calls for it (art. 106f)
ORIGINALS = (VISIT, CALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A fee of fees.toml that a procedure costs; with `when` only some owe it, and `only` says who, in a sentence."""

    fee: str
    when: Condition | None = None
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """Why somebody pays less of a fee, the row `instead`, or nothing of it (`free`): `because`, a sentence.

    Answers grant it by `when`, the day of birth by `younger_than` on the day of filing; `claimed`: nobody is asked in
    the form, so the person says that it is so. `evidence` is a document of the procedure.
    """

    key: str
    fee: str
    because: str
    law: tuple[Citation, ...]
    source: str
    checked_on: date
    instead: str = ""
    free: bool = False
    when: Condition | None = None
    younger_than: int | None = None
    claimed: bool = False
    evidence: str = ""
    verified: bool = False


DAYS, WORKING_DAYS, MONTHS = "days", "working-days", "months"  # as a term counts them
DAYS_NAMED, MONTHS_NAMED = "%(days)s", "%(months)s"
SINCE = ("event", "service", "last-event")  # what happened, the service of a decision, the last event the law names


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Claim):
    """What follows by when: so many days or months since an event, if any. A statement may suspend it while that holds.

    The title may name its days, %(days)s, or names its months, %(months)s; `procedures.terms` says how many they are
    on a day.
    """

    days: int | None = None
    months: int | None = None
    counts: str = DAYS
    since: str = ""
    suspended_by: str = ""  # key of statements.toml

    @property
    def length(self) -> int | None:
        """In what it counts."""
        return self.months if self.counts == MONTHS else self.days

    @property
    def names(self) -> str:
        """What its title calls the number; empty where the title does not say it."""
        return next((each for each in ("days", "months") if f"%({each})s" in self.title), "")


IDENTITY = "identity"  # confirmed by a service: nobody has to look for what came with it
KNOWN_BY = (IDENTITY,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand(Claim):
    """What a person has ready before they begin; it came with what `known_by` names, where that is there."""

    icon: str = "check"
    known_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack(Claim):
    """What to do without something; `link` leads to `guide`, the address of a page that says more."""

    guide: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """On the day that answers `field`, or at most `days` later."""

    field: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Claim):
    """A rule on who decides: the voivode of the answer to `question`, or to the question of a `role`.

    It holds of the answers that `when` and `within` name. An authority that is no voivode is the `addressee`, by its
    official name. Without any of the three this portal can only say it.
    """

    role: str = ""
    question: str = ""
    addressee: str = ""
    when: Condition | None = None
    within: Within | None = None

    @property
    def decides(self) -> bool:
        return bool(self.role or self.question or self.addressee)

    @property
    def always_holds(self) -> bool:
        return self.when is None and self.within is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructed:
    """One sentence of the instruction on rights (art. 7(4)): the Polish that is recorded, and the screen's words."""

    key: str
    official: str
    text: str
    law: tuple[Citation, ...]
    source: str
    checked_on: date
    verified: bool = False

    def __post_init__(self) -> None:
        if not self.key or not self.official or not self.text:
            raise ValueError("a sentence of the instruction has a key, its official Polish and a text")
        judge(self.law, source=self.source, verified=self.verified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days on which applications are taken, both included; open on a side that is not said."""

    opens: date | None = None
    closes: date | None = None
    law: tuple[Citation, ...]

    def holds(self, on: date) -> bool:
        return (self.opens is None or self.opens <= on) and (self.closes is None or on <= self.closes)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastPay:
    """The least pay a month, a figure of parameters.toml. `summed`: the law by which several employers count together;
    without it, one of them has to pay that much."""

    parameter: str
    law: tuple[Citation, ...]
    summed: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Of a letter: the Polish that is printed, and what it means to the reader. Both have the same {questions}."""

    official: str
    label: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTerm:
    """A rule of deadlines/rules.toml that runs from the day that answers `field`, for those of whom `when` holds."""

    rule: str
    field: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """What is printed, signed by hand and taken or sent to the voivode who decides; its heading is the official title.

    `to` is the authority it is addressed to through that voivode, where that is another. `details` are questions
    printed as a list, by their official words. A letter that goes with an official form has a `heading` of its own and
    is about the official title; the rows of the list `papers` stand among what is enclosed, in place of the document
    `in_place_of`.
    """

    sender: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph, ...]
    opening: tuple[Paragraph, ...] = ()  # of the definition, before the paragraphs that it shares with others
    heading: str = ""
    heading_label: str = ""
    papers: str = ""
    in_place_of: str = ""
    details: tuple[str, ...] = ()
    to: str = ""
    to_label: str = ""

    @property
    def text(self) -> tuple[Paragraph, ...]:
        return (*self.opening, *self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """What a person can ask for. Channel: mos (filed here), prepared (taken or sent), information."""

    key: str
    title: str
    official_title: str
    channel: str
    form: str = ""  # none, where none is prescribed or nobody has seen it
    written_as: str = ""  # the procedure under whose key its document is written, where it has none of its own
    preset: Answers
    law: tuple[Citation, ...]
    source: str
    checked_on: date
    who: tuple[str, ...]
    conditions: tuple[Claim, ...]
    barriers: tuple[Claim, ...] = ()  # with any of them the authority refuses to open a case (art. 99 and its kin)
    refusals: tuple[Claim, ...] = ()  # with any of them the authority refuses what is asked for (art. 100 and its kin)
    documents: tuple[Enclosure, ...]
    fees: tuple[Charge, ...]
    reliefs: tuple[Relief, ...] = ()
    cost: Claim | None = None  # what it costs, where that is no row of fees.toml
    deadline: Claim
    authorities: tuple[Authority, ...] = ()  # the first that holds decides
    terms: tuple[Term, ...]
    duties: tuple[Term, ...] = ()  # of whoever has the permit
    at_hand: tuple[AtHand, ...] = ()  # before one begins
    lacking: tuple[Lack, ...] = ()
    instruction: tuple[Instructed, ...] = ()  # on rights and duties, confirmed before signing (art. 7(4))
    instruction_version: date | None = None  # the day of its words
    register: str = ""  # of art. 428(1)(2) of the Act on foreigners, which the data enter (art. 225g(2))
    track: str = ""  # table of tables/statuses
    window: Window | None = None
    pay: LeastPay | None = None  # of the work it is for
    unsaid: tuple[str, ...] = ()  # keys of statements.toml that are not true of it, or that its rows say
    letter: LetterText | None = None  # of what is prepared, where no official form is printed
    handing_in: tuple[Claim, ...] = ()  # how what is prepared is signed, taken and sent
    face: tuple[Paragraph, ...] = ()  # what a document says of itself that is printed in place of an official form
    running: tuple[RunningTerm, ...] = ()  # by which day it is handed in; the first that holds

    @property
    def is_prepared(self) -> bool:
        """Something to take or send to the authority, with this portal's help."""
        return self.channel == "prepared"

    @property
    def is_begun_here(self) -> bool:
        """It is written here: to be filed, or to be printed."""
        return bool(self.form) and (self.channel == "mos" or self.is_prepared)

    def claims(self) -> Iterator[Claim]:
        """All of them, in the order of a guide."""
        yield from (*self.conditions, *self.barriers, *self.refusals, *self.at_hand, *self.lacking)
        yield from () if self.cost is None else (self.cost,)
        yield from (self.deadline, *self.authorities, *self.handing_in, *self.terms, *self.duties)

    @property
    def is_filed_here(self) -> bool:
        """Through this portal, with a form of ours."""
        return self.channel == "mos" and bool(self.form)
