"""A corpus of mistakes that a writer of definitions makes: each stops the start, and names its file and key."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from procedures import catalogue, checks
from procedures.language import families, loader
from procedures.law import acts
from procedures.tables import dated, statuses

FAMILY_FILE = "families/temporary-residence.toml"
WORK = "definitions/temporary-residence/temporary-work.toml"
REUNION_FILE = "definitions/temporary-residence/family.toml"
FORM = "forms/temporary-residence/2026-04-27.toml"
ANNEX = "forms/annex1-employer/2026-04-27.toml"
FEES, PAPERS, PAYEES = "tables/fees.toml", "tables/papers.toml", "tables/payees.toml"
OFFICES, FIGURES = "tables/offices.toml", "tables/parameters.toml"
SAID, NEWS, ACTS = "tables/statements.toml", "tables/statuses/temporary-residence.toml", "law/acts.toml"
MOBILITY = "tables/statuses/blue-card-mobility.toml"
CACHED = (
    catalogue._form,
    catalogue._procedures,
    loader.family,
    catalogue.form_of,
    dated.cached,
    statuses.track,
    statuses.names,
    acts.table,
)

WINDOWS = [
    ('law = ["foreigners:105"]', "field 'window': a window opens, closes, or both"),
    ("opens = 2026-01-01", "field 'window': a window cites its law"),
    ('opens = "soon"\nlaw = ["foreigners:105"]', "opens is a date like 2026-07-18"),
    ('opens = 2026-02-01\ncloses = 2026-01-01\nlaw = ["foreigners:105"]', "field 'window': ends before it begins"),
]
PROCEDURE = [
    *(("[[conditions]]", f"[window]\n{rows}\n[[conditions]]", said) for rows, said in WINDOWS),
    ('preset = { purpose = "1" }', 'preset = { purpose = "99" }', "presets 'purpose' with '99', which is no answer"),
    ('preset = { purpose = "1" }', "preset = { purpose = 1 }", "presets 'purpose' with 1, which is no answer to it"),
    ('preset = { purpose = "1" }', 'preset = { aim = "1" }', "presets 'aim', which is not asked in"),
    ('preset = { purpose = "1" }', 'preset = "1"', "preset is written as [preset]"),
    ('law = ["foreigners:114"', 'law = ["foreigners:114(1)(2)"', "foreigners:114(1)(2) is repealed"),
    ('law = ["foreigners:114"', 'law = ["foreigners:99(1a)"', "foreigners:99(1a) does not exist"),
    ('law = ["foreigners:114"', 'law = ["aliens:114"', "law/acts.toml has no act 'aliens'"),
    ('law = ["foreigners:114"', 'law = [114', "a reference is text like foreigners:114(1)(1), not 114"),
    ('law = ["foreigners:114(1)(1)", "foreigners:114(4a)"]', "", "field 'conditions[1]': a claim cites its law"),
    ("verified = true", 'verified = "yes"', "verified is true or false, not 'yes'"),
    ("checked_on = 2026-07-18", 'checked_on = "2026-07-18"', "checked_on is a date like 2026-07-18, not '2026-07-18'"),
    ("checked_on = 2026-07-18", "checked_on = 2026-07-18T10:00:00", "checked_on is a date like 2026-07-18"),
    ("checked_on = 2026-07-18", "", "checked_on"),
    ('source = "https://eli.gov.pl/eli/DU/2013/1650/ogl"', "", "source"),
    ('title = "Temporary residence and work"\nofficial', "official", "title"),
    ('title = "You have health insurance"', 'title = ""', "field 'conditions[1]': a claim has a title"),
    ('title = "You have health insurance"', "title = 7", "field 'conditions[1]': title is text, not 7"),
    ('title = "You have health insurance"', 'titel = "You have health insurance"', "unknown: titel"),
    ('who = [\n', 'who = "Everybody"\nignored = [\n', "who is a list, not 'Everybody'"),
    ('fees = ["duty-temporary-work", "card"]', 'fees = ["duty-work", "card"]', "fees.toml has no fee 'duty-work'"),
    ("fees = [", 'unsaid = ["early"]\nfees = [', "field 'unsaid': no statement is called early"),
    ('fees = ["duty-temporary-work", "card"]', 'fees = ["card", "card"]', "two fees are called 'card'"),
    ('fees = ["duty-temporary-work", "card"]', 'fees = "card"', "fees is a list, not 'card'"),
    ('key = "evidence"', 'key = "annex1"', "two documents are called 'annex1'"),
    ('family = "temporary-residence"', 'family = "permits"', "field 'family': family is one of temporary-residence"),
    ('family = "temporary-residence"', 'family = 7', "field 'family': family is one of temporary-residence"),
    ('family = "temporary-residence"', "", "field 'insurance': lacks label, official"),
    ('who = [\n', 'form = ""\nwho = [\n', "field 'form': what is filed here has a form"),
    ('who = [\n', 'without = ["visa"]\nwho = [\n', "without visa: the family temporary-residence has no such row"),
    ('who = [\n', 'without = ["place-of-stay"]\nwho = [\n', "field 'authorities': no rule says who decides in every"),
    ('who = [\n', 'without = "photo"\nwho = [\n', "without is a list, not 'photo'"),
    ('key = "insurance"\n', 'key = "insurance"\npurpose = "photo"\n', "a file's label, official stands in papers.toml"),
    ("[[documents]]", "[documents]", "temporary-work.toml"),
    ('title = "', 'title = ', "temporary-work.toml"),
]  # fmt: skip
REUNION = [
    ('question = "sponsor.voivodeship"', 'question = "sponsor.office"', "'sponsor.office' is no question for a"),
    ('question = "sponsor.voivodeship"\n', "", "a rule that no question decides has no when and no within"),
    ('field = "sponsor.asksFor", is = ["blue-card"', 'field = "sponsor.asks", is = ["blue-card"',
     "authority 'with-family-member': looks at 'sponsor.asks', which is not asked"),
    ('is = ["blue-card", "research"]', 'is = ["blue-cart"]',
     "authority 'with-family-member': wants 'blue-cart' of 'sponsor.asksFor', which nobody can answer"),
    ('field = "sponsor.filedOn"', 'field = "sponsor.day"', "'sponsor.day' is no question for a day"),
    ('days = 3', 'days = "three"', "field 'authorities[1]': days is a whole number, not 'three'"),
    ('days = 3', "days = 0", "field 'authorities[1]': within names at least one day"),
    ('when = { field = "sponsor.asksFor", is = ["blue-card", "research"] }\n'
     'within = { field = "sponsor.filedOn", days = 3 }\n', "",
     "field 'authorities[1]': it always holds, so that no rule after it ever decides"),
    ('key = "host-seat"\n', "", "field 'authorities[2]': a rule on who decides has a key"),
    ('key = "host-seat"', 'key = "with-family-member"', "two authorities are called 'with-family-member'"),
    ('law = ["foreigners:168(4a)"]', "law = []", "field 'authorities[1]': a claim cites its law"),
    ('key = "host-seat"', 'key = "host-seat"\nannex = "annex3-host"', "field 'authorities[2]': unknown: annex"),
]  # fmt: skip
FAMILY = [
    ('law = ["foreigners:105(1)"]', 'law = "foreigners:105(1)"', "field 'deadline': law is a list of references"),
    ('law = ["foreigners:105(1)"]', "law = []", "field 'deadline': a claim cites its law"),
    ('law = ["foreigners:104(1)"]\nverified = true', 'law = ["special:100d"]\nverified = true',
     "field 'authorities[1]': verified, but nobody read special:100d"),
    ('law = ["foreigners:104(1)"]\nverified = true', 'law = ["foreigners:2(3)"]\nverified = true',
     "verified, but nobody read foreigners:2(3)"),
    ('since = "service"', "", "field 'terms[3]': days and since stand together"),
    ('since = "service"', 'since = "noon"', "field 'terms[3]': since is one of event, service, last-event"),
    ('days = 60', "days = 0", "field 'terms[1]': a term has at least one day"),
    ('days = 60', 'days = "sixty"', "field 'terms[1]': days is a whole number or nothing, not 'sixty'"),
    ('suspended_by = "authority-terms"', 'suspended_by = "holidays"', "no statement is called holidays"),
    ('counts = "working-days"', 'counts = "moons"', "field 'duties[1]': counts is one of days, working-days"),
    ('key = "card-lost"', 'key = "reason-ended"', "two rows are called 'reason-ended'"),
    ('role = "office"', 'role = "mayor"', "field 'authorities[1]': role is one of surname"),
    ('role = "office"', 'role = "pesel"', "authority 'place-of-stay': 'pesel' is no question for a voivodeship"),
    ('role = "office"', 'question = "plAddress.region"', "'plAddress.region' is no question for a voivodeship"),
    ('role = "office"', 'question = "plAddress.city"', "'plAddress.city' is no question for a voivodeship"),
    ('role = "office"', 'role = "office"\nquestion = "plAddress.city"', "a role or a question decides, not both"),
    ('[[authorities]]', '[authorities]', "authorities is a list, not {'key'"),
    ('channel = "mos"', 'channel = "pigeon"', "channel is one of mos, prepared, information"),
    ('channel = "mos"', "channel = 1", "field 'channel': channel is one of mos, prepared, information"),
    ('channel = "mos"', 'channel = "mos"\ncolour = "red"', "unknown: colour"),
    ('form = "temporary-residence"', 'form = "temporary-residance"', "field 'form': there is no form"),
    ('register = "d"', 'register = "x"', "field 'register': register is one of d, e, f"),
    ('track = "temporary-residence"', 'track = "trains"', "field 'track': track is one of"),
    ('key = "passport"', 'key = "photo"', "two rows are called 'photo'"),
    ('key = "passport"\n', "", "every row of a family has a key"),
    ('key = "passport"', "key = 7", "every row of a family has a key"),
    ('checked_on = 2026-11-26\n', "", "field 'deadline': checked_on is a date like 2026-07-18, not None"),
    ('[deadline]', '[[deadline]]', "deadline is written as [deadline]"),
    ('purpose = "passport"', 'purpose = "pasport"', "papers.toml has no purpose 'pasport'"),
    ('purpose = "passport"', 'purpose = "passport"\nlabel = "Passport"', "a file's label stands in papers.toml"),
    ('purpose = "passport"', 'purpose = "passport"\nbasis = "habit"', "basis is one of statute, practice"),
    ('purpose = "passport"', 'purpose = "passport"\nbasis = "practice"', "verified, but it rests on practice"),
    ('purpose = "passport"', 'purpose = "passport"\nrequired = "yes"', "required is true or false, not 'yes'"),
]  # fmt: skip
QUESTIONS = [
    ('key = "surname"\n', 'key = "surname"\ncolour = "red"\n', "field 'surname': unknown: colour"),
    ('key = "givenNames"\n', 'key = "surname"\n', "field 'surname': this key stands twice"),
    ("seq = 2\n", "seq = 1\n", "two boxes in one place (seq) are called 1"),
    ("seq = 2\n", "", "seq is its place on the official form, from 1"),
    ("seq = 2\n", 'seq = "2"\n', "seq is a whole number, not '2'"),
    ('is = ["1", "2", "3"] }, { all', 'is = ["1", "2", "30"] }, { all', "a condition wants '30' of 'purpose'"),
    ('emails = "thirdPartyEmail"', 'emails = "nobody"', "no question 'nobody' asks for e-mail addresses"),
    ('emails = "thirdPartyEmail"', 'emails = "surname"', "no question 'surname' asks for e-mail addresses"),
    ('address_label = "Your employer’s e-mail address"\n', "", "say who is asked by e-mail, and nobody else"),
    ('by = "applicant"', 'by = "applicant"\nsilence_label = "No answer"', "say who is asked by e-mail"),
    ('by = "third-party"', 'by = "third"', "by is one of third-party, applicant, not 'third'"),
    ('form = "annex3-host"', 'form = "annex2-bluecard"', "two annexes are called 'annex2-bluecard'"),
    ('law = ["foreigners:106(4)", "r553:annex 1"]', "law = []", "field 'annex2-bluecard': an annex cites the law"),
    ('law = ["foreigners:106(8)"]', "law = []", "a declaration has a key, its official words, a label and its law"),
    ('surname = "surname"', 'surname = "sirname"', "[roles] surname: no question 'sirname'"),
    ('pesel = "pesel"', "", "what is signed here needs [roles] pesel"),
    ('title = "Application for a temporary residence permit"\n', "", "a form has a title, an official title"),
    ("[[sections]]\nkey = \"A\"\n", "[[sections]]\nkey = \"0\"\n", "two sections are called '0'"),
    ('title = "Application', 'provisoinal = true\ntitle = "Application', "unknown: provisoinal"),
    ('title = "Application', 'provisional = "no"\ntitle = "Application', "provisional is true or false, not 'no'"),
    ('title = "Application', 'steps = "one"\ntitle = "Application', "2026-04-27.toml"),
    ('key = "givenNames"\n', 'key = "givenNames"\nregister = "surname"\n', "two register paths are called 'surname'"),
]  # fmt: skip
TINY = """
title = "T"
official_title = "T"
law = ["foreigners:105"]
[[sections]]
key = "A"
heading = "A"
[[declarations]]
key = "truth"
official = "Oświadczam"
label = "I declare"
law = ["foreigners:106(8)"]
[[steps]]
key = "one"
title = "One"
[[steps.fields]]
key = "sure"
kind = "yes-no"
section = "A"
seq = 1
official = "Czy?"
label = "Sure?"
[[steps.fields]]
key = "why"
kind = "choice"
section = "A"
seq = 2
official = "Cel"
label = "Why"
options = [{ code = "a", official = "A", label = "A" }, { code = "b", official = "B", label = "B" }]
[[steps]]
key = "two"
title = "Two"
[[steps.fields]]
key = "more"
kind = "text"
section = "A"
seq = 3
official = "Więcej"
label = "More"
when = { field = "why", is = ["a"] }
"""
SMALL = [
    ('key = "two"', 'key = "one"', "two steps are called 'one'"),
    ('code = "b"', 'code = "a"', "field 'why': two options are called 'a'"),
    ('label = "B"', 'label = ""', "option 'b': an option has a code, a label and its official words"),
    ('official = "Oświadczam"', 'official = ""', "a declaration has a key, its official words, a label and its law"),
    ('is = ["a"]', 'is = ["c"]', "field 'more': a condition wants 'c' of 'why', which nobody can answer"),
    ('is = ["a"]', 'is = [true]', "field 'more': a condition wants True of 'why', which nobody can answer"),
    ('{ field = "why", is = ["a"] }', '{ all = [{ field = "why", is = ["a"] }, { field = "why", is = ["b"] }] }',
     "step 'two', field 'more': nobody is ever asked this"),
    ('title = "Two"',
     'title = "Two"\nwhen = { all = [{ field = "sure", is = [true] }, { field = "sure", is = [false] }] }',
     "step 'two': nobody is ever asked this"),
    ('{ field = "why", is = ["a"] }', '"why"', "field 'more': a condition is a table"),
    ('{ field = "why", is = ["a"] }', '{ field = "why", is = "a" }', "field 'more': is wants a list of codes"),
    ('{ field = "why", is = ["a"] }', '{ field = "later", answered = true }', "looks at 'later', which is not asked"),
    ('kind = "text"', 'kind = "txt"', "field 'more': no kind 'txt'"),
    ('kind = "text"', 'kind = "text"\nhigh = "many"', "field 'more': high is a whole number or nothing, not 'many'"),
    ('section = "A"', 'section = "Z"', "has its official wording and stands in a section of the form"),
    ('title = "One"', "title = 1", "step 'one': title is text, not 1"),
]  # fmt: skip
ROWS = [
    (FEES, "amount = 44000", 'amount = "44000"', "field 'duty-temporary-work': amount is a whole number, not '44000'"),
    (FEES, "amount = 44000", "amount = -1", "amount is in grosze and never under 0"),
    (FEES, "amount = 44000", "amount = 440.0", "amount is a whole number, not 440.0"),
    (FEES, 'payee = "city"', 'payee = "mayor"', "payees.toml has nobody called 'mayor'"),
    (FEES, "valid_from = 2025-06-01", "valid_from = 2025-06-01\nvalid_to = 2025-05-01", "ends before it begins"),
    (FEES, "valid_from = 2025-06-01", "", "field 'duty-temporary-work': lacks valid_from"),
    (FEES, 'decided_by = "filing"', 'decided_by = "luck"', "decided_by is one of filing, decision, payment, event"),
    (FEES, 'key = "card"', 'key = "duty-temporary-work"', "two rows hold on the same day"),
    (FEES, 'source = "https://eli.gov.pl/eli/DU/2022/1583/ogl"', 'source = ""', "a row has its source"),
    (FEES, 'source = "https://eli.gov.pl/eli/DU/2022/1583/ogl"\n', "", "field 'card': lacks source"),
    (FEES, "checked_on = 2026-07-18", "checked_on = true", "checked_on is a date like 2026-07-18, not True"),
    (FEES, 'key = "duty-temporary-work"', 'key = "duty-temporary-work"\nverified = true', "verified, but nobody read"),
    (FEES, 'law = ["stampduty:annex III(2b)"]\n', "", "field 'duty-temporary-work': a claim cites its law"),
    (FEES, 'label = "Fee for the residence card"', 'label = ""', "a fee has a label and an official name"),
    (FIGURES, 'amount = "4806.00"', "amount = 4806", "amount is text, not 4806"),
    (FIGURES, 'amount = "4806.00"', 'amount = "4 806"', "amount is a number with two places like 4806.00"),
    (PAPERS, 'formats = ["JPG"]', 'formats = ["TIFF"]', "field 'photo': no format TIFF"),
    (PAPERS, "max_bytes = 2_500_000", 'max_bytes = "2.5 MB"', "max_bytes is a whole number, not '2.5 MB'"),
    (PAPERS, '{ text = "Sharp and undamaged.", law', '{ txt = "Sharp and undamaged.", law', "unknown: txt"),
    (PAYEES, 'found_in = "offices"', 'found_in = "pockets"', "found_in is one of offices"),
    (PAYEES, 'slip = "SKARB"', 'slip = "Skarb!"', "slip is one word of capital letters"),
    (OFFICES, 'payee = "city"', 'payee = "mayor"', "names mayor, not in payees.toml"),
    (OFFICES, 'payee = "city"', 'payee = "city"\nwhose = "x"', "field '02': unknown: whose"),
    (OFFICES, "verified = false", 'verified = "no"', "verified is true or false, not 'no'"),
    (SAID, 'about = "deadline"', "about = 3", "about is text, not 3"),
    (MOBILITY, 'base = "temporary-residence"', 'base = "trains"', "base names no other table: trains"),
    (MOBILITY, 'base = "temporary-residence"', 'base = "research-mobility"', "has a base of its own"),
    (NEWS, 'rules = "work"', 'rules = "play"', "field 'work-as-before': rules: no statement is about 'play'"),
    (NEWS, 'who = "wait"', 'who = "somebody"', "who is one of act, wait, info, done"),
    (ACTS, 'key = "kpa"', 'key = "foreigners"', "acts.toml, field 'foreigners': stands twice"),
    (ACTS, 'after = "of the Code of Administrative Procedure, KPA"\n', "", "acts.toml, field 'kpa': lacks after"),
]  # fmt: skip
SMALL_FORM = "forms/tiny/2026-01-01.toml"
PLANTED = ((WORK, PROCEDURE), (REUNION_FILE, REUNION), (FAMILY_FILE, FAMILY), (FORM, QUESTIONS), (SMALL_FORM, SMALL))
CORPUS = [*((file, *each) for file, mistakes in PLANTED for each in mistakes), *ROWS]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every definition and table, to be spoiled."""
    for name in ("definitions", "families", "forms", "tables", "law"):
        shutil.copytree(catalogue.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "units"))
    (tmp_path / SMALL_FORM).parent.mkdir()
    (tmp_path / SMALL_FORM).write_text(TINY)
    monkeypatch.setattr(catalogue, "FORMS", tmp_path / "forms")
    monkeypatch.setattr(catalogue, "DEFINITIONS", tmp_path / "definitions")
    monkeypatch.setattr(families, "ROOT", tmp_path / "families")
    monkeypatch.setattr(dated, "ROOT", tmp_path / "tables")
    monkeypatch.setattr(statuses, "TABLES", tmp_path / "tables" / "statuses")
    monkeypatch.setattr(acts, "FILE", tmp_path / "law" / "acts.toml")
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for each in CACHED:
        each.cache_clear()


