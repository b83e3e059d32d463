from http import HTTPStatus

from django.utils import timezone


class RunnerTimezoneMiddleware:
    """Shows every time of day as the runner's clock has it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone):
            return self.get_response(request)


class InvalidFormMiddleware:
    """Answers 422 where a form comes back with errors; allauth and the admin say 200."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        shown = response.context_data or {}
        # The admin gathers the errors of a form and its inlines in "errors".
        wrong = getattr(shown.get("form"), "errors", None) or shown.get("errors")
        if request.method == "POST" and wrong:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
