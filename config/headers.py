"""Headers that say which browser features our pages may use, and who may hold a window of them."""

# The guided session, passkeys and the copy button need those with (self), which no frame of another
# site gets. The others are denied even to a script that should not be on the page.
PERMISSIONS = (
    "autoplay=(self), clipboard-write=(self), fullscreen=(self), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self), "
    "screen-wake-lock=(self), "
    "accelerometer=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), "
    "encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
    "window-management=(), xr-spatial-tracking=()"
)


def permissions_policy(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.is_secure():  # without HTTPS browsers ignore it, and complain in the console
            response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response

    return middleware
