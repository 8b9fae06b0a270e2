"""A corpus of mistakes that a writer of definitions makes: each stops the start, and names its file and key."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from procedures import catalogue, checks, terms
from procedures.deadlines import rules
from procedures.language import banks, families, loader
from procedures.law import acts
from procedures.tables import dated, holidays, statuses

FAMILY_FILE = "families/temporary-residence.toml"
WORK = "definitions/temporary-residence/temporary-work.toml"
REUNION_FILE = "definitions/temporary-residence/family.toml"
FORM = "forms/temporary-residence/2026-04-27.toml"
ANNEX = "forms/annex1-employer/2026-04-27.toml"
FEES, PAPERS, PAYEES = "tables/fees.toml", "tables/papers.toml", "tables/payees.toml"
OFFICES, FIGURES = "tables/offices.toml", "tables/parameters.toml"
CENTRAL = "tables/central_offices.toml"
SAID, NEWS, ACTS = "tables/statements.toml", "tables/statuses/temporary-residence.toml", "law/acts.toml"
RULES, STEPS, HOLIDAYS = "deadlines/rules.toml", "deadlines/steps.toml", "tables/holidays.toml"
MOBILITY = "tables/statuses/blue-card-mobility.toml"
CACHED = (
    catalogue._form,
    catalogue._published,
    catalogue._procedures,
    catalogue.definition,
    loader.family,
    catalogue.form_of,
    dated.of_file,
    dated.joined,
    statuses.track,
    statuses.names,
    acts.table,
    rules.of_file,
    rules._changed,
    rules.sentences,
    terms.released_periods,
    terms._released_windows,
    terms._released_numbers,
    terms._numbers,
    terms.rule_of,
    holidays.table,
    holidays._of_every_year,
)

WINDOWS = [
    ('law = ["foreigners:105"]', "field 'window': a window opens, closes, or both"),
    ("opens = 2026-01-01", "field 'window': a window cites its law"),
    ('opens = "soon"\nlaw = ["foreigners:105"]', "opens is a date like 2026-07-18"),
    ('opens = 2026-02-01\ncloses = 2026-01-01\nlaw = ["foreigners:105"]', "field 'window': ends before it begins"),
]
FORMER = [
    ('law = ["foreigners:106"]', "field 'former': lacks until"),
    ("until = 2026-06-30", "field 'former': the version before it is taken longer by some law"),
    ('until = "June"\nlaw = ["foreigners:106"]', "field 'former': until is a date like 2026-07-18"),
    ('until = 2026-04-26\nlaw = ["foreigners:106"]', "field 'former': the version before it is taken to the eve of"),
    ('until = 2026-06-30\nlaw = ["foreigners:106"]\nwhy = "late"', "field 'former': unknown: why"),
]
COLLECTED = 'source = "collected", collected_on = 2026-11-22'
SURE = f'address = {{ {COLLECTED}, confidence = "medium" }}'
PLACE = 'place = "Koszalin"'
PHONED = '["+48 71 701 11 00"]'
MONDAY = '{ day = "monday", opens = "08:00", closes = "16:00" }'
FACTS, LOW = "\n[offices.facts]\nname", "{ confidence = 'low' }"
OF_OFFICES = [
    (SURE, "", "field '02': facts does not say how sure address is"),
    (SURE, f"{SURE}\npostal_address = {{}}", "facts says how sure postal_address is, which is empty"),
    (SURE, f'{SURE}\nlabel = {{ confidence = "low" }}', "field '02': facts are of name, address, postal_address"),
    (SURE, "address = 5", "facts: address is a table like"),
    (SURE, f'{SURE}\nphone = {{ confidense = "low" }}', "unknown: confidense"),
    (SURE, SURE.replace("medium", "certain"), "address: confidence is one of high, medium, low, unknown"),
    (SURE, SURE.replace("medium", "unknown"), "what is unknown is left empty: address"),
    (SURE, 'address = { confidence = "medium" }', "address: without a source it is sure no more than low"),
    (SURE, SURE.replace("collected_on", "source_date"), "address: what is collected, and nothing else, says when"),
    (SURE, SURE.replace('"collected"', '"facts.md"'), "address: source is collected, an https address, or empty"),
    (SURE, SURE.replace('"collected"', '"https://duw.pl"'), "address: what is collected, and nothing else, says when"),
    (PHONED, f"{PHONED}\nhours = [{MONDAY}]", "facts does not say how sure hours is"),
    (PHONED, f"{PHONED}\nhours = [{MONDAY.replace('mon', 'moon')}]", "hours: day is one of monday, tuesday"),
    (PHONED, f"{PHONED}\nhours = [{MONDAY.replace('08:00', '8')}]", "opens and closes are written like 08:30"),
    (PHONED, f"{PHONED}\nhours = [{MONDAY.replace('08:00', '16:00')}]", "hours: monday closes before it opens"),
    (FACTS, f"hours = [{MONDAY}, {MONDAY}]\n[offices.facts]\nhours = {LOW}\nname", "hours has two rows of monday"),
    (FACTS, f"booking = 'http://duw.pl'\n[offices.facts]\nbooking = {LOW}\nname", "not an https address: 'http://duw.pl'"),
    ('["https://duw.pl", ', '["duw.pl", ', "not an https address: 'duw.pl'"),
    (PLACE, 'place = ""', "field '32': a branch names its place"),
    (PLACE, f'{PLACE}\nteryt = "32"', "Koszalin: teryt is of a county or commune, 4 or 7 digits"),
    (PLACE, f'{PLACE}\nteryt = "2461"', "field '32': a branch is in another voivodeship by its teryt: Koszalin"),
    (PLACE, f'{PLACE}\nseat = "x"', "field '32': unknown: seat"),
    (PLACE, f'{PLACE}\nbooking = "https://example.org"', "facts does not say how sure booking is"),
]  # fmt: skip
THE_FEES = 'fees = ["duty-temporary-work", "card"]'
BY_VISA = '{ field = "stayBasis", is = ["2"] }'
CHARGES = [
    ("1", "field 'fees': a fee is its name, or a table with fee, when and only, not 1"),
    ('{ fee = "card", amount = 5 }', "field 'fees': unknown: amount"),
    ('{ when = { field = "purpose", is = ["1"] }, only = "If so." }', "field 'fees': lacks fee"),
    (f'{{ fee = "card", when = {BY_VISA} }}', "field 'fees': when says by answers who is meant, and only"),
    ('{ fee = "card", only = "If so." }', "field 'fees': when says by answers who is meant, and only"),
    (
        '{ fee = "card", when = { field = "visa", answered = true }, only = "If so." }',
        "field 'fees: card': a condition looks at 'visa', which is not asked before",
    ),
    (
        '{ fee = "card", when = { field = "stayBasis", is = ["9"] }, only = "If so." }',
        "field 'fees: card': a condition wants '9' of 'stayBasis', which nobody can answer",
    ),
    (
        '{ fee = "card", when = { field = "purpose", is = ["6"] }, only = "If so." }',
        "field 'fees: card': a condition that no answers fulfil",
    ),
    (
        '{ fee = "card", when = { all = [{ field = "inPoland", is = [false] }, { field = "stayBasis", is = ["2"] }] }, '
        'only = "If so." }',
        "field 'fees: card': a condition that no answers fulfil",
    ),
    (
        '{ fee = "card", when = { field = "pesel", answered = true }, only = "If so." }',
        "field 'fees: card': a condition looks at 'pesel', which may be left empty",
    ),
    ('{ fee = "card", when = "visa", only = "If so." }', "field 'fees': a condition is a table"),
]
RELIEF = 'key = "new"\nbecause = "You are new."\nlaw = ["foreigners:237(1)(1)"]\nsource = "https://eli.gov.pl"\n'
HALF = 'fee = "card"\ninstead = "card-half"\n'
RELIEFS = [
    (f"{HALF}free = true\nclaimed = true", "field 'new': a relief is free, or names the fee that is paid instead"),
    ('fee = "card"\nclaimed = true', "field 'new': a relief is free, or names the fee that is paid instead"),
    (HALF, "field 'new': a relief is granted by one of when, younger_than and claimed"),
    (f"{HALF}claimed = true\nyounger_than = 16", "granted by one of when, younger_than and claimed"),
    (f"{HALF}younger_than = 0", "field 'new': younger_than is an age in years, from 1"),
    (f'{HALF}younger_than = "16"', "field 'new': younger_than is a whole number or nothing, not '16'"),
    ('fee = "duty-temporary"\nfree = true\nclaimed = true', "relieves of 'duty-temporary', which is no fee of this"),
    ('fee = "card"\ninstead = "card-quarter"\nclaimed = true', "fees.toml has no fee 'card-quarter'"),
    (
        f'{HALF}claimed = true\nevidence = "letter"',
        "field 'new': its evidence 'letter' is no document of this procedure",
    ),
    (f'{HALF}when = {{ field = "purpose", is = ["6"] }}', "field 'new': a condition that no answers fulfil"),
    (f'{HALF}claimed = true\nkey = "other"', "temporary-work.toml"),
    (f"{HALF}claimed = true\nshare = 50", "field 'new': unknown: share"),
]
AN_ANNEX = 'key = "annex1"\nannex = "annex1-employer"\n'
PAPERS_OF_SOME = [
    ('annex = "annex5-studies"', "field 'annex1': no answers ask for the annex 'annex5-studies'"),
    (f'annex = "annex1-employer"\nwhen = {BY_VISA}', "field 'annex1': an annex is no file, and its form says who"),
    (f"when = {BY_VISA}", "field 'annex1': when says by answers who is meant, and only says it in a sentence"),
    (
        'when = { field = "nothing", answered = true }\nonly = "If so."',
        "field 'annex1': a condition looks at 'nothing'",
    ),
    ("copies = 0", "field 'annex1': copies is how many are handed in, from 1"),
    ("rest = true\nrequired = false", "field 'annex1': the rest of a list is a file"),
    ('rest = "yes"', "field 'annex1': rest is true or false, not 'yes'"),
    ('copies = "two"', "field 'annex1': copies is a whole number, not 'two'"),
    ('original = "maybe"', "field 'annex1': original is one of visit, call"),
    ('represented = ["aunt"]\nonly = "If so."', "field 'annex1': represented has aunt; each is one of child"),
    ('represented = "child"\nonly = "If so."', "field 'annex1': represented is a list, not 'child'"),
    ('represented = ["child"]', "field 'annex1': who represents somebody needs it"),
    ('translation = "sworn"', "field 'annex1': translation is true or false, not 'sworn'"),
]
OTHERWISE = '[[instruction]]\nkey = "attorney"\nofficial = "Inaczej."'
TOLD = (
    '["who-signs", "false-statement", "in-polish", "files-and-evidence", "attorney", "change-of-address", '
    '"appearance", "what-is-missing", "stay-meanwhile", "remedies"]'
)
NO_FAMILY = f"field 'family': family is one of {', '.join(families.names())}"
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
    ('key = "refused-limit"', 'key = "refused-sham"', "two refusals are called 'refused-sham'"),
    ('key = "no-change-needed"', 'key = "permit"', "two terms are called 'permit'"),
    ('family = "temporary-residence"', 'family = "permits"', NO_FAMILY),
    ('family = "temporary-residence"', 'family = 7', NO_FAMILY),
    ("[pay]", '[cost]\ntitle = "Free of charge"\nlaw = ["foreigners:114"]\n[pay]',
     "field 'cost': rows of fees.toml say what it costs, or this does"),
    ("[pay]", '[cost]\ntitle = ""\nlaw = ["foreigners:114"]\n[pay]', "field 'cost': a claim has a title"),
    ("[pay]", '[cost]\ntitle = "Free of charge"\n[pay]', "field 'cost': a claim cites its law"),
    ("fees = [", 'cost = "nothing"\nfees = [', "cost is written as [cost]"),
    ('family = "temporary-residence"', "", "field 'insurance': lacks label, official"),
    ('who = [\n', 'form = ""\nwho = [\n', "field 'form': what is filed here has a form"),
    ('who = [\n', 'without = ["visa"]\nwho = [\n', "without visa: the family temporary-residence has no such row"),
    ('who = [\n', 'without = ["place-of-stay"]\nwho = [\n', "field 'authorities': no rule says who decides in every"),
    ('who = [\n', 'without = "photo"\nwho = [\n', "without is a list, not 'photo'"),
    ('key = "insurance"\n', 'key = "insurance"\npurpose = "photo"\n', "a file's label, official stands in papers.toml"),
    *((THE_FEES, f'fees = ["duty-temporary-work", {fee}]', said) for fee, said in CHARGES),
    *(("[[conditions]]", f"[[reliefs]]\n{RELIEF}{rows}\n[[conditions]]", said) for rows, said in RELIEFS),
    (THE_FEES, 'fees = ["card", { fee = "cart" }]', "fees.toml has no fee 'cart'"),
    (THE_FEES, 'fees = ["duty-temporary-work"]', "field 'under-16': relieves of 'card', which is no fee of this"),
    *((AN_ANNEX, f'key = "annex1"\n{rows}\n', said) for rows, said in PAPERS_OF_SOME),
    ("[[conditions]]", f"{OTHERWISE}\n[[conditions]]", "field 'instruction_version': other words than those of"),
    ('who = [\n', 'without = ["attorney"]\nwho = [\n', "field 'instruction_version': other words than those of"),
    ('who = [\n', f'without = {TOLD}\ninstruction_version = 2027-01-01\nwho = [\n',
     "field 'instruction': what is filed here has an instruction on rights, and its version"),
    ('who = [\n', 'without = ["attorney"]\ninstruction_version = 2026-11-26\nwho = [\n',
     "temporary-work.toml, field 'instruction_version': other words than those of the family"),
    ('who = [\n', 'instruction_version = "2027-01-01"\nwho = [\n', "instruction_version is a date like 2026-07-18"),
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
    ('question = "sponsor.staysIn"\n', "", "a rule that no question decides has no when and no within"),
    ('field = "inPoland", is = [false]', 'field = "inPoland", is = ["no"]', "wants 'no' of 'inPoland', which nobody"),
    ('when = { field = "inPoland", is = [false] }\n', "", "it always holds, so that no rule after it ever decides"),
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
    ('"Your stay is lawful until', '"For %(days)s days your stay is lawful until', "terms[2]': only a term with"),
    ('"You can appeal within', '"You can appeal %(where)s within', "terms[3]': only a term"),
    ('days = 60', "days = 0", "field 'terms[1]': a term has at least one day"),
    ('days = 60', 'days = "sixty"', "field 'terms[1]': days is a whole number or nothing, not 'sixty'"),
    ('days = 60', "months = 2", "field 'terms[1]': a term has months and no days where it counts months"),
    ('days = 60', 'days = 60\nmonths = 2\ncounts = "months"', "a term has months and no days where it counts months"),
    ('days = 60', 'months = 2\ncounts = "months"', "field 'terms[1]': only a term with days names them"),
    ('days = 60', 'months = 0\ncounts = "months"', "field 'terms[1]': a term has at least one day or month"),
    ('"Your stay is lawful until', '"For %(months)s months your stay is lawful until', "names them in its title"),
    ('suspended_by = "authority-terms"', 'suspended_by = "holidays"', "no statement is called holidays"),
    ('counts = "working-days"', 'counts = "moons"', "field 'duties[1]': counts is one of days, working-days"),
    ('key = "card-lost"', 'key = "reason-ended"', "two rows are called 'reason-ended'"),
    ('role = "office"', 'role = "mayor"', "field 'authorities[1]': role is one of surname"),
    ('role = "office"', 'role = "pesel"', "authority 'place-of-stay': 'pesel' is no question for a voivodeship"),
    ('role = "office"', 'question = "plAddress.region"', "'plAddress.region' is no question for a voivodeship"),
    ('role = "office"', 'question = "plAddress.city"', "'plAddress.city' is no question for a voivodeship"),
    ('role = "office"', 'role = "office"\nquestion = "plAddress.city"', "or an addressee decides, only one of them"),
    ('[[authorities]]', '[authorities]', "authorities is a list, not {'key'"),
    ('channel = "mos"', 'channel = "pigeon"', "channel is one of mos, prepared, information"),
    ('channel = "mos"', "channel = 1", "field 'channel': channel is one of mos, prepared, information"),
    ('channel = "mos"', 'channel = "mos"\ncolour = "red"', "unknown: colour"),
    ('instruction_version = 2026-11-26\n', "",
     "field 'instruction_version': the instruction on rights has a version, a date like 2026-07-18, not None"),
    ('instruction_version = 2026-11-26', 'instruction_version = "2026-11-26"',
     "field 'instruction_version': the instruction on rights has a version, a date like 2026-07-18, not '2026-11-26'"),
    ('key = "who-signs"\n', "", "every row of a family has a key"),
    ('key = "who-signs"', 'key = "attorney"', "two rows are called 'attorney'"),
    ('key = "who-signs"\nofficial = "Wniosek', 'key = "who-signs"\nofficial = ""\nspoken = "Wniosek',
     "field 'instruction[1]': unknown: spoken"),
    ('text = "Making a false statement is a crime (art. 106(8) of the Act on foreigners)."', 'text = ""',
     "field 'instruction[2]': a sentence of the instruction has a key, its official Polish and a text"),
    ('law = ["kpa:32", "kpa:33(2)"]', "law = []", "field 'instruction[5]': a claim cites its law"),
    ('law = ["kpa:32", "kpa:33(2)"]', 'law = ["kpa:33(2a)"]', "kpa:33(2a) is repealed"),
    ('law = ["kpa:32", "kpa:33(2)"]', 'law = ["special:100d"]',
     "field 'instruction[5]': verified, but nobody read special:100d"),
    ('known_by = "identity"', 'known_by = "hearsay"', "field 'at_hand[1]': known_by is one of identity"),
    ('icon = "people"\n', 'icon = ""\n', "field 'at_hand[1]': what is at hand has an icon"),
    ('[[at_hand]]\nkey = "have-pesel"', '[[ready]]\nkey = "have-pesel"', "unknown: ready"),
    ('link = "How to get a PESEL and a signature"\n', "", "field 'lacking[1]': a guide has the words of its link"),
    ('law = ["foreigners:106a(2)"]\nverified', 'law = []\nverified', "field 'lacking[2]': a claim cites its law"),
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
    ("younger_than = 16", "younger_than = 16\nclaimed = true", "field 'under-16': a relief is granted by one of when"),
    ('law = ["foreigners:237(1)(3)", "foreigners:237(2)"]', "law = []", "field 'under-16': a claim cites its law"),
    ('purpose = "passport"', 'purpose = "passport"\nrequired = "yes"', "required is true or false, not 'yes'"),
]  # fmt: skip
JOB_LOST = "definitions/letters/notice-job-lost.toml"
LETTERS = [
    ('question = "granted"\n', "", "field 'authorities': no rule says to whom it goes"),
    ('question = "granted"', 'question = "employer"', "'employer' is no question for a voivodeship in letter"),
    ("{employer}", "{boss}", "the label has other placeholders"),
    ("zezwoleniu: {employer}.\"\nlabel = \"Employer named in the permit: {employer}.",
     "zezwoleniu: {boss}.\"\nlabel = \"Employer named in the permit: {boss}.", "{boss} is no question of letter"),
    ("zezwoleniu: {employer}.\"\nlabel = \"Employer named in the permit: {employer}.",
     "zezwoleniu: {phone}.\"\nlabel = \"Employer named in the permit: {phone}.",
     "{phone} may be unanswered where this is printed"),
    ("zezwoleniu: {employer}.\"\nlabel = \"Employer named in the permit: {employer}.",
     "zezwoleniu: {newEmployer}.\"\nlabel = \"Employer named in the permit: {newEmployer}.",
     "{newEmployer} may be unanswered where this is printed"),
    ("utraty pracy: {eventOn}.", "utraty pracy: {eventOn.", "a placeholder is written like {surname}"),
    ("Dzień utraty pracy:", "Dzień  utraty pracy:", "write the official Polish as 'Dzień utraty pracy:"),
    ("Dzień utraty pracy:", "День:", "the document cannot show"),
    ('official = "Dzień utraty pracy: {eventOn}."', 'official = ""', "a paragraph has its official Polish and a label"),
    ('label = "Day on which the work was lost: {eventOn}."',
     'label = "Day on which the work was lost: {eventOn}."\nwhen = { field = "phones", answered = true }',
     "its condition looks at 'phones', which is not asked in letter"),
    ('label = "Day on which the work was lost: {eventOn}."',
     'label = "Day on which the work was lost: {eventOn}."\nwhen = { field = "cardEvent", is = ["burnt"] }',
     "its condition wants 'burnt' of 'cardEvent', which nobody can answer"),
    ('label = "Day on which the work was lost: {eventOn}."',
     'label = "Day on which the work was lost: {eventOn}."\nwhen = { field = "cardEvent", is = ["lost"] }',
     "a condition that no answers fulfil"),
    ("[letter]\n", '[letter]\nsender = []\n', "field 'letter': a letter says who writes it (sender), and its text"),
    ("[letter]\n", '[letter]\nto = "Szef"\n', "to and to_label name the same authority"),
    ("[letter]\n", '[letter]\ncolour = "red"\n', "field 'letter': unknown: colour"),
    ("[letter]\n", '[letter]\ndetails = ["employer"]\n', "its detail 'employer' is no question with official words"),
    ('rule = "job-lost"\nfield = "eventOn"', 'rule = "job-lost"\nfield = "employer"',
     "field 'running': job-lost runs from 'employer', which is no question for a day"),
    ('rule = "job-lost"', 'rule = "job-found"', "field 'running': deadlines/rules.toml has no rule 'job-found'"),
    ('rule = "job-lost"', 'rule = "visa-stay"', "field 'running': visa-stay asks for more than one day"),
    ('rule = "job-lost"\n', 'rule = "job-lost"\nwhen = { field = "moon", answered = true }\n',
     "field 'running': its condition looks at 'moon', which is not asked"),
    ('family = "letters"', 'family = "letters"\nregister = "d"', "what is prepared is not filed here"),
    ('family = "letters"', 'family = "letters"\ntrack = "temporary-residence"', "what is prepared is not filed here"),
    ('family = "letters"', 'family = "letters"\nform = ""', "a letter is written out of the answers to a form"),
    ('family = "letters"', 'family = "letters"\nchannel = "information"', "only what is prepared has a letter"),
    ('family = "letters"', 'family = "letters"\nwithout = ["print", "take", "post", "no-email"]',
     "field 'handing_in': nothing says how it is handed in"),
    ('family = "letters"', 'family = "letters"\nform = "temporary-residence"',
     "temporary-residence has annexes that are signed here, and nothing prepared is"),
]  # fmt: skip
CARD_CHANGED = "definitions/letters/notice-card-data-changed.toml"
ELSEWHERE = [
    ('written_as = "residence-card"', 'written_as = "eu-family-card"', "'eu-family-card' prints no document"),
    ('form = ""', 'form = "letter"', "only what is prepared and has no form of its own is written under another"),
]
INVITATION = "definitions/visas/invitation.toml"
LIKE = 'like = ["cover-letters"]'
COVER_LETTERS = [
    (LIKE, f'{LIKE}\nheading_label = ""', "heading and heading_label say the same, in Polish and for the screen"),
    (LIKE, f'{LIKE}\npapers = "foreigner"', "its papers 'foreigner' are no list in cover-letter"),
    (LIKE, f'{LIKE}\npapers = "surname"', "its papers 'surname' are no list in cover-letter"),
    (LIKE, f'{LIKE}\npapers = ""', "field 'letter': nothing names the papers that stand in place of a document"),
    ('in_place_of = "means"', 'in_place_of = "money"', "in_place_of 'money' is no document of this procedure"),
    (LIKE, 'like = ["cover-letter"]', "like is one of"),
    (LIKE, "like = 5", "like is a list, not 5"),
    ('[[letter.opening]]\nofficial = "Zapraszany', '[[letter.opening]]\nofficial = "{phone} Zapraszany',
     "the label has other placeholders"),
    ("obywatelstwo: {foreignerCitizenships}.\"\nlabel = \"The foreigner who is invited: {foreignerName}, born"
     " {foreignerBirthDate}, citizenship: {foreignerCitizenships}.",
     "tel.: {phone}.\"\nlabel = \"The foreigner who is invited: {foreignerName}, born {foreignerBirthDate}, {phone}.",
     "{phone} may be unanswered where this is printed"),
]  # fmt: skip
CARD_FILE = "definitions/documents/residence-card.toml"
STAND_IN = [
    ('"To nie jest', '"{moon} To nie jest', "the label has other placeholders"),
    ('label = "This is not the official form', 'colour = "red"\nlabel = "This is not the official form',
     "residence-card.toml: unknown: colour"),
    ('label = "This is not the official form of the application."', 'label = ""', "field 'face': a paragraph has its"),
    ('rule = "card-renewal"\nfield = "oldCard.expiryDate"', 'rule = "card-renewal"\nfield = "oldCard.number"',
     "field 'running': card-renewal runs from 'oldCard.number', which is no question for a day"),
    ('addressee = "Komendant', 'question = "granted"\naddressee = "Komendant', "only one of them"),
    ('family = "documents"', 'family = "documents"\nchannel = "information"', "only what is prepared is"),
    ('form = "residence-card"', 'form = "permanent-residence"', "permanent-residence is filed through this portal"),
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
    ("most = 1", "most = 0", "field 'annex3-host': most is at least 1 and less than the 5 addresses"),
    ("most = 1", "most = 5", "field 'annex3-host': most is at least 1 and less than the 5 addresses"),
    ("most = 1", 'most = "one"', "most is a whole number or nothing, not 'one'"),
    ('by = "applicant"', 'by = "applicant"\nmost = 1', "most limits a question that takes several e-mail addresses"),
    ('by = "third-party"', 'by = "third"', "by is one of third-party, applicant, not 'third'"),
    ('form = "annex3-host"', 'form = "annex2-bluecard"', "two annexes are called 'annex2-bluecard'"),
    ('law = ["foreigners:106(4)", "r553:annex 1"]', "law = []", "field 'annex2-bluecard': an annex cites the law"),
    ('law = ["foreigners:106(8)"]', "law = []", "a declaration has a key, its official words, a label and its law"),
    ('common = ["contact"', 'common = ["adress"', "common: no step 'adress'"),
    ('common = ["contact"', 'common = ["birth"', "common: step 'birth' says who somebody is: birthDate, sex, pesel"),
    ('surname = "surname"', 'surname = "sirname"', "[roles] surname: no question 'sirname'"),
    ('pesel = "pesel"', "", "what is signed here needs [roles] pesel"),
    ('title = "Application for a temporary residence permit"\n', "", "a form has a title, an official title"),
    ("[[sections]]\nkey = \"A\"\n", "[[sections]]\nkey = \"0\"\n", "two sections are called '0'"),
    ('title = "Application', 'provisoinal = true\ntitle = "Application', "unknown: provisoinal"),
    ('title = "Application', 'provisional = "no"\ntitle = "Application', "provisional is true or false, not 'no'"),
    ('title = "Application', 'steps = "one"\ntitle = "Application', "2026-04-27.toml"),
    ('warn = true, when = { field = "purpose", is = ["2"] }', 'warn = true, when = { field = "purpose", is = ["20"] }',
     "step 'means': a condition wants '20' of 'purpose', which nobody can answer"),
    ('warn = true, when = { field = "purpose", is = ["2"] }', 'warn = true, when = { field = "age", is = ["2"] }',
     "step 'means': a condition looks at 'age', which is not asked before"),
    ('warn = true, when = { field = "purpose", is = ["2"] }', 'when = { field = "purpose", is = ["2"] }',
     "step 'means': rule 'insured': only a warning has a condition or law of its own"),
    ('law = ["foreigners:127(1)(d)"] }', 'law = ["foreigners:127(9)"] }', "foreigners:127(9) does not exist"),
    ('law = ["foreigners:127(1)(d)"] }', 'law = "foreigners:127(1)(d)" }', "law is a list of references"),
    ('"annex:j.to"], mark', '"annex:j.until"], mark', "annex1-employer/2026-04-27 does not ask j.until"),
    ('"annex:j.to"], mark = "travelDoc.expiryDate", warn = true', '"annex:j.to"], mark = "travelDoc.expiryDate"',
     "field 'annex1-employer': rule 'lasts-as-long': over an annex there are only warnings"),
    ('"annex:j.to"], mark = "travelDoc.expiryDate"', '"j.to"], mark = "travelDoc.expiryDate"',
     "field 'annex1-employer': rule 'lasts-as-long' names unknown j.to"),
    ('{ name = "not-in-future", fields = ["to"] }',
     '{ name = "not-in-future", fields = ["to"], warn = true, when = { field = "inPoland", is = [true] } }',
     "field 'previousStays': a rule of a row has no condition"),
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
[[steps]]
key = "three"
title = "Three"
[[steps.fields]]
key = "reason"
kind = "free-text"
section = "A"
seq = 4
official = "Uzasadnienie"
label = "Reason"
[[steps.fields]]
key = "people"
kind = "phrase"
section = "A"
seq = 5
official = "Narodowość"
label = "People"
[[steps.fields]]
key = "way"
kind = "choice"
section = "A"
seq = 6
official = "Sposób"
label = "Way"
other = "Another way"
options = [{ code = "a", official = "A", label = "A" }]
"""
ZONE = "title = \"Two\"\nmrz = [{ documents = 'P', fills = { number = 'why' } }]"
GROUP = "[{ key = 'a', kind = 'text', label = 'A' }]"
SMALL = [
    ('kind = "text"', 'kind = "group"', "field 'more': a group has fields"),
    ('title = "Two"', ZONE, "step 'two': mrz: number fills in 'why', which is not asked in that way"),
    ('title = "Two"', ZONE.replace("'why'", "'where'"), "step 'two': mrz: number fills in 'where', which is not asked"),
    ('title = "Two"', ZONE.replace("number", "colour"), "step 'two': mrz: the zone has no 'colour'"),
    ('title = "Two"', ZONE.replace("'P'", "'V'"), "step 'two': mrz: documents has letters of PACI, not 'V'"),
    ('title = "Two"', ZONE.replace("fills = { number = 'why' }", "chooses = { why = 'z' }"),
     "step 'two': mrz: chooses 'z' of 'why', which is no option"),
    ('title = "Two"', ZONE.replace("'why'", "7"), "step 'two': mrz: fills names questions, chooses names options"),
    ('kind = "text"', f'kind = "group"\nfields = {GROUP}\nrules = [{{ name = "not-in-future", fields = ["a"] }}]',
     "field 'more': a group has no rules of its own"),
    ('kind = "text"', 'kind = "group"\nfields = [{ key = "a", kind = "group", label = "A" }]',
     "field 'more[].a': a field of a row has a key of its own and a label, and is no list"),
    ('kind = "text"', f'kind = "group"\nfields = {GROUP[:-3]}, when = {{ row = "b", answered = true }} }}]',
     "field 'more[].a': a condition looks at 'b', which is not asked before"),
    ('kind = "text"', 'kind = "group"\nfields = [{ key = "a", kind = "order", label = "A" }]', "no kind 'order'"),
    ('kind = "text"', 'kind = "several"\nof = "choice"', "field 'more': a choice has options"),
    ('kind = "text"',
     'kind = "several"\nof = "choice"\nother = "Else"\noptions = [{ code = "a", official = "A", label = "A" }]',
     "field 'more': several codes of a closed list: there is no other"),
    ('kind = "text"', 'kind = "text"\nrequired_when = { field = "phone", answered = false }',
     "field 'more': a condition looks at 'phone', which is not asked before"),
    ('title = "Two"', 'title = "Two"\ncopy = { label = "L", origin = "why", target = "more" }',
     "step 'two': copies 'why', which is not asked before in the same way"),
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
    ('kind = "yes-no"\nsection = "A"\nseq = 1\nofficial = "Czy?"', 'kind = "yes-no"\nverbatim = true\nhelper = true',
     "field 'sure': verbatim, but it has no official words"),
    ('title = "One"', "title = 1", "step 'one': title is text, not 1"),
]  # fmt: skip
TINY_BANK = """
[[questions]]
field = "reason"
example = "I work."
[[questions.sentences]]
key = "work"
label = "I work for {employer} since {since}, on {way}: {more}"
official = "Pracuję od {since} dla: {employer} ({way}). {more}"
when = { field = "why", is = ["a"] }
from = { more = "more" }
[[questions.sentences.blanks]]
key = "employer"
kind = "text"
label = "Employer"
[[questions.sentences.blanks]]
key = "since"
kind = "date"
label = "Since"
[[questions.sentences.blanks]]
key = "way"
kind = "choice"
label = "Contract"
options = [{ code = "a", official = "umowa o pracę", label = "Employment" }]
[[questions]]
field = "people"
one = true
example = "Polish"
[[questions.sentences]]
key = "polish"
label = "Polish"
official = "polska"
"""
PEOPLE = TINY_BANK[TINY_BANK.index('field = "people"') :].rstrip()
SENTENCES = [
    ('field = "reason"', 'field = "motive"', "no question 'motive' of tiny is answered in Polish words"),
    ('field = "reason"', 'field = "more"', "no question 'more' of tiny is answered in Polish words"),
    ('field = "people"', 'field = "reason"', "two questions are called 'reason'"),
    ('field = "people"', 'field = "why"', "no question 'why' of tiny is answered in Polish words"),
    ('field = "people"\none = true', 'field = "way"', "behind “something else” stands a closed list"),
    ('[[questions]]', '[[blanks]]\nkey = "day"\nkind = "day"\n[[questions]]', "field 'day': no kind 'day'"),
    ('key = "work"', 'key = "work"\nuse = ["day"]', "field 'reason, work': [[blanks]] has none called 'day'"),
    ('key = "work"', 'key = "work"\ntimes = 0', "field 'reason, work': times is 1 to 5"),
    ('key = "work"', 'key = "work"\ntimes = "twice"', "field 'reason, work': times is 1 to 5"),
    ('field = "reason"', 'field = "reason"\ncolour = "red"', "field 'reason': unknown: colour"),
    ('key = "polish"', 'key = "polish"\nofical = "x"', "field 'people, polish': unknown: ofical"),
    ('key = "polish"', 'key = "Polish!"', "a sentence has a key of small letters, digits and hyphens"),
    ('label = "Polish"\n', "", "field 'people, polish': a sentence has a label and its official Polish"),
    ('official = "polska"', 'official = ""', "field 'people, polish': a sentence has a label and its official Polish"),
    ('official = "polska"', 'official = "польська"', "field 'people, polish': the filed document cannot show “п”"),
    ('official = "polska"', 'official = " polska"', "field 'people, polish': write the official Polish as 'polska'"),
    ('official = "polska"', 'official = "polska {"', "with placeholders like {name}"),
    ('official = "polska"', 'official = "{which}"', "official: {which} is filled from nowhere, or not used"),
    ("{way}). {more}", "{way}).", "field 'reason, work': official: {more} is filled from nowhere, or not used"),
    ("on {way}: {more}", "on {way}", "field 'reason, work': label: {more} is filled from nowhere, or not used"),
    ('key = "polish"', 'key = "polish"\nblanks = [{ key = "x", kind = "text", label = "X" }]', "official: {x} is"),
    ('key = "since"', 'key = "employer"', "field 'reason, work': two placeholders are called 'employer'"),
    ('more = "more"', 'more = "less"', "field 'reason, work': takes over 'less', which no earlier step asks"),
    ('more = "more"', 'more = "people"', "takes over 'people', which no earlier step asks"),
    ('more = "more"', 'more = "sure"', "takes over 'sure', whose kind yes-no does not fit into a sentence"),
    ('more = "more"', "more = 7", "takes over 7, which no earlier step asks"),
    ('from = { more = "more" }', 'from = "more"', "field 'reason, work': from is written as [from]"),
    ('is = ["a"]', 'is = ["c"]', "a condition wants 'c' of 'why', which nobody can answer"),
    ('field = "why", is = ["a"]', 'field = "people", answered = true', "looks at 'people', which no earlier step asks"),
    ('kind = "date"', 'kind = "free-text"', "field 'reason, work, since': a blank is of one of the kinds"),
    ('kind = "date"', 'kind = "day"', "field 'since': no kind 'day'"),
    ('label = "Since"', "", "field 'reason, work, since': a blank has a label"),
    ('label = "Since"', 'label = "Since"\nrequired = false', "a blank is always asked and always filled in"),
    ('label = "Since"', 'label = "Since"\nnone = true', "a blank is always asked and always filled in"),
    ('official = "umowa o pracę"', 'official = "трудовий"', "work, way': the filed document cannot show"),
    ('official = "umowa o pracę"', 'official = ""', "option 'a': an option has a code, a label and its official words"),
    ('options = [{ code = "a"', 'ignored = [{ code = "a"', "field 'way': unknown: ignored"),
    ('kind = "choice"', 'kind = "text"', "a blank of the kind choice has options, and no other has"),
    ("one = true", 'one = "yes"', "field 'people': one is true or false, not 'yes'"),
    ('example = "Polish"', "example = 1", "field 'people': example is text, not 1"),
    ('example = "Polish"', "", "field 'people': a question answered in Polish words has an example"),
    ('example = "Polish"', 'example = "Polish"\nno_sentences = "why"', "has sentences, or says why not (no_sentences)"),
    ('example = "Polish"', 'example = "Polish"\nno_sentences = 7', "field 'people': no_sentences is text, not 7"),
    ('field = "reason"', 'field = "reason"\none = true', "of which one is chosen, has nothing to fill in"),
    (PEOPLE, 'field = "people"\nexample = "Polish"', "field 'people': a question of this file has sentences, or"),
    (PEOPLE, 'field = "people"\nno_sentences = "why"', "field 'people': a question answered in Polish words has an"),
    (PEOPLE, 'field = "way"\nno_sentences = "why"', "field 'way': a question answered in Polish words has an example"),
    ("[[questions]]", 'title = "Sentences"\n[[questions]]', "unknown: title"),
    ("[[questions.sentences]]", "[[questions.sentences", "2026-01-01.toml"),
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
    *((OFFICES, *each) for each in OF_OFFICES),
    (CENTRAL, 'role = "Hears appeals. Controller of the data in MOS."', 'role = ""', "'udsc': a central office has"),
    (CENTRAL, "address = { confidence", "adress = { confidence", "facts are of name, address, postal_address, phones"),
    (CENTRAL, "collected_on = 2026-11-22", 'collected_on = "today"', "collected_on is a date like 2026-07-18"),
    (SAID, 'about = "deadline"', "about = 3", "about is text, not 3"),
    (MOBILITY, 'base = "temporary-residence"', 'base = "trains"', "base names no other table: trains"),
    (MOBILITY, 'base = "temporary-residence"', 'base = "research-mobility"', "has a base of its own"),
    (NEWS, 'rules = "work"', 'rules = "play"', "field 'work-as-before': rules: no statement is about 'play'"),
    (NEWS, 'who = "wait"', 'who = "somebody"', "who is one of act, wait, info, done"),
    (ACTS, 'key = "kpa"', 'key = "foreigners"', "acts.toml, field 'foreigners': stands twice"),
    (ACTS, 'after = "of the Code of Administrative Procedure, KPA"\n', "", "acts.toml, field 'kpa': lacks after"),
    (WORK, 'parameter = "minimum-wage"', 'parameter = "wage"', "field 'pay': parameters.toml has no pay a month"),
    (WORK, 'parameter = "minimum-wage"', "parameter = 4806", "field 'pay': parameter is text, not 4806"),
    (WORK, 'parameter = "minimum-wage"\n', "", "field 'pay': lacks parameter"),
    (WORK, 'parameter = "minimum-wage"\nlaw = ["foreigners:114(1)(5)"]', 'parameter = "minimum-wage"',
     "field 'pay': a least pay cites its law"),
    (WORK, 'summed = ["foreigners:114(4b)"]', 'summed = ["foreigners:114(3a)"]', "foreigners:114(3a) is repealed"),
    (WORK, "[pay]", "[[pay]]", "pay is written as [pay]"),
    (FIGURES, 'unit = "PLN/month"', 'unit = "PLN/year"', "field 'pay': parameters.toml has no pay a month"),
    (ANNEX, 'pay = "j.pay"', 'pay = "j.wage"', "field 'compared': pay: no question 'j.wage' of the kind 'pay'"),
    (ANNEX, 'pay = "j.pay"', 'pay = "j.duties"', "field 'compared': pay: no question 'j.duties' of the kind 'pay'"),
    (ANNEX, 'pay_when = { not = { field = "j.contract"', 'pay_when = { not = { field = "j.deal"',
     "field 'compared': a condition looks at 'j.deal'"),
    (ANNEX, 'tax_number = "e.nip"', 'tax_number = "e.regon"', "tax_number: no question 'e.regon' of the kind 'nip'"),
    (ANNEX, "[compared]", "[compares]", "unknown: compares"),
    (ANNEX, 'kinds = ["trusted", "qualified", "personal"]', 'kinds = ["seal"]',
     "field 'signing': kinds are of qualified, personal, trusted, not seal"),
    (ANNEX, 'kinds = ["trusted", "qualified", "personal"]', "kinds = []", "says with which signatures, and by which"),
    (ANNEX, 'kinds = ["trusted", "qualified", "personal"]', 'kinds = "trusted"', "kinds is a list, not 'trusted'"),
    (ANNEX, 'kinds = ["trusted", "qualified", "personal"]', 'kinds = ["trusted", "trusted"]',
     "two kinds are called 'trusted'"),
    (ANNEX, 'law = ["foreigners:106d(4)"]', "law = []", "field 'signing': an annex that others sign says"),
    (ANNEX, '[signing]\nkinds = ["trusted", "qualified", "personal"]\nlaw = ["foreigners:106d(4)"]\n', "",
     "what others fill in says how it is signed ([signing])"),
    *((ANNEX, "[signing]", f"[former]\n{rows}\n[signing]", said) for rows, said in FORMER),
]  # fmt: skip
TERMS = [
    (RULES, 'counts = "same-day"', 'counts = "moons"', "field 'file-temporary': counts is one of same-day"),
    (RULES, 'about = "stay"', 'about = "weather"', "about is one of stay, service, notice, card"),
    (RULES, 'about = "stay"', 'about = "stay"\ndays = 3', "field 'file-temporary': same-day counts no days"),
    (RULES, 'about = "stay"', 'about = "stay"\ncolour = "red"', "field 'file-temporary': unknown: colour"),
    (RULES, 'asks = { day = "The last day of your lawful stay" }', "asks = {}", "asks day, each with its label"),
    (RULES, 'asks = { day = "The last day of your lawful stay" }', 'asks = "day"', "asks is a table, not 'day'"),
    (RULES, 'asks = { day = "The last day of your lawful stay" }', 'asks = { day = "" }', "asks day, each with its"),
    (RULES, "days = 14\n", "", "field 'appeal': days counts days"),
    (RULES, "days = 14\n", "days = 0\n", "field 'appeal': days is at least 1"),
    (RULES, "days = 14\n", 'days = "two weeks"\n', "days is a whole number or nothing, not 'two weeks'"),
    (RULES, "days = 14\n", "days = 13\n", "is not as deadlines/rules.toml counts appeal"),
    ("definitions/temporary-residence/blue-card.toml", 'Say which state it is."\ndays = 15', 'It is"\ndays = 14',
     "is as long as foreigners:134a(1) says, which gives 15 days"),
    (RULES, 'moves = "always"\n', "", "field 'appeal': moves stands with terms in days, and with no other"),
    (RULES, 'moves = "always"', 'moves = "often"', "field 'appeal': moves is one of always, never, perhaps"),
    (RULES, "least = 7\nmost = 14", "least = 7", "field 'fee-call': least and most stand together"),
    (RULES, "least = 7\nmost = 14", "least = 15\nmost = 14", "field 'fee-call': least is at least 1 and at most most"),
    (RULES, 'law = ["foreigners:105(1)"]', "law = []", "field 'file-temporary': a claim cites its law"),
    (RULES, 'law = ["foreigners:105(1)"]', 'law = ["foreigners:105(9)"]', "foreigners:105(9) does not exist"),
    (RULES, 'law = ["ppsa:53(1)", "ppsa:83(2)"]', 'law = ["ppsa:83(2)"]\nverified = true', "nobody read ppsa:83(2)"),
    (RULES, 'law = ["foreigners:232(1)", "kpa:57(4)"]', 'law = ["foreigners:232(1)"]', "names the unit that moves it"),
    (RULES, 'key = "file-permanent"', 'key = "file-temporary"', "two rows hold on the same day"),
    (RULES, "valid_from = 2026-04-27", "valid_from = 2026-04-27\nvalid_to = 2026-01-01", "ends before it begins"),
    (RULES, 'title = "Apply for temporary residence"', 'title = ""', "field 'file-temporary': a rule has a title"),
    (STEPS, 'key = "moved"', 'key = "shoved"', "steps.toml, field 'shoved': no step is called so"),
    (STEPS, 'key = "moved"', 'key = "stays"', "steps.toml, field 'stays': stands twice"),
    (STEPS, "Day %(days)s is %(day)s.", "Day %(date)s.", "its sentence names only day, days, months, name"),
    (STEPS, "Day %(days)s is %(day)s.", "Day 100 % is near.", "field 'end-of-term': its sentence names only"),
    (STEPS, "Day %(days)s is %(day)s.", "", "field 'end-of-term': a step has a sentence"),
    (STEPS, 'law = ["kpa:57(4)"]', 'law = ["kpa:57(9)"]', "field 'moved': kpa:57(9) does not exist"),
    (HOLIDAYS, "month = 5, day = 3,", "month = 5, day = 32,", "holidays.toml, field 'Święto Narodowe Trzeciego Maja'"),
    (HOLIDAYS, "since = 2025,", "since = 2025, until = 2024,", "'Wigilia Bożego Narodzenia': ends before it begins"),
    (HOLIDAYS, "after_easter = 60,", 'after_easter = "60",', "'Boże Ciało': after_easter is a whole number, not '60'"),
    (HOLIDAYS, "fixed = [", "fixed_days = [", "holidays.toml: unknown: fixed_days"),
]  # fmt: skip
SMALL_FORM = "forms/tiny/2026-01-01.toml"
SMALL_BANK = "sentences/tiny/2026-01-01.toml"
PLANTED = (
    (JOB_LOST, LETTERS),
    (CARD_FILE, STAND_IN), (INVITATION, COVER_LETTERS),
    (CARD_CHANGED, ELSEWHERE),
    (WORK, PROCEDURE), (REUNION_FILE, REUNION), (FAMILY_FILE, FAMILY), (FORM, QUESTIONS), (SMALL_FORM, SMALL),
    (SMALL_BANK, SENTENCES),
)  # fmt: skip
CORPUS = [*((file, *each) for file, mistakes in PLANTED for each in mistakes), *ROWS, *TERMS]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Every definition and table, to be spoiled."""
    for name in ("definitions", "families", "forms", "sentences", "tables", "law", "deadlines"):
        shutil.copytree(catalogue.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "units"))
    for name, text in ((SMALL_FORM, TINY), (SMALL_BANK, TINY_BANK)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(banks, "ROOT", tmp_path / "sentences")
    monkeypatch.setattr(catalogue, "FORMS", tmp_path / "forms")
    monkeypatch.setattr(catalogue, "DEFINITIONS", tmp_path / "definitions")
    monkeypatch.setattr(families, "ROOT", tmp_path / "families")
    monkeypatch.setattr(dated, "ROOT", tmp_path / "tables")
    monkeypatch.setattr(rules, "ROOT", tmp_path / "deadlines")
    monkeypatch.setattr(holidays, "FILE", tmp_path / "tables" / "holidays.toml")
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


def test_a_letter_without_text_stops_the_start(tree: Path) -> None:
    """Its family says who writes it, and nothing of what it is about."""
    path = tree / JOB_LOST
    path.write_text(path.read_text().partition("[letter]")[0])
    (said,) = mistakes_found()
    assert "a letter says who writes it (sender), and its text (paragraphs)" in said


def test_what_prints_nothing_stops_the_start(tree: Path) -> None:
    """Neither a letter, nor a form with official boxes."""
    path = tree / CARD_FILE
    path.write_text(path.read_text().replace('form = "residence-card"', 'form = "letter"'))
    said = "residence-card.toml, field 'letter': there is nothing to print, neither a letter nor boxes"
    assert any(each.startswith(said) for each in mistakes_found())


def test_what_stands_in_for_a_form_and_does_not_say_so_stops_the_start(tree: Path) -> None:
    path = tree / CARD_FILE
    path.write_text(re.sub(r"\[\[face\]\]\n(?:\w+ = .*\n)+", "", path.read_text()))
    said = "residence-card.toml, field 'face': residence-card is provisional, and the document has to say so"
    assert mistakes_found() == [said]


def test_a_form_that_is_only_printed_is_not_filed_here(tree: Path) -> None:
    path = tree / "forms/permanent-residence/2026-04-27.toml"
    path.write_text(path.read_text().replace("provisional = true", "provisional = true\non_paper = true", 1))
    assert mistakes_found() == [
        "permanent-residence.toml: permanent-residence is only printed (on_paper), and this is filed here"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('like = "letters"', 'like = "lettres"', "families/documents.toml: like is one of"),
        ('key = "take"\nlike', 'key = "taken"\nlike', "field 'handing_in': like: that family has no row 'taken'"),
    ],
)
def test_what_is_taken_over_from_a_family_stands_there(tree: Path, old: str, new: str, said: str) -> None:
    path = tree / "families/documents.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    assert any(said in each for each in mistakes_found()), mistakes_found()


def test_a_least_pay_that_no_annex_says_stops_the_start(tree: Path) -> None:
    path = tree / ANNEX
    path.write_text(path.read_text().replace('pay = "j.pay"\n', "", 1))
    assert "temporary-work.toml, field 'pay': none of its annexes says a pay ([compared] pay)" in mistakes_found()


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


def test_sentences_of_a_form_that_is_not_there_stop_the_start(tree: Path) -> None:
    (tree / SMALL_BANK).rename(tree / "sentences/tiny/2026-01-02.toml")
    assert mistakes_found() == ["sentences/tiny/2026-01-02.toml: there is no form tiny/2026-01-02.toml"]
