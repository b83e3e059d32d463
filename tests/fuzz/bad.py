"""Bad requests: what a good one would be, with some of it wrong, missing, doubled or absurd."""

import gzip
import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

from hypothesis import strategies as st

from tests.access.posted_data import SENDS
from tests.access.test_who_may_what import ADDRESSES

FILES = [
    path.read_bytes()
    for path in sorted(Path(__file__).parents[1].glob("logbook/exchange/imports/files/*.csv"))
]

# What some address reads from its query, with a value that it knows.
QUERIES = {
    "/": {"next": "/today/"},
    "/accounts/login/": {"next": "/today/"},
    "/admin/login/": {"next": "/admin/"},
    "/admin/autocomplete/": {
        "app_label": "exercises", "model_name": "mistake", "field_name": "exercise", "term": "a",
    },
    "/admin/exercises/cue/preview/": {"cue": "{cue}", "exercise": "{exercise}"},
    "/admin/exercises/cue/add/": {"exercise": "{exercise}", "_popup": "1", "_to_field": "id"},
    "/admin/exercises/cue/": {"state": "draft", "exercise__id__exact": "1", "o": "1", "p": "1"},
    "/admin/exercises/exercise/": {"stage__exact": "bridge", "q": "a", "all": "", "e": "1"},
    "/admin/accounts/user/": {"q": "a b", "is_staff__exact": "1", "o": "-1.2", "_facets": "True"},
    "/exercises/": {
        "q": "glute", "stage": "bridge", "muscle": "hamstrings", "equipment": "none",
        "sides": "each",
    },
    "/exercises/compare/": {"a": "deadlift", "b": "glute-bridge"},
    "/exercises/glute-bridge/": {"pose": "1"},
    "/exercises/glute-bridge/card.png": {"v": "1"},
    "/muscles/{muscle_slug}/": {"v": "1"},
    "/sitemap.xml": {"p": "1"},
    "/today/feedback/glute-bridge/undo": {"felt_left": "3", "skip": "1", "date": "2026-03-01"},
    "/today/morning/undo": {"pain": "3", "skip": "1", "date": "2026-03-01"},
    "/sets/{set}/": {"amount": "10", "hold_s": "3", "load": "20.5"},
    "/sets/{set}/delete": {"pair": "{set}"},
    "/sets/{gone}/restore": {"pair": "{gone}"},
    "/weeks/": {"to": "2026-W09", "span": "years"},
    "/weeks/records/": {"page": "2"},
    "/logbook/": {
        "month": "2026-02", "exercise": "glute-bridge", "pain": "3", "since": "2026-02-01",
        "until": "2026-03-01", "note": "left", "page": "2",
    },
    "/logbook/2026-02-25/": {"add": "glute-bridge", "deleted": "{gone}"},
    "/logbook/2026-02-25/glute-bridge/move/": {"key": "{set}", "said": "1", "date": "2026-02-20"},
    "/runs/": {"date": "2026-03-02", "kind": "key", "minutes": "30"},
    "/logbook/report/": {"from": "2026-02-01", "to": "2026-03-01"},
    "/logbook/import/{import}/left-out/": {"page": "0"},
    "/logbook/exercises/glute-bridge/": {"page": "2"},
    "/api/v1/sets": {
        "from": "2026-02-01", "to": "2026-03-01", "exercise": "deadlift", "limit": "2",
        "cursor": "e30:1abc:def",
    },
    "/api/v1/runs": {"from": "2026-02-01", "to": "2026-03-01", "limit": "2", "cursor": "e30:1:a"},
    "/api/v1/weeks": {"from": "2026-W05", "to": "2026-W09"},
}  # fmt: skip

