"""The project's URLs and two bare views, against which its pages are measured."""

from django.db import connection
from django.http import HttpResponse
from django.urls import include, path


def bare(request):
    """Load the session and the user, as every page does."""
    return HttpResponse(f"hello {request.user.pk}")


def bare_signed_out(request):
    return HttpResponse("hello")


def count_queries(get_response):
    """Answer a request with ``X-Count`` with the number of queries in ``X-Queries``."""

    def middleware(request):
        if "X-Count" not in request.headers:
            return get_response(request)
        queries = []

        def count(execute, *values):
            queries.append(None)
            return execute(*values)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response["X-Queries"] = len(queries)
        return response

    return middleware


urlpatterns = [
    path("bare/", bare),
    path("bare-signed-out/", bare_signed_out),
    path("", include("config.urls")),
]
