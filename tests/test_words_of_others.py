"""What Django and allauth say on pages of ours, they say in our voice in every language."""

import re
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override
from zeal import zeal_ignore

from exercises.models import Equipment
from tests.factories import SetEntryFactory, UserFactory, WorkoutFactory

TEMPLATES = Path(__file__).parents[1] / "templates"
FORMAL = {
    "de": re.compile(r"\b(Sie|Ihre?[nmrs]?|Ihnen|Benutzer\w*)\b"),
    "es": re.compile(
        r"\b(usted|Sus?|seguro|Por favor|Introduzca|Ingrese|Seleccione|Escriba|Observe|Desmarque)\b"
    ),
    "fr": re.compile(r"\b(vous|votre|vos|sûr|\w+ez)\b", re.IGNORECASE),
}
SEEN = (
    "%(app)s administration", "Add %", "After you", "Are you sure", "Change", "Conflicting",
    "Delete selected", "Deleting the", "Enter a new password for", "Enter the same", "History",
    "No, take", "Pagination", "Password-based", "Please correct", "Raw passwords", "Reset password",
    "Select %s", "Select a", "Select this", "Set password", "Start typing", "The {name}", "View",
    "The groups", "Whether the user", "Yes, ", "You may edit", "Your password can", "user",
)  # fmt: skip
# Of ways to log in that are off, and of what only a made-up request asks for.
NEVER_SHOWN = re.compile(
    r"base_|phone|login_code|reset_code|reauthentication_code|by_passkey|signup_(form|closed)|"
    r"verified_email_required|trust|account/email(_change)?\.html|(cannot_delete|primary_email)|/base"
)


def theirs(package, folder, pattern):
    root = Path(allauth.__file__).parent / "templates"
    return {str(path.relative_to(root)) for path in (root / package / folder).glob(pattern)}


@pytest.mark.parametrize("package", ["account", "mfa"])
def test_every_page_and_message_of_allauth_is_ours(package):
    wanted = theirs(package, "", "**/*.html") | theirs(package, "messages", "*.txt")
    wanted = {name for name in wanted if not NEVER_SHOWN.search(name) and "snippets" not in name}
    assert {name for name in wanted if not (TEMPLATES / name).exists()} == set()


def english(app):
    path = Path(django.__file__).parent / "contrib" / app / "locale/en/LC_MESSAGES/django.po"
    with path.open("rb") as text:
        ids = [(one.id, one.id) if isinstance(one.id, str) else one.id for one in read_po(text)]
    return [
        (one, many)
        for one, many in ids
        if one.startswith(SEEN) and one != "username" and "'%(escaped" not in one
    ]


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize("code", ["de", "es", "fr"])
@pytest.mark.parametrize("app", ["admin", "auth"])
def test_the_admin_is_translated_and_formal_to_nobody(app, code):
    with override(code):
        said = {
            many: gettext(one) if one == many else ngettext(one, many, 2)
            for one, many in english(app)
        }
    assert said
    assert {one: words for one, words in said.items() if FORMAL[code].search(words)} == {}
    assert {one for one, words in said.items() if words == one} == set()


@pytest.mark.usefixtures("all_languages")
class TestInGerman:
    @pytest.fixture
    def page(self, client, library):
        client.force_login(
            UserFactory(is_staff=True, is_superuser=True, language="de", email="c@example.org")
        )
        return lambda name, *args: client.get(reverse(name, args=args)).text

    def test_permissions_are_offered_for_what_the_admin_has(self, page):
        form = page("admin:auth_group_add")
        assert "Merksätze: ändern" in form
        assert "Fehler: ansehen" in form  # lines in an exercise
        assert "Can " not in form
        assert "workout" not in form

    def test_a_permission_is_given(self, page, client):
        page("admin:auth_group_add")
        pk = Permission.objects.get(codename="change_cue").pk
        client.post(reverse("admin:auth_group_add"), {"name": "Texte", "permissions": [pk]})
        assert Permission.objects.filter(group__name="Texte").get().pk == pk

    def test_whoever_is_deleted_is_named_and_the_log_only_counted(self, page):
        runner = UserFactory(email="ana@example.org")
        WorkoutFactory(user=runner)
        words = page("admin:accounts_user_delete", runner.pk)
        assert "Einträge ihrer Logbücher und Konten: 1" in words
        assert "Workout" not in words
        assert "Läuferin oder Läufer „ana@example.org“ löschen?" in words

    def test_what_joins_two_rows_is_not_named_and_logged_sets_are_counted(self, page):
        words = page("admin:exercises_equipment_delete", Equipment.objects.get(slug="mat").pk)
        assert "Gerät „Matte“ löschen?" in words
        assert "relationship" not in words
        entry = SetEntryFactory()
        with zeal_ignore():  # Django asks line by line
            words = page("admin:exercises_exercise_delete", entry.exercise_id)
        assert "1 Eintrag in Logbüchern" in words
        assert "Set entry" not in words

    def test_the_password_page_is_no_mix(self, page):
        words = page("admin:auth_user_password_change", UserFactory().pk)
        assert "Anmeldung mit Passwort" in words
        assert "Whether" not in words
        assert "will be lost" not in words

    def test_second_factors_have_a_name(self, page):
        words = page("admin:mfa_authenticator_changelist")
        assert "0 zweite Faktoren" in words
        assert "Nach Art" in words

    def test_a_host_without_mail_confirms_nothing(self, client):
        for address in (reverse("account_email_verification_sent"), "/accounts/confirm-email/a:b/"):
            page = client.get(address, headers={"Accept-Language": "de"})
            assert "Nichts zu bestätigen" in page.text