HEADERS = {
    "X-Acted-At": ["1772438400000", "0000000000000", "9999999999999", "1772438400"],
    "X-Clock": ["1772442000000", "0000000000001", "9999999999999", "-772442000000"],
    "X-Device": ["phone", "p" * 99],
    "X-Runner": ["{user}"] * 9 + ["0"],
    "X-Request-Id": ["1", "a b"],
    "Idempotency-Key": ["{new}"],
    "Prefer": ["return=minimal"],
    "HX-Request": ["true", "false"],
    "HX-Boosted": ["true"],
    "HX-Target": ["glute-bridge"],
    "HX-Trigger-Name": ["amount"],
    "HX-Current-URL": ["http://testserver/today/", "http://[", "//"],
    "HX-Current-URL-URI-AutoEncoded": ["true"],
    "Accept": ["application/json", "*/*;q=x"],
    "Accept-Language": ["en", "de-de;q=2", "-" * 200, "en;q=" + "9" * 99],
    "Accept-Encoding": ["gzip", "br;q=x"],
    "Authorization": ["Bearer", "Basic e30=", "bearer  x", "Bearer {read_key}", "Bearer {log_key}"],
    "If-None-Match": ['"x"', "*", 'W/"', '"' * 99],
    "If-Modified-Since": ["Mon, 02 Mar 2026 09:00:00 GMT", "Mon, 99 Mar 99999 09:00:00 GMT"],
    "Range": ["bytes=0-1", "bytes=9-1"],
    "Referer": ["http://testserver/", "https://[", "x"],
    "Origin": ["null", "http://testserver", "http://[::1"],
    "Host": ["testserver", "127.0.0.1:99999", "[::1", "a b", "x" * 300],
    "X-Forwarded-For": ["1.2.3.4", "x, y", ","],
    "X-Forwarded-Proto": ["https", "x"],
    "User-Agent": ["Firefox/ Android", ""],
    "X-Requested-With": ["XMLHttpRequest"],
    "Expect": ["100-continue"],
    "Content-Encoding": ["gzip"],
    "Content-Length": ["0"],
}
ADMIN = [address for address in ADDRESSES if address.startswith("/admin/")]
REST = [address for address in ADDRESSES if address not in ADMIN]
COOKIES = ["sessionid", "csrftoken", "messages", "django_language", "hipdrive", "x", "$x"]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
KINDS = [
    FORM, JSON, "", "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\xe9", "multipart/mixed; boundary=x", f"{FORM}; charset=utf-99",
    f"{FORM}; charset=utf-16", f"{JSON}; charset=latin-1", f"{JSON};", "application/xml", ";", "/",
]  # fmt: skip
METHODS = ["POST"] * 30 + ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"]
NAMES = [
    "date", "key", "skip", "load", "load_wanted", "pair", "asked", "held", "next", "page", "from",
    "end", "code", "_draft", "_popup", "_to_field", "action", "_selected_action", "p", "q", "o",
]  # fmt: skip

