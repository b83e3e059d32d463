"""What a push service gets: encrypted, signed, and only where it may be sent."""

import socket
import ssl
import time

import pytest
from django.core.management import call_command

from logbook.reminders import push
from tests.logbook.reminders.push_service import HOST, Phone, claims_of

MESSAGE = {"title": "Squeeze now", "body": "Ten seconds.", "url": "/today/", "tag": "squeeze"}


def browser(phone):
    keys = map(push.from_base64url, (phone.p256dh, phone.auth))
    return push.Browser(phone.endpoint, *keys)


def test_the_example_of_the_standard_is_encrypted_as_there():
    """RFC 8291, section 5."""
    reader = push.Browser(
        "",
        push.from_base64url(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        push.from_base64url("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    encrypted = push.encrypt(
        reader,
        b"When I grow up, I want to be a watermelon",
        push.private_key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        push.from_base64url("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert push.to_base64url(encrypted) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY"
        "WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexS"
        "gSxsj_Qulcy4a-fN"
    )


def test_the_browser_alone_opens_what_was_sent(service):
    phone = Phone()
    assert push.send(browser(phone), MESSAGE) == "sent"
    [(path, headers, body)] = service.got
    assert path == "/a"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert (headers["TTL"], headers["Topic"]) == ("3600", "squeeze")
    assert b"Squeeze" not in body
    assert phone.open(body) == MESSAGE
    assert Phone().key != phone.key


def test_the_push_service_knows_who_sends(service, settings):
    push.send(browser(Phone()), MESSAGE)
    [(_path, headers, _body)] = service.got
    claims = claims_of(headers["Authorization"], settings.VAPID_PUBLIC_KEY)
    assert (claims["aud"], claims["sub"]) == (f"https://{HOST}", "mailto:me@example.org")


def test_what_becomes_of_it(service):
    outcomes = {
        200: "sent", 201: "sent", 404: "gone", 410: "gone", 302: "failed", 429: "failed",
        500: "failed",
    }  # fmt: skip
    for status, outcome in outcomes.items():
        service.answers["/a"] = status
        assert push.send(browser(Phone()), MESSAGE) == outcome
    assert len(service.got) == len(outcomes)  # nowhere else, wherever the answer points


def test_an_answer_that_drips_byte_for_byte_is_not_waited_for(service, monkeypatch):
    monkeypatch.setattr(push, "EXCHANGE_S", 1)
    service.drips.add("/a")
    begun = time.monotonic()
    assert push.send(browser(Phone()), MESSAGE) == "failed"
    assert time.monotonic() - begun < 5
    assert len(service.got) == 1


def test_who_takes_the_connection_and_says_nothing_is_not_waited_for(service, monkeypatch):
    monkeypatch.setattr(push, "EXCHANGE_S", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(push, "PORT", silent.getsockname()[1])
        begun = time.monotonic()
        assert push.send(browser(Phone()), MESSAGE) == "failed"
    assert time.monotonic() - begun < 5


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(service, monkeypatch):
    monkeypatch.setattr(ssl, "create_default_context", service.strict)
    push.tls.cache_clear()
    assert push.send(browser(Phone()), MESSAGE) == "failed"
    assert not service.got


# Where nothing is sent


NO_SERVICE = [
    "http://push.example.org/a",
    "https://push.example.org:8443/a",
    "https://runner@push.example.org/a",
    "https://localhost./a",
    "https://127.0.0.1/a",
    "https://127.1/a",
    "https://2130706433/a",
    "https://[::1]/a",
    "https://push..example.org/a",
    "https://push.example.org:port/a",
    f"https://{'x' * 64}.example.org/a",
    "https://push.example.org/a b",
    "https://push.example.org/\r\nX: y",
    "https://push\uff0eexample.org/",
    "//push.example.org/a",
    "",
]


def test_what_is_no_push_service(subtests):
    for endpoint in NO_SERVICE:
        with subtests.test(endpoint), pytest.raises(push.Unreachable):
            push.host_and_path(endpoint)


def test_what_is_one():
    for endpoint, path in (
        ("https://fcm.googleapis.com/fcm/send/abc:def", "/fcm/send/abc:def"),
        ("https://web.push.apple.com/QF?x=1#y", "/QF?x=1"),
        ("https://updates.push.services.mozilla.com:443/wpush/v2/g", "/wpush/v2/g"),
        ("https://wns2-am3p.notify.windows.com/w/?token=B%2f", "/w/?token=B%2f"),
        ("https://push.xn--p1ai", "/"),
    ):
        assert push.host_and_path(endpoint)[1] == path


PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("192.0.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00::1", "fec0::1", "ff02::1"),
    *("ff0e::1", "::127.0.0.1", "::10.0.0.1", "::8.8.8.8", "::ffff:10.0.0.1", "::ffff:8.8.8.8"),
    *("::ffff:0:8.8.8.8", "100::1", "4000::1", "2001:db8::1", "3fff::1", "5f00::1"),
    # Ways to IPv4: 6to4, Teredo, NAT64 of a public and of a local prefix.
    *("2002:7f00:1::", "2002:808:808::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::808:808", "64:ff9b:1::7f00:1"),
)
PUBLIC = (
    *("8.8.8.8", "1.1.1.1", "100.63.255.255", "192.0.1.1", "223.255.255.1"),
    *("2606:4700::1111", "2a00:1450:4001:810::200a", "2001:4860:4860::8888", "64:ff9b::808:808"),
)


def test_which_addresses_are_those_of_hosts_of_the_internet():
    assert [address for address in PRIVATE if push.is_public(address)] == []
    assert [address for address in PUBLIC if not push.is_public(address)] == []


def test_a_name_that_leads_into_a_private_network_is_not_asked(monkeypatch, keys):
    asked = []
    monkeypatch.setattr(socket, "create_connection", lambda *args: asked.append(args))
    for address in PRIVATE:
        found = [(0, 0, 0, "", (one, 443)) for one in ("8.8.8.8", address)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, found=found, **kwargs: found)
        assert push.send(browser(Phone()), MESSAGE) == "failed"
    assert not asked


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(monkeypatch, keys):
    asked, looked = [], []

    def look(*args, **kwargs):
        looked.append(args)
        return [(0, 0, 0, "", (one, 443)) for one in ("2606:4700::1111", "8.8.8.8")]

    def ask(address, *args):
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look)
    monkeypatch.setattr(socket, "create_connection", ask)
    assert push.send(browser(Phone()), MESSAGE) == "failed"
    assert (asked, len(looked)) == ([("8.8.8.8", 443)], 1)


# The keys


def test_the_command_prints_a_pair(capsys):
    call_command("vapid")
    lines = dict(line.split("=", 1) for line in capsys.readouterr().out.split())
    assert push.is_pair(lines["VAPID_PUBLIC_KEY"], lines["VAPID_PRIVATE_KEY"])


def test_what_is_no_pair():
    public, _private = push.new_pair()
    for other in ("", "x", "%%%", push.new_pair()[1], "A" * 200):
        assert not push.is_pair(public, other)
