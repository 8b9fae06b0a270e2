"""HTML as a browser keeps it: without the white space that a template's lines and indents leave and nobody sees."""

import re
from typing import Any

BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|legend|li|link|main|meta|nav|ol|optgroup|option|p|section|summary|table|tbody|"
    "td|tfoot|th|thead|title|tr|ul"
)
SPACE = r"[ \t\r\n\f]"  # a no-break space is a sign that is seen
TAG = re.compile(r"""</?[A-Za-z](?:"[^"]*"|'[^']*'|[^"'<>])*>""")
BESIDE_A_BLOCK = re.compile(rf"{SPACE}*(</?(?:{BLOCKS})\b(?:\"[^\"]*\"|[^\"<>])*>){SPACE}*")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
IN_A_BUTTON = re.compile(rf"(<button\b[^<>]*>){SPACE}+|{SPACE}+(?=</button>)")


def _on_one_line(tag: re.Match[str]) -> str:
    return re.sub(r" (?=/?>$)", "", re.sub(rf"{SPACE}+", " ", tag[0]))


def without_unseen(html: str) -> str:
    """One space stands where a reader sees one; none beside the edges of blocks, within a button's, or before `>`."""
    lines = re.sub(rf"{SPACE}+", " ", TAG.sub(_on_one_line, html))
    return BESIDE_A_BLOCK.sub(r"\1", IN_A_BUTTON.sub(r"\1", lines))


def sent_back(html: str) -> dict[str, str]:
    """What a browser sends back of its own accord: the hidden fields."""
    return dict(HIDDEN.findall(without_unseen(html)))


def hidden_fields(page: Any) -> dict[str, str]:
    """Of an answer, without the token that this client needs not send."""
    return {name: value for name, value in sent_back(page.content.decode()).items() if name != "csrfmiddlewaretoken"}