ABSURD = [
    "", " ", "\0", "a\0b", "0", "-1", "1", "2", "10", "11", "999", "1000", "32768", "65536",
    str(2**31), str(2**63), str(-(2**63) - 1), str(2**64), "9" * 400, "1e9", "1e309", "-0", "0.1",
    "0.005", "1,5", "998.999999999", "NaN", "sNaN", "Infinity", "-inf", "1_0", "0x1F", "１２", "٣",
    "²", "true", "on", "yes", "no", "null", "None", "[]", "{}", "[[", "'", '"', "--", "%00", "%s",
    "%(x)s", "{0}", "{{ x }}", "<script>", "../../etc/passwd", "\\", "/", "//x", "http://[", ";",
    "\ud800", "\udfff", "\ufeff", "\u202e", "\u2028", "\x7f", "\x85", "\r\n", "\t", "é", "ß", "İ",
    "😀", "e\u0301" * 60, "x" * 300, "x" * 9_999, "2026-02-30", "0000-00-00", "0001-01-01",
    "1999-12-31", "2026-03-02", "2026-03-03", "9999-12-31", "10000-01-01", "-2026-01-01",
    "2026-W09", "2026-W54", "0000-W01", "9999-W53", "2026-02", "00:00", "24:00", "12:60:61.9999999",
    "glute-bridge", "deadlift", "no-such", "both", "left", "lb", "Europe/Lisbon", "../UTC", "UTC\0",
    "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}",
    "urn:uuid:00000000-0000-0000-0000-000000000001", "zzzzzzzz-0000-0000-0000-000000000000",
    "x@example.org", "x@", "stranger@example.org", "a\r\nBcc: b@example.org", '"a b"@example.org',
    "MQ==", "e30:1abc:def", "e30:1abc", ":::", "eyJ", ".eJw",
]  # fmt: skip
ABSURD_JSON = [
    "null", "true", "false", "0", "-0", "1", "-1", "1.5", "10.0", "1e400", "-1e400", "1E-999",
    "9" * 400, "9" * 5000, str(2**63), str(2**64) + ".5", "NaN", "Infinity", '""', '" "',
    '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"', '"a"', '"deadlift"', '"2026-03-02"',
    '"9999-12-31"', "[]", "{}", "[1]", '{"a":1}', "[" * 500 + "]" * 500, "[" * 9000, "'a'", "01",
    "+1", ".5", "", "0x1", '"' + "x" * 9000 + '"', "/**/1", "1,", "\x00",
]  # fmt: skip

absurd = st.sampled_from(ABSURD) | st.text(max_size=12) | st.integers().map(str)
often = st.sampled_from([True, True, True, False])
seldom = st.sampled_from([False] * 5 + [True])


