"""A language is a folder of locale/: what is found, compiled, offered, chosen and remembered."""

import json
import re
from textwrap import dedent

import pytest
from babel.messages.pofile import read_po
from django.conf import settings as project
from django.core.cache import caches
from django.utils import translation

from config import languages
from config.language_checks import catalogue_findings, content_findings
from tests.factories import UserFactory

HEADER = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""
WORDS = """
msgid "Exercises"
msgstr "Oefeningen"

msgid "Settings"
msgstr "Instellingen"

msgid "English"
msgstr "Engels"

msgid "Today's training"
msgstr "Training van vandaag"
"""


def write(folder, code, words):
    path = folder / code / languages.CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + dedent(words), "utf-8")
    return path


@pytest.fixture
def dutch(tmp_path, settings):
    """The app with a folder more in locale/."""
    write(tmp_path / "locale", "nl", WORDS)
    languages.compile_catalogues(tmp_path / "locale", tmp_path / "compiled")
    settings.LOCALE_PATHS = [tmp_path / "compiled"]
    settings.LANGUAGES = languages.found(tmp_path / "locale")
    caches["template_fragments"].clear()
    yield
    caches["template_fragments"].clear()


def test_a_folder_is_a_language_by_its_own_name(tmp_path):
    write(tmp_path, "nl", WORDS)
    write(tmp_path, "tlh", WORDS)
    assert languages.found(tmp_path) == [("en", "English"), ("nl", "Nederlands"), ("tlh", "Tlh")]


def test_an_unfinished_language_is_not_offered(tmp_path):
    write(tmp_path, "nl", WORDS)
    (tmp_path / "nl" / languages.UNFINISHED).touch()
    assert languages.found(tmp_path) == [("en", "English")]


def test_a_catalogue_is_compiled_anew_when_it_is_newer(tmp_path):
    source = write(tmp_path, "nl", WORDS)
    languages.compile_catalogues(tmp_path, tmp_path / "compiled")
    compiled = (tmp_path / "compiled/nl" / languages.CATALOGUE).with_suffix(".mo")
    before = compiled.stat().st_mtime_ns
    languages.compile_catalogues(tmp_path, tmp_path / "compiled")
    assert compiled.stat().st_mtime_ns == before
    source.write_text(source.read_text().replace("Oefeningen", "Oefening"))
    languages.compile_catalogues(tmp_path, tmp_path / "compiled")
    assert b"Oefening" in compiled.read_bytes()
    assert b"Oefeningen" not in compiled.read_bytes()


