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
