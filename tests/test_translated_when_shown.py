"""No text is translated while a module is imported: it would stay in one language for everybody."""

IMPORT_ALL = """
import importlib, pkgutil, sys, traceback
import django
from django.utils import translation

django.setup()
translated = set()
OURS = ("accounts", "config", "exercises", "logbook", "plans")


def note(real):
    def translate(*args):
        stack = [(one.filename, one.name) for one in traceback.extract_stack()]
        if any(name == "<module>" and "/.venv/" not in file for file, name in stack[1:]):
            translated.add(args)
        return real(*args)

    return translate


for name in ("gettext", "ngettext", "pgettext", "npgettext"):
    setattr(translation._trans, name, note(getattr(translation._trans, name)))
for app in OURS:
    for one in pkgutil.walk_packages([app], f"{app}."):
        importlib.import_module(one.name)
print(*translated, sep="\\n")
"""


def test_no_text_is_translated_while_a_module_is_imported(python):
    done = python(IMPORT_ALL)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == ""
