"""XML of unknown origin, read piece by piece: no tree, no entity, no depth without end.

It stands on the standard library's expat alone. defusedxml guards parsers that build a tree, and a
tree of 30 MB of open tags takes gigabytes; here nothing is kept but the path.
"""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError

DEEPEST = 64  # elements in one another
LONGEST_TOKEN = 1_000_000  # bytes of a tag; expat reads an unfinished one again at each piece
MOST_NAMES, MOST_IN_NAMES = 1000, 1_000_000  # of elements, and characters in them
TOO_MANY_NAMES = _("This file has more kinds of elements than any watch or app writes.")
LONGEST_TEXT = 1000  # characters; of a longer text the rest is dropped

type Start = Callable[[list[str], dict[str, str]], None]
type End = Callable[[list[str], str], None]


class XmlReader:
    """Calls ``start`` with the path of each element of these ``names`` and its attributes, and
    ``end`` with its path and text. Names are without namespace; only ``with_text`` have a text.
    """

    def __init__(self, start: Start, end: End, names: frozenset[str], with_text: frozenset[str]):
        self.start, self.end, self.names, self.with_text = start, end, names, with_text
        self.path: list[str] = []
        self.plain_names: dict[str, str] = {}
        self.attribute_names: set[str] = set()
        self.name_length = 0
        self.text: list[str] = []
        self.length = self.silent = 0
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._refuse_entity
        parser.AttlistDeclHandler = self._refuse_defaults

    def read(self, pieces: Iterable[bytes]) -> None:
        """Raises ``FileError`` where it is no XML, cut short, or made to do harm."""
        try:
            for piece in pieces:
                self.silent += len(piece)
                self.parser.Parse(piece, False)
                if self.silent > LONGEST_TOKEN:
                    raise FileError(_("This file has a part that is far too long."))
            self.parser.Parse(b"", True)
        except expat.ExpatError:
            raise FileError(
                _("This file is damaged or cut short. Download it again where it comes from.")
            ) from None
        except ValueError:  # an encoding that Python has not
            raise FileError(_("This file is in an unknown encoding.")) from None

    def _start(self, name, attributes):
        self.silent = 0
        self.attribute_names.update(attributes)
        plain = self.plain_names.get(name)
        if plain is None:
            plain = self.plain_names[name] = name.rpartition(":")[2]
            self.name_length += len(name)
        # expat keeps each name for as long as it reads.
        most = max(len(self.plain_names), len(self.attribute_names))
        if most > MOST_NAMES or self.name_length > MOST_IN_NAMES:
            raise FileError(TOO_MANY_NAMES)
        self.path.append(plain)
        if len(self.path) > DEEPEST:
            raise FileError(_("This file is nested too deeply to be of a watch."))
        if plain in self.names:
            self.text, self.length = [], 0
            self.start(self.path, attributes)

    def _end(self, name):
        self.silent = 0
        plain = self.path[-1]
        if plain in self.names:
            has_text = plain in self.with_text
            self.end(self.path, "".join(self.text).strip() if has_text else "")
        self.path.pop()

    def _characters(self, text):
        self.silent = 0
        if self.path and self.path[-1] in self.with_text and self.length < LONGEST_TEXT:
            self.text.append(text[:LONGEST_TEXT])
            self.length += len(text)

    def _refuse_defaults(self, _element, _name, _type, default, _is_required):
        """Apple's own declarations have none. Each element would come with all of them."""
        if default is not None:
            raise FileError(TOO_MANY_NAMES)

    def _refuse_entity(self, *_declaration):
        raise FileError(_("This file defines texts of its own (XML entities), as no watch does."))
