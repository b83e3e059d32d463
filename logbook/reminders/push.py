"""Web push: a message is encrypted for one browser (RFC 8291), signed by this host (RFC 8292), and
handed to the browser's push service.

A runner's browser names the service, so anybody can name any address. Therefore only HTTPS on its
own port is asked, only where every address of the host is a public one, no redirect is followed,
and the whole exchange has an end, however slowly the service answers.
"""

import base64
import http.client
import ipaddress
import json
import os
import re
import socket
import ssl
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PORT = 443
EXCHANGE_S = 10  # for the whole exchange with a push service
TTL_S = 3600  # the push service keeps a message so long for a phone that is off
TOKEN_VALID_S = 12 * 3600  # at most 24 h, RFC 8292
# Where hosts of the internet are: all of IPv4, one eighth of IPv6, and IPv4 behind a NAT64 gateway.
UNICAST = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# No hosts are in these parts of it (IANA's special-purpose registries); whether ``is_global`` knows
# so depends on the version of Python. Teredo, in the third, and 6to4 hold an IPv4 address.
SPECIAL = [
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
]
# It has a dot, so it is not "localhost", and a letter begins its end, so it is no IP address.
NAME = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
RECORD_SIZE = 4096  # bytes of the one record, RFC 8188


class Outcome(StrEnum):
    SENT = "sent"
    GONE = "gone"  # the browser has unsubscribed
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Browser:
    """The address at which a browser is reached, and the keys with which messages are encrypted."""

    endpoint: str
    p256dh: bytes  # its public key, 65 bytes
    auth: bytes  # 16 bytes


class Unreachable(OSError):
    """The endpoint is no public host."""


def send(browser: Browser, message: dict) -> Outcome:
    """Sends the message once; the caller may try again."""
    try:
        status = _post(browser, encrypt(browser, json.dumps(message).encode()), message["tag"])
    except (OSError, http.client.HTTPException):
        return Outcome.FAILED
    if status in (404, 410):
        return Outcome.GONE
    return Outcome.SENT if 200 <= status < 300 else Outcome.FAILED


def _post(browser, body, topic):
    host, path = host_and_path(browser.endpoint)
    headers = {
        "Authorization": f"vapid t={token(f'https://{host}')}, k={settings.VAPID_PUBLIC_KEY}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(TTL_S),
        "Topic": topic,  # a newer one takes the place of one that was not fetched yet
    }
    connection = Connection(host)
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


# The address


def host_and_path(endpoint: str) -> tuple[str, str]:
    """Raises ``Unreachable`` for an endpoint that no push service has."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise Unreachable(endpoint) from None
    host = parts.hostname or ""
    plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
    https = parts.scheme == "https" and port in (None, 443) and parts.username is None
    if not (plain and https and NAME.fullmatch(host)):
        raise Unreachable(endpoint)
    return host, parts._replace(scheme="", netloc="", fragment="").geturl() or "/"


def public_address(host: str) -> str:
    """One IP address of a host. It is looked up once, so that the one checked is the one used."""
    found = {info[4][0] for info in socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)}
    if not all(is_public(address) for address in found):
        raise Unreachable(host)
    return min(found, key=lambda address: ":" in address)  # IPv4 where there is one


def is_public(address: str) -> bool:
    """Whether a host of the internet may have this address: what is not known to be one is none."""
    ip = ipaddress.ip_address(address)
    if ip in NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    is_unicast = ip in UNICAST if ip.version == 6 else not (ip.is_multicast or ip.is_reserved)
    return is_unicast and ip.is_global and not any(ip in network for network in SPECIAL)


class Connection(http.client.HTTPSConnection):
    """Connects to the address that was checked, and expects the host's name in the certificate."""

    def __init__(self, host):
        self.ends_at = time.monotonic() + EXCHANGE_S
        super().__init__(host, PORT, context=tls())

    def connect(self):
        address = public_address(self.host)
        plain = socket.create_connection((address, self.port), left_s(self.ends_at))
        self.sock = self._context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.ends_at = self.ends_at
        self.sock.settimeout(left_s(self.ends_at))
        self.sock.do_handshake()


class Socket(ssl.SSLSocket):
    """Gives every read and write no more than what is left of the time for all of them."""

    ends_at = float("inf")

    def recv_into(self, *args, **kwargs):
        self.settimeout(left_s(self.ends_at))
        return super().recv_into(*args, **kwargs)

    def send(self, *args, **kwargs):
        self.settimeout(left_s(self.ends_at))
        return super().send(*args, **kwargs)


def left_s(ends_at: float) -> float:
    """Seconds until this moment of the monotonic clock; raises ``TimeoutError`` after it."""
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@cache
def tls() -> ssl.SSLContext:
    """One for all exchanges, since the system's list of authorities takes 20 ms to read."""
    context = ssl.create_default_context()
    context.sslsocket_class = Socket
    return context


# Encryption for the browser


def encrypt(browser: Browser, text: bytes, own=None, salt: bytes | None = None) -> bytes:
    """The body of the request (RFC 8291). Without ``own`` key and ``salt`` it makes new ones."""
    own, salt = own or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    mine = public_bytes(own)
    shared = own.exchange(ec.ECDH(), public_key(browser.p256dh))
    info = b"WebPush: info\0" + browser.p256dh + mine
    secret = _derive(shared, browser.auth, info, 32)
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    encrypted = AESGCM(key).encrypt(nonce, text + b"\2", None)  # 2 ends the last record
    return salt + RECORD_SIZE.to_bytes(4) + bytes([len(mine)]) + mine + encrypted


def _derive(secret, salt, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


# The signature of this host, and its keys


def token(audience: str) -> str:
    """The JWT by which the push service knows this host (RFC 8292)."""
    head = {"typ": "JWT", "alg": "ES256"}
    expires = int(time.time()) + TOKEN_VALID_S
    claims = {"aud": audience, "exp": expires, "sub": settings.VAPID_SUBJECT}
    signed = ".".join(to_base64url(json.dumps(part).encode()) for part in (head, claims))
    key = private_key(settings.VAPID_PRIVATE_KEY)
    numbers = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{to_base64url(b''.join(number.to_bytes(32) for number in numbers))}"


def new_pair() -> tuple[str, str]:
    """A new public and private key, as the environment variables take them."""
    key = ec.generate_private_key(ec.SECP256R1())
    return to_base64url(public_bytes(key)), to_base64url(
        key.private_numbers().private_value.to_bytes(32)
    )


def is_pair(public: str, private: str) -> bool:
    try:
        return public_bytes(private_key(private)) == from_base64url(public)
    except ValueError:
        return False


def private_key(text):
    return ec.derive_private_key(int.from_bytes(from_base64url(text)), ec.SECP256R1())


def public_key(raw: bytes):
    """Raises ``ValueError`` where the bytes are no point of the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def public_bytes(key) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_key().public_bytes(serialization.Encoding.X962, form)


def to_base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises ``ValueError`` where the text is no Base64."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
