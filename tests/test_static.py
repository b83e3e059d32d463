"""What a phone loads of our own scripts."""

import gzip
import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

# Bytes of all of them together, compressed. 800 keep a runner's stored pages from the next one,
# 1,800 time the rest between sets, and say of an answer whether it will count and store it. 1,800
# show on open pages what another tab or device has done, and keep what was begun on a page. 500
# notice that the phone is in another time zone. 600 count the ten seconds of a squeeze and take
# files that are dropped on a page.
MOST = 29_000
ADMIN = ("js/cue-preview", "js/order")
# Only on pages of the accounts, never on one of the training.
PASSKEYS = ("js/passkey",)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
IMPORT = re.compile(r"""\b(?:from|import)\s*["'](\./[^"']+)""")


@pytest.fixture
def collected(settings, tmp_path):
    """Return {address of a module of ours: what is served there}."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.static.Storage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = [f"js/{path.name}" for path in settings.STATICFILES_DIRS[0].glob("js/*.js")]
    hashed = [staticfiles_storage.stored_name(name) for name in names]
    return {name: (tmp_path / name).read_text() for name in hashed}


def test_our_scripts_are_served_small_few_and_by_hashed_names(collected, settings):
    assert len(collected) > 10
    assert all(HASHED.search(name) for name in collected)
    imports = [f"js/{name[2:]}" for script in collected.values() for name in IMPORT.findall(script)]
    assert imports
    assert set(imports) <= set(collected)
    assert not any(re.search(r"^\s*(//|/\*)|^ ", script, re.M) for script in collected.values())
    sizes = {name: len(gzip.compress(script.encode())) for name, script in collected.items()}
    assert (
        sum(size for name, size in sizes.items() if not name.startswith(ADMIN + PASSKEYS)) < MOST
    ), sizes
    package = "django_htmx/htmx-2.min.js"  # scripts of packages stay as they are
    served = settings.STATIC_ROOT / staticfiles_storage.stored_name(package)
    assert served.read_bytes() == (settings.STATIC_ROOT / package).read_bytes()


def test_only_pages_of_the_accounts_load_what_passkeys_need(settings):
    templates = settings.BASE_DIR / "templates"
    texts = {page: page.read_text() for page in templates.rglob("*.html")}
    loads = [
        page
        for page, text in texts.items()
        if re.search(r"js/passkey|mfa/js|snippets/scripts", text)
    ]
    assert loads
    places = {str(page.relative_to(templates)).split("/")[0] for page in loads}
    assert places <= {"mfa", "account"}


def test_the_service_worker_is_served_compressed_and_minified(client, db):
    served = client.get("/sw.js", headers={"accept-encoding": "gzip"})
    assert served.headers["Content-Encoding"] == "gzip"
    kept, script = gzip.decompress(served.content).decode().split("\n", 1)
    assert kept.startswith("const KEPT = ")
    assert not re.search(r"^\s*//|^ ", script, re.M)
