"""A push service of our own on loopback: real HTTPS, messages opened as a browser opens them."""

import json
import ssl
import time
from base64 import urlsafe_b64decode
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from logbook.reminders.push import public_bytes, public_key, to_base64url

HOST = "push.example.org"
AUTH = b"0123456789abcdef"


def unpadded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Phone:
    """A browser's own keys, and what it makes of a message (RFC 8291, the other end)."""

    def __init__(self, name="a"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.endpoint = f"https://{HOST}/{name}"
        self.p256dh, self.auth = to_base64url(public_bytes(self.key)), to_base64url(AUTH)

    @property
    def said(self):
        return {"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": self.auth}

    def open(self, sealed):
        salt, length = sealed[:16], sealed[20]
        theirs, text = sealed[21 : 21 + length], sealed[21 + length :]
        shared = self.key.exchange(ec.ECDH(), public_key(theirs))
        info = b"WebPush: info\0" + public_bytes(self.key) + theirs
        secret = HKDF(hashes.SHA256(), 32, AUTH, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        return json.loads(AESGCM(key).decrypt(nonce, text, None).rstrip(b"\2"))


def claims_of(authorization, public):
    """What the host signed, after looking at the signature."""
    fields = dict(one.strip().split("=", 1) for one in authorization[6:].split(","))
    assert authorization.startswith("vapid ")
    assert fields["k"] == public
    signed, signature = fields["t"].rsplit(".", 1)
    raw = unpadded(signature)
    numbers = [int.from_bytes(half) for half in (raw[:32], raw[32:])]
    public_key(unpadded(public)).verify(
        utils.encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(hashes.SHA256())
    )
    return json.loads(unpadded(signed.split(".")[1]))


class Service:
    """Answers as told for a path, 201 unless told, and keeps (path, headers, body).

    To the paths in ``drips`` it sends one byte of its answer every tenth of a second.
    """

    def __init__(self, folder):
        self.got, self.answers, self.drips, self.lock = [], {}, set(), Lock()
        self.certificate = folder / "push.pem"
        self.certificate.write_bytes(_certificate())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.thread = Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def _handler(service):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with service.lock:
                    service.got.append((self.path, dict(self.headers), body))
                if self.path in service.drips:
                    with suppress(OSError):
                        for byte in b"HTTP/1.1 201 Created\r\nX: %s\r\n\r\n" % (b"x" * 300):
                            self.wfile.write(bytes([byte]))
                            time.sleep(0.1)
                    self.close_connection = True
                    return
                self.send_response(service.answers.get(self.path, 201))
                self.send_header("Location", "https://127.0.0.1/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        return Handler

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def _certificate():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    # The clock of a test may stand anywhere.
    made, ends = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, made, ends + timedelta(1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), False)
    builder = builder.add_extension(x509.BasicConstraints(True, None), True)
    signed = builder.sign(key, hashes.SHA256())
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + signed.public_bytes(serialization.Encoding.PEM)
