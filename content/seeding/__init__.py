"""Makes the first pages out of `content/seed/<page>/`, each once; what was made belongs to its editors.

`page.toml` says what every language shares: key, kind, parent, and the blocks with their ids, by which the texts of all
languages are matched. `<language>.toml` has the texts by block and field, and who made and reviewed them. The Polish
page is made of its texts; every other language is made by wagtail-localize out of its rows, as if translated there.
"""

from content.seeding.files import FOLDER, digest, read_all
from content.seeding.pages import body, load

__all__ = ["FOLDER", "body", "digest", "load", "read_all"]
