"""What tests read of a page has no white space that a browser drops, and all that a reader sees."""

from tests.whitespace import sent_back, without_unseen


def test_lines_and_indents_are_gone() -> None:
    page = '<ul>\n  <li\n    class="a  b"\n    {id}\n  >\n    One <b\n    >two</b>.\n  </li>\n</ul>\n'
    assert without_unseen(page) == '<ul><li class="a b" {id}>One <b>two</b>.</li></ul>'
    assert (
        without_unseen("<button>\n  Save\n</button>\n<button>Go</button>")
        == "<button>Save</button> <button>Go</button>"
    )


def test_what_a_reader_sees_stays() -> None:
    seen = 'See <a href="/">this</a>, <b>one</b> <i>two</i><i>three</i> .'
    assert without_unseen(seen) == seen
    assert without_unseen("1\N{NO-BREAK SPACE}000 zł") == "1\N{NO-BREAK SPACE}000 zł"


def test_a_hidden_field_is_sent_back_however_its_tag_is_laid_out() -> None:
    page = '<input\n  type="hidden"\n  name="revision"\n  value="3"\n><input type="hidden" name="step" value="">'
    assert sent_back(page) == {"revision": "3", "step": ""}