@pytest.mark.usefixtures("library", "dutch")
class TestChoosing:
    def test_by_the_browser(self, client):
        page = client.get("/exercises/", headers={"Accept-Language": "nl-BE, en;q=0.5"})
        assert "Oefeningen" in page.text
        assert '<html lang="nl">' in page.text
        assert page["Content-Language"] == "nl"

    def test_by_a_plain_switch_that_is_remembered(self, client):
        page = client.get("/exercises/")
        assert 'href="?lang=nl"' in page.text
        assert "English" in client.get("/exercises/?lang=nl").text
        assert "Oefeningen" in client.get("/exercises/?lang=nl").text
        assert "Oefeningen" in client.get("/muscles/").text
        assert "Oefeningen" not in client.get("/muscles/?lang=en").text

    def test_an_unknown_one_is_ignored(self, client):
        page = client.get("/exercises/?lang=xx")
        assert page.status_code == 200
        assert project.LANGUAGE_COOKIE_NAME not in page.cookies

    def test_each_language_has_an_address_for_search_engines(self, client):
        page = client.get("/exercises/glute-bridge/")
        assert 'hreflang="nl" href="http://testserver/exercises/glute-bridge/?lang=nl"' in page.text
        assert "/exercises/glute-bridge/?lang=en" in page.text

    def test_by_the_runner_in_the_settings(self, client):
        runner = UserFactory()
        client.force_login(runner)
        page = client.get("/settings/")
        assert '<option value="nl">Nederlands</option>' in page.text
        form = page.context["form"]
        values = {name: form[name].value() for name in form.fields}
        values = {name: value for name, value in values.items() if value is not None}
        client.post("/settings/", values | {"language": "nl"})
        runner.refresh_from_db()
        assert runner.language == "nl"
        assert "Instellingen" in client.get("/settings/").text
        assert "Instellingen" in client.get("/settings/?lang=en").text
        with runner.in_own_language():
            assert translation.gettext("Today's training") == "Training van vandaag"

    def test_a_new_runner_keeps_the_language_of_the_form(self, client):
        account = {"email": "new@example.org", "password1": "crush-a-walnut-7"}
        client.post("/accounts/signup/?lang=nl", account)
        assert UserFactory._meta.model.objects.get(email="new@example.org").language == "nl"

    def test_a_page_has_another_owner_and_tag_in_another_language(self, client):
        runner = UserFactory()
        client.force_login(runner)
        english = client.get("/settings/")
        runner.language = "nl"
        runner.save()
        dutch = client.get("/settings/")
        assert english["X-Owner"] != dutch["X-Owner"]
        assert english["ETag"] != dutch["ETag"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ('msgid "a"\nmsgstr ""', "is not translated"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"', "is a guess"),
        ('msgid "%(n)d sets"\nmsgstr "%(m)d sets"', "other placeholders"),
        ('msgid "<b>a</b>"\nmsgstr "a"', "other tags"),
        ('msgid "a"\nmsgstr "b "', "a space"),
        ('msgid "Mail"\nmsgstr "Een e-mail"', "a line would break"),
        ('msgctxt "tab"\nmsgid "Weeks"\nmsgstr "Weekoverzicht"', "longer than 9"),
        (
            'msgid "%(n)d set"\nmsgid_plural "%(n)d sets"\nmsgstr[0] "een"\nmsgstr[1] ""',
            "not trans",
        ),
    ],
)
def test_what_is_wrong_in_a_catalogue_is_said(tmp_path, words, why):
    [finding] = catalogue_findings(write(tmp_path, "nl", words))
    assert finding.startswith("nl: ")
    assert why in finding


def test_a_sound_catalogue_has_no_findings(tmp_path):
    plural = 'msgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "een dag"\n'
    words = WORDS + "\n" + plural + 'msgstr[1] "%(n)d dagen"\n'
    assert catalogue_findings(write(tmp_path, "nl", words)) == []


def test_what_the_library_lacks_is_said(tmp_path):
    folder = tmp_path / "exercises/content"
    folder.mkdir(parents=True)
    text = """
        [text.en]
        name = "Bridge"
        also = ["Lift", "Raise"]
        dose = ["Sets: 2 [article]", "Rest: 1 [ours]"]
        cues.up = "Up."
        [text.nl]
        name = "Brug"
        also = ["Heup"]
        dose = ["Sets: 2 [ours]", "Rust: 1 [ours]"]
    """
    (folder / "bridge.toml").write_text(dedent(text), "utf-8")
    found = content_findings(tmp_path, "nl")
    assert [line.split(": ", 1)[1] for line in found] == [
        "text.nl.dose: has another source: Sets: 2 [ours]",
        "text.nl.cues.up: is missing",
    ]


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize(
    ("code", "said"), [("de", "Alle auswählen: %s"), ("es", "Elegir todo: %s")]
)
def test_the_scripts_of_the_admin_speak_the_language(admin_client, code, said):
    """Django's own German lacks these, its Spanish and French do not agree with their nouns."""
    page = admin_client.get("/admin/jsi18n/", headers={"Accept-Language": code})
    assert f'"Choose all %s": {json.dumps(said)}' in page.text


def test_french_signs_have_their_own_space():
    """``Où ?`` and ``« là »`` break nowhere: the space is U+00A0, and U+202F before ; ? !"""
    path = project.BASE_DIR / "locale/fr" / languages.CATALOGUE
    with path.open("rb") as text:
        catalogue = read_po(text, locale="fr")
    texts = [text for message in catalogue if message.id for text in _texts(message)]
    assert [text for text in texts if re.search(r"(?<=\S) [:;?!»](?!\S)|« ", text)] == []


def _texts(message):
    return message.string if message.pluralizable else [message.string]
