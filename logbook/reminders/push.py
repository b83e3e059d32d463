"""Web push: a message sealed for one browser (RFC 8291), signed by this host (RFC 8292), handed to
the browser's push service.

A runner's browser names the service, so anybody can name any address: only HTTPS on its own port
is asked, only where every address of the host is a public one, and no redirect is followed.
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
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PORT = 443
TIMEOUT_S = 10
KEPT_S = 3600  # by the push service, for a phone that is off
SIGNED_S = 12 * 3600  # at most 24 h, RFC 8292
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# With a dot, so no "localhost", and no number at its end, so no address.
NAME = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
RECORD = 4096  # bytes of the one record, RFC 8188


class Outcome(StrEnum):
    SENT = "sent"
    GONE = "gone"  # this browser wants no more
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Browser:
    """Where one browser is reached, and the two keys for which its messages are sealed."""

    endpoint: str
    p256dh: bytes  # its public key, 65 bytes
    auth: bytes  # 16 bytes


class Unreachable(OSError):
    """An endpoint that is no public host."""


def send(browser: Browser, message: dict) -> Outcome:
    """Once; whoever wants it tried again calls again."""
    try:
        status = _post(browser, seal(browser, json.dumps(message).encode()), message["tag"])
    except (OSError, http.client.HTTPException):
        return Outcome.FAILED
    if status in (404, 410):
        return Outcome.GONE
    return Outcome.SENT if 200 <= status < 300 else Outcome.FAILED


def _post(browser, sealed, topic):
    host, path = parts_of(browser.endpoint)
    headers = {
        "Authorization": f"vapid t={token(f'https://{host}')}, k={settings.VAPID_PUBLIC_KEY}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_S),
        "Topic": topic,  # a newer one takes the place of one that was not fetched yet
    }
    connection = Connection(host)
    try:
        connection.request("POST", path, sealed, headers)
        return connection.getresponse().status
    finally:
        connection.close()


# Where to


def parts_of(endpoint: str) -> tuple[str, str]:
    """Host and path of an endpoint. Raises ``Unreachable`` for what no push service has."""
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
    """One address of a host, looked up once, so that it cannot be another one when it is used."""
    found = {info[4][0] for info in socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)}
    if not all(is_public(address) for address in found):
        raise Unreachable(host)
    return min(found, key=lambda address: ":" in address)  # IPv4 where there is one


def is_public(address: str) -> bool:
    """Of an IPv4 address within an IPv6 one, that one too."""
    ip = ipaddress.ip_address(address)
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if ip in NAT64:
        inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


class Connection(http.client.HTTPSConnection):
    """To the address that was looked at, for the name in the certificate."""

    def __init__(self, host):
        super().__init__(host, PORT, timeout=TIMEOUT_S, context=ssl.create_default_context())

    def connect(self):
        plain = socket.create_connection((public_address(self.host), self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


# Sealed for the browser


def seal(browser: Browser, text: bytes, own=None, salt: bytes | None = None) -> bytes:
    """RFC 8291. ``own`` and ``salt`` are new for each message; tests know theirs."""
    own, salt = own or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    mine = raw_public(own)
    shared = own.exchange(ec.ECDH(), public_key(browser.p256dh))
    info = b"WebPush: info\0" + browser.p256dh + mine
    secret = _derive(shared, browser.auth, info, 32)
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(key).encrypt(nonce, text + b"\2", None)  # 2: the last record
    return salt + RECORD.to_bytes(4) + bytes([len(mine)]) + mine + sealed


def _derive(secret, salt, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


# Signed by this host


def token(audience: str) -> str:
    """A JWT by which the push service knows this host (RFC 8292)."""
    head = {"typ": "JWT", "alg": "ES256"}
    expires = int(time.time()) + SIGNED_S
    claims = {"aud": audience, "exp": expires, "sub": settings.VAPID_SUBJECT}
    signed = ".".join(to_text(json.dumps(part).encode()) for part in (head, claims))
    key = private_key(settings.VAPID_PRIVATE_KEY)
    numbers = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{signed}.{to_text(b''.join(number.to_bytes(32) for number in numbers))}"


def new_pair() -> tuple[str, str]:
    """Public and private, as the environment takes them."""
    key = ec.generate_private_key(ec.SECP256R1())
    return to_text(raw_public(key)), to_text(key.private_numbers().private_value.to_bytes(32))


def is_pair(public: str, private: str) -> bool:
    try:
        return raw_public(private_key(private)) == from_text(public)
    except ValueError:
        return False


def private_key(text):
    return ec.derive_private_key(int.from_bytes(from_text(text)), ec.SECP256R1())


def public_key(raw: bytes):
    """Raises ``ValueError`` for what is no point of the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


def raw_public(key) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_key().public_bytes(serialization.Encoding.X962, form)


def to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Raises ``ValueError``."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