def mistakes_found() -> list[str]:
    return [message.msg for message in checks.definitions(None)]


def test_what_is_not_spoiled_starts(tree: Path) -> None:
    assert mistakes_found() == []


@pytest.mark.parametrize(("file", "old", "new", "said"), CORPUS)
def test_a_mistake_stops_the_start_and_names_its_file(tree: Path, file: str, old: str, new: str, said: str) -> None:
    path = tree / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    found = mistakes_found()
    assert any(said in each and _names(each, path) for each in found), found


def _names(message: str, path: Path) -> bool:
    return path.name in message or path.stem in message


def test_the_corpus_is_large_and_each_mistake_another() -> None:
    assert len(CORPUS) == len(set(CORPUS))
    assert len(CORPUS) >= 60


def test_an_annex_without_a_form_stops_the_start(tree: Path) -> None:
    shutil.rmtree(tree / "forms" / "annex1-employer")
    assert "temporary-work: its annex annex1-employer has no form" in mistakes_found()


def test_every_broken_file_is_named_at_once(tree: Path) -> None:
    for file in (WORK, FEES, ANNEX):
        (tree / file).write_text("title = ")
    assert [each.split(":")[0].split(",")[0] for each in mistakes_found()] == [
        "fees.toml",
        "2026-04-27.toml",
        "temporary-work.toml",
    ]


def test_a_fee_that_ended_is_a_warning_and_stops_nobody(tree: Path) -> None:
    path = tree / FEES
    ended = "valid_from = 2025-06-01\nvalid_to = 2025-12-31"
    path.write_text(path.read_text().replace("valid_from = 2025-06-01", ended, 1))
    found = checks.definitions(None)
    assert {(each.id, each.is_serious()) for each in found} == {("procedures.W001", False)}
    said = [each.msg.split(" has no row")[0] for each in found]
    assert said == [
        f"{key}.toml: its fee duty-temporary-work" for key in ("blue-card-mobility", "blue-card", "temporary-work")
    ]
