"""What a phone stores for a place without reception: the service worker and the days to come."""

import json
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from rjsmin import jsmin

from exercises import figures
from exercises.http_cache import conditional_page
from exercises.templatetags.figures import address

from ..screening_required import screened
from ..today.answers import answer_page
from ..today.page import page_ahead

STYLES = ("tokens", "app", "figures", "bodymap")
MODULES = (
    "app", "outbox", "begun", "refresh", "today", "zone", "rest", "feedback", "guided", "timer",
    "sound", "figure", "chart",
)  # fmt: skip
# What phones may share with the installed app. Few of these endings have a type of their own, so
# running apps hand them over as octet-stream or plain text.
RUN_FILES = [
    ".fit", ".gpx", ".tcx", ".csv", ".ics", ".json", ".xml", ".zip", ".gz",
    "application/vnd.ant.fit", "application/gpx+xml", "application/vnd.garmin.tcx+xml",
    "application/octet-stream", "application/zip", "application/gzip", "application/json",
    "application/xml", "text/xml", "text/csv", "text/calendar", "text/plain",
]  # fmt: skip
ICONS = {"icon-192.png": "any", "icon-512.png": "any", "icon-maskable-512.png": "maskable"}


@require_safe
@gzip_page
@cache_control(no_cache=True)
def worker(request):
    """``/sw.js`` is at the root, so that it may serve every page."""
    files = [static(f"css/{name}.css") for name in STYLES]
    files += [static(f"js/{name}.js") for name in MODULES]
    files += [static("icon.svg"), static("django_htmx/htmx-2.min.js")]
    files += [address(slug, figures.find(slug).still) for slug in figures.slugs()]
    # Stored pages are deleted before the answer when somebody logs in or out, signs up, or leaves.
    goodbyes = (
        "account_login", "account_logout", "account_signup", "account_reset_password",
        "mfa_authenticate", "mfa_login_webauthn", "leave",
    )  # fmt: skip
    kept = {
        "files": files,
        "for_good": [settings.STATIC_URL, "/figures/"],
        # Fetched without cookies, so the address says in which language.
        "offline": f"{reverse('offline')}?lang={get_language()}",
        "goodbyes": [reverse(name) for name in goodbyes],
        "shared": reverse("run_import_share"),
        "days": [reverse(name) for name in ("today", "guided", "primer")],
        "pages": [
            reverse(name)
            for name in ("today", "plan", "weeks", "runs", "logbook", "exercises", "muscles")
        ],
    }
    script = f"const KEPT = {json.dumps(kept)};\n{_script()}"
    return HttpResponse(script, content_type="text/javascript")


@cache
def _script():
    """Return worker.js minified, as config/static.py minifies the other modules."""
    with open(finders.find("js/worker.js"), encoding="utf-8") as source:
        return jsmin(source.read())


@require_safe
@cache_control(max_age=3600)
def manifest(request):
    return JsonResponse(
        {
            "id": "/",
            "lang": get_language(),
            "name": "Hipdrive",
            "short_name": "Hipdrive",
            "description": _("Learn to feel and use your glutes."),
            "start_url": reverse("today"),
            "scope": "/",
            "display": "standalone",
            "orientation": "portrait",
            "share_target": {
                "action": reverse("run_import_share"),
                "method": "POST",
                "enctype": "multipart/form-data",
                "params": {"files": [{"name": "files", "accept": RUN_FILES}]},
            },
            "background_color": "#221733",
            "theme_color": "#221733",
            "icons": [
                {
                    "src": static(name),
                    "sizes": "x".join(2 * [name.removesuffix(".png").split("-")[-1]]),
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, purpose in ICONS.items()
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def offline(request):
    return render(request, "logbook/offline/offline.html")


@login_required
@require_safe
@conditional_page
@screened
def ahead(request, day):
    """Today's page of a day to come, as it would be if nothing were done before it."""
    return answer_page(request, page_ahead(request.user, day))