@dataclass
class Bad:
    """As it goes over the line, but for who sends it."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    kind: str = FORM
    headers: dict = field(default_factory=dict)
    with_csrf: bool = True


@st.composite
def requests(draw, places, others, *, of_admin, forms):
    """At an address of the table, of one's own rows (``places``) or of another runner's.

    ``of_admin``: whether the admin is open; if not it is seldom asked. ``forms``: what pages of
    the admin would send.
    """
    is_admin = draw(often) if of_admin else draw(seldom) and draw(seldom)
    address = draw(st.sampled_from(ADMIN if is_admin else REST))
    of = draw(st.sampled_from([places, places, others]))
    body = _mutated(draw, _filled(forms.get(address) or SENDS.get(address, {}), of))
    method = draw(st.sampled_from(METHODS)) if draw(often) else "GET"
    headers = _headers(draw, places)
    if address.startswith("/api/"):
        if draw(often):
            headers["Authorization"] = f"Bearer {places['log_key']}"
        content, kind = _json(draw, body)
    else:
        content, kind = _form(draw, address, body)
    if draw(seldom):
        kind = draw(st.sampled_from(KINDS))
    if draw(seldom):
        content = draw(st.binary(max_size=60)) or content[: len(content) // 2]
    return Bad(
        method,
        _path(draw, address.format(**of)),
        _urlencoded(_mutated(draw, _filled(QUERIES.get(address, {}), of)) if draw(often) else []),
        content if method != "GET" else b"",
        kind,
        headers,
        draw(st.sampled_from([True] * 20 + [False])),
    )


def _filled(values, places):
    return [
        (name, one.format(**places) if isinstance(one, str) else one)
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]


def _mutated(draw, pairs):
    """Some values absurd, some names dropped, doubled or unheard of."""
    pairs = list(pairs)
    for _ in range(draw(st.integers(0, 3))):
        how = draw(st.sampled_from(["value", "value", "value", "drop", "double", "add", "name"]))
        at = draw(st.integers(0, len(pairs) - 1)) if pairs else None
        if how == "add" or at is None:
            known = [
                "date",
                "key",
                "skip",
                "load",
                "pair",
                "asked",
                "next",
                "page",
                "_draft",
                "end",
            ]
            pairs.append((draw(st.sampled_from(known) | absurd), draw(absurd)))
        elif how == "value":
            pairs[at] = (pairs[at][0], draw(absurd))
        elif how == "name":
            pairs[at] = (draw(absurd), pairs[at][1])
        elif how == "double":
            pairs.insert(at, (pairs[at][0], draw(absurd)))
        else:
            del pairs[at]
    return pairs


def _path(draw, path):
    """Its segments, with one of them seldom absurd."""
    parts = path.split("/")
    if draw(seldom):
        at = draw(st.integers(1, len(parts) - 1))
        parts[at] = quote(draw(absurd).encode(errors="surrogatepass"), safe="")
    return "/".join(parts)


def _headers(draw, places):
    found = {}
    for name in draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=3)):
        known = st.sampled_from(HEADERS[name])
        value = draw(known if name in ("X-Runner", "Content-Length") else known | absurd)
        if value in HEADERS[name]:
            value = value.format(**places) if "{" in value else value
        found[name] = _sendable(value)
    if draw(seldom):
        named = draw(st.lists(st.tuples(st.sampled_from(COOKIES), absurd), max_size=3))
        found["Cookie"] = _sendable("; ".join(f"{name}={value}" for name, value in named))
    return found


def _sendable(value):
    """A server lets through what a header may hold: bytes, but no control characters."""
    text = value.encode(errors="surrogatepass").decode("latin-1")
    return "".join(one for one in text if one == "\t" or (one >= " " and one != "\x7f"))[:8000]


def _json(draw, pairs):
    members = []
    for name, value in pairs:
        said = draw(st.sampled_from(ABSURD_JSON)) if draw(seldom) else json.dumps(value)
        members.append(f"{json.dumps(name)}: {said}")
    text = "{" + ", ".join(members) + "}"
    if draw(seldom):
        text = draw(st.sampled_from(ABSURD_JSON))
    return text.encode(errors="surrogatepass"), JSON


def _form(draw, address, pairs):
    is_upload = address == "/logbook/import/" and draw(often)
    if is_upload:
        pairs = [*pairs, ("file", _file(draw))]
    if is_upload or draw(seldom):
        return _multipart(draw, pairs), "multipart/form-data; boundary=line"
    return _urlencoded(pairs).encode(), FORM


def _urlencoded(pairs):
    def said(text):
        return quote_plus(str(text).encode(errors="surrogatepass"))

    return "&".join(f"{said(name)}={said(value)}" for name, value in pairs)


def _multipart(draw, pairs):
    parts = []
    for name, value in pairs:
        disposition = f'form-data; name="{name}"'
        if isinstance(value, bytes) or draw(seldom):
            disposition += f'; filename="{draw(absurd)}"'
        content = value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")
        head = f"--line\r\nContent-Disposition: {disposition}\r\n"
        if draw(seldom):
            head += f"Content-Transfer-Encoding: {draw(st.sampled_from(['base64', 'x']))}\r\n"
        parts.append(head.encode(errors="surrogatepass") + b"\r\n" + content)
    return b"\r\n".join([*parts, b"--line--" if draw(often) else b""])


def _file(draw):
    content = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(content)))
        noise = draw(absurd.map(lambda text: text.encode(errors="surrogatepass")) | st.binary())
        content = content[:at] + noise + content[at + draw(st.integers(0, 9)) :]
    packed = draw(st.sampled_from(["", "", "", "gzip", "zip", "half", "utf-16", "json"]))
    if packed == "gzip":
        return gzip.compress(content)
    if packed == "zip":
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            made.writestr("sets.csv", content)
        return held.getvalue()
    if packed == "half":
        return gzip.compress(content)[:-9]
    if packed == "utf-16":
        return content.decode(errors="replace").encode("utf-16")
    if packed == "json":
        return draw(st.sampled_from(ABSURD_JSON)).encode(errors="surrogatepass")
    return content
