"""Whose page an answer is, so that a phone shows what it stored of a runner to nobody else.

The service worker (static/js/worker.js) stores pages under the name that ``X-Owner`` gives, and
deletes those of the one before as soon as an answer names another.
"""

from http import HTTPStatus

from django.utils.crypto import salted_hmac

NOBODY = "nobody"  # the owner of the pages that are shown while nobody is signed in
SALT = "logbook.offline.page_owner"


def page_owner(user) -> str:
    """Return a name for a runner that is the same in every session and tells nothing of them.

    It is another one in another language, so that a phone stores the pages of one language alone.
    """
    if not user.is_authenticated:
        return NOBODY
    who = f"{user.pk} {user.language}".strip()
    return salted_hmac(SALT, who, algorithm="sha256").hexdigest()[:24]


class PageOwnerMiddleware:
    """Says in ``X-Owner`` who is signed in after the request.

    Failures say nothing, since the database may be out of reach. Nor do answers that a browser
    may show again without asking: by then somebody else may be signed in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.page_owner = page_owner(request.user)  # base.html writes it into the page
        response = self.get_response(request)
        is_failure = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        if not is_failure and not _is_shown_without_asking(response):
            response["X-Owner"] = page_owner(request.user)
        return response


def _is_shown_without_asking(response):
    control = response.get("Cache-Control", "")
    return "max-age" in control and "no-cache" not in control
