"""The languages of the pages: English, and every folder of locale/ that holds a finished catalogue.

A translator's file is ``locale/<code>/LC_MESSAGES/django.po``; docs/languages.md says how one is
made, and what may stand beside it. What Python reads is compiled from it into DATA_DIR by
``manage.py prepare``, so that no package of the system is needed.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf.locale import LANG_INFO

CATALOGUE = Path("LC_MESSAGES") / "django.po"
CATALOGUES = CATALOGUE.with_name("*.po")  # with djangojs.po, for the scripts of Django's admin
UNFINISHED = "unfinished"  # a file of this name keeps a language from the runners


def found(folder: Path) -> list[tuple[str, str]]:
    """Return (code, own name) of English and of each finished language, by code."""
    codes = {path.parents[1].name for path in folder.glob(f"*/{CATALOGUE}")}
    finished = sorted(code for code in codes if not (folder / code / UNFINISHED).exists())
    return [("en", "English"), *((code, name_of(code)) for code in finished)]


def name_of(code: str) -> str:
    """Return a language's name in itself, as Django knows it, or else its code."""
    return LANG_INFO.get(code, {}).get("name_local", code).capitalize()


def compile_catalogues(folder: Path, target: Path) -> None:
    """Write each language's catalogue as Python reads it, where it is not newer than its source."""
    for source in folder.glob(f"*/{CATALOGUES}"):
        compiled = (target / source.relative_to(folder)).with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parents[1].name.replace("-", "_"))
        partial = compiled.with_suffix(".partial")
        with partial.open("wb") as file:
            write_mo(file, catalogue)
        partial.replace(compiled)  # a process that starts meanwhile reads the whole of it
