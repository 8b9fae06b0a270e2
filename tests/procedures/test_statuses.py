"""What a status means in law: which unit is named where, and that the office's terms follow the dated row."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from applications.filing import instruction
from procedures.errors import DefinitionError
from procedures.tables import statuses

TRACK = statuses.track("temporary-residence")
DAY = date(2026, 11, 26)
UNITS = {
    "decision-refused": ["299(6)", "299(8a)", "113c", "art.\u00a0129"],
    "decision-discontinued": ["299(6)", "299(8a)", "113c", "art.\u00a0129"],
    "returned": ["art.\u00a0261"],
    "withdrawn": ["113c", "108(1)(2)"],
    "summoned": ["106i", "106h(1)", "art.\u00a064 §\u00a02"],
    "final": ["299(6)"],
}


@pytest.mark.parametrize("key", sorted(UNITS))
def test_a_status_names_the_units_it_rests_on(key: str) -> None:
    with translation.override("en"):
        meaning = TRACK.said(key, DAY)
    said = " ".join([meaning.law, meaning.todo, meaning.stay.why, meaning.work.why, meaning.travel.why])
    assert [unit for unit in UNITS[key] if unit not in said] == []


def test_thirty_days_follow_a_discontinuance_as_well() -> None:
    with translation.override("en"):
        assert TRACK.said("decision-discontinued", DAY).stay == TRACK.said("decision-refused", DAY).stay
        assert TRACK.said("final", DAY).stay.why.startswith("After a final refusal or discontinuance you have 30 days")


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 11, 26), "en", "until 4 March 2027 these terms do not run"),
        (date(2027, 3, 4), "pl", "do 4 marca 2027 te terminy nie biegną"),
        (date(2027, 3, 5), "en", "60 days (art. 112a(1)). We can't promise a date."),
    ],
)
def test_the_office_terms_follow_the_dated_row(day: date, language: str, words: str) -> None:
    with translation.override(language):
        assert words in TRACK.said(statuses.COMING, day).law.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", "nie krótszym niż 7 dni"),
        ("en", "in not less than 7 days"),
        ("uk", "у строк не коротший ніж 7 днів"),
        ("ar", "بمهلة لا تقل عن 7 أيام"),
    ],
)
def test_the_instruction_gives_a_term_of_not_less_than_seven_days(language: str, words: str) -> None:
    said = " ".join(instruction.sentences("temporary-work", language)).replace("\N{NO-BREAK SPACE}", " ")
    assert words in said
    assert "106h" in said


MOBILITY = {  # of a table with a base: what is said of work, and of the term of the office
    "blue-card-mobility": ("3(2)(6)(d)", "30 days (art. 137d(1)). We can't promise a date."),
    "research-mobility": ("3(2)(6)(c)", "60 days (art. 112a(1)). We can't promise a date."),
}


@pytest.mark.parametrize("key", MOBILITY)
def test_a_table_with_a_base_says_only_what_is_otherwise(key: str) -> None:
    found, (work, term) = statuses.track(key), MOBILITY[key]
    with translation.override("en"):
        coming, before = found.said(statuses.COMING, date(2027, 3, 5)), TRACK.said(statuses.COMING, date(2027, 3, 5))
    assert work in coming.work.why
    assert term in coming.law.replace("\N{NO-BREAK SPACE}", " ")
    assert (coming.stay, coming.travel) == (before.stay, before.travel)
    assert {row.key for row in found.rows} == {row.key for row in TRACK.rows}
    assert [row for row in TRACK.rows if row not in found.rows and row.key != statuses.COMING] == []
    assert found.causes == TRACK.causes


@pytest.mark.parametrize("base", ['"nothing"', '"other"', "1"])
def test_a_base_that_is_no_other_table_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    edited(tmp_path, monkeypatch, ("\n[causes]", f"\nbase = {base}\n[causes]"))
    with pytest.raises(DefinitionError, match=r"other\.toml.*base names no other table"):
        statuses.track("other")


def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *pairs: tuple[str, str]) -> None:
    """A table `other`: that of temporary residence with these words changed."""
    text = (statuses.TABLES / "temporary-residence.toml").read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "other.toml").write_text(text)
    monkeypatch.setattr(statuses, "TABLES", tmp_path)
    monkeypatch.setattr(statuses, "names", lambda: ("other",))


@pytest.fixture(autouse=True)
def statuses_read_anew() -> Iterator[None]:
    yield
    statuses.track.cache_clear()


ROW = 'key = "officer"\nkind = "officer"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (ROW, 'key = "officers"\nkind = ""\n', "field 'officers': a status says which kind of message brings it"),
        ('key = "coming"', 'key = "comes"\nkind = "comes"', ": no status coming"),
        (
            'stay = "certified"',
            'stay = "forever"',
            "field 'certificate-issued': stay is one of while-waiting, certified",
        ),
        ('who = "wait"', 'who = "postman"', "field 'filed': who is one of act, wait, info, done"),
        ('card = "issued"', 'card = "maybe"', r"field 'decision-granted': card is one of \(nothing\), issued, none"),
        ('erased_for = "returned"', 'erased_for = "lost"', "field 'returned': erased_for is one of"),
        ("appeal_days = 14", "appeal_days = 0", "field 'decision-granted': a decision says its appeal_days"),
        ("answered = ", "paper = ", "field 'summoned': a summons says what is shown once it is answered"),
        ('"authority-terms"', '"no-terms"', "field 'coming': meanwhile names no statement: no-terms"),
        ("not-opened = ", "not-opened-at-all-by-it = ", "field 'causes': longer than 20 letters"),
        ("ended = ", "over = ", "field 'causes': no cause ended"),
        (ROW, f"{ROW}valid_to = 2026-12-31\n", "field 'officer': its last row has no end"),
    ],
)
def test_wrong_table_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    edited(tmp_path, monkeypatch, (old, new))
    with pytest.raises(DefinitionError, match=r"other\.toml.*" + said):
        statuses.track("other")


def test_each_day_has_the_row_that_holds_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited(tmp_path, monkeypatch)
    path = tmp_path / "other.toml"
    start = path.read_text().index('[[statuses]]\nkey = "officer"')
    end = path.read_text().index("[[statuses]]", start + 1)
    row = path.read_text()[start:end]
    later = row.replace("An officer was named", "Somebody was named").replace("2026-04-27", "2027-01-01")
    ending = path.read_text().replace(row, row.replace("valid_from", "valid_to = {end}\nvalid_from") + later)
    path.write_text(ending.replace("{end}", "2026-12-30"))
    with pytest.raises(DefinitionError, match="field 'officer': its rows follow each other without a gap"):
        statuses.track("other")
    path.write_text(ending.replace("{end}", "2026-12-31"))
    days = [date(2020, 1, 1), date(2026, 12, 31), date(2027, 1, 1), date(2040, 1, 1)]
    titles = [statuses.track("other").on("officer", day).title for day in days]
    assert titles == ["An officer was named"] * 2 + ["Somebody was named"] * 2


def test_what_has_no_row_is_unexplained_and_no_error() -> None:
    assert (TRACK.on("pigeon", DAY).key, TRACK.told("pigeon", "", DAY)) == ("unexplained", None)


def test_empty_text_stays_empty() -> None:
    """gettext answers an empty msgid with the head of its catalogue."""
    with translation.override("pl"):
        coming = TRACK.said(statuses.COMING, DAY)
        assert (coming.todo, coming.paper, TRACK.why("")) == ("", "", "")
