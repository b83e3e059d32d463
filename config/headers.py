"""The Permissions-Policy header: which browser features our pages may use."""

# Needed by the guided session, passkeys and the copy button, and allowed in no other site's frame.
ALLOWED = (
    "autoplay",
    "clipboard-write",
    "fullscreen",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
)
# Denied, so that a script which should not be on the page cannot use them either.
DENIED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(
    [*(f"{name}=(self)" for name in ALLOWED), *(f"{name}=()" for name in DENIED)]
)


def permissions_policy(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware
