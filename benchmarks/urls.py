"""The project's addresses, and two bare views to measure them against."""

from django.db import connection
from django.http import HttpResponse
from django.urls import include, path


def bare(request):
    """Loads the session and the user, as every page does, and says hello."""
    return HttpResponse(f"hello {request.user.pk}")


def bare_signed_out(request):
    return HttpResponse("hello")


def count_queries(get_response):
    """With ``X-Count`` the answer tells its queries in ``X-Queries``."""

    def middleware(request):
        if "X-Count" not in request.headers:
            return get_response(request)
        asked = []

        def count(execute, *values):
            asked.append(None)
            return execute(*values)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response["X-Queries"] = len(asked)
        return response

    return middleware


urlpatterns = [
    path("bare/", bare),
    path("bare-signed-out/", bare_signed_out),
    path("", include("config.urls")),
]
