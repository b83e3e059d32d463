"""Small FIT files, as a watch writes them while one trains strength."""

import struct
from datetime import UTC, datetime

EPOCH = int(datetime(1989, 12, 31, tzinfo=UTC).timestamp())
ENUM, UINT16, UINT32 = (0x00, "B", 1), (0x84, "H", 2), (0x86, "I", 4)
# (number of the field, its type, how many of it)
SET = (
    (254, UINT32, 1), (0, UINT32, 1), (3, UINT16, 1), (4, UINT16, 1), (5, ENUM, 1),
    (7, UINT16, 2), (8, UINT16, 2),
)  # fmt: skip
ACTIVITY = ((253, UINT32, 1), (5, UINT32, 1))
FILE_ID = ((0, ENUM, 1),)
NONE_16 = 0xFFFF
DEADLIFT, HIP_RAISE, PLANK, UNKNOWN = 8, 10, 19, 65534


def seconds(text):
    return int(datetime.fromisoformat(text).timestamp()) - EPOCH


def fit(*sets, offset=None):
    """``sets`` are (moment, repetitions, kg, category, subtype, seconds, is active)."""
    body = _definition(0, 0, FILE_ID) + bytes([0x00, 4]) + _definition(1, 225, SET)
    for at, amount, kg, category, subtype, duration, is_active in sets:
        body += bytes([0x01]) + struct.pack(
            "<IIHHB2H2H", seconds(at), duration * 1000, NONE_16 if amount is None else amount,
            NONE_16 if kg is None else round(kg * 16), is_active, category, NONE_16, subtype,
            NONE_16,
        )  # fmt: skip
    if offset is not None:
        at = seconds(sets[-1][0])
        body += _definition(2, 34, ACTIVITY) + bytes([0x02]) + struct.pack("<II", at, at + offset)
    header = struct.pack("<BBHI4s", 12, 0x20, 2195, len(body), b".FIT")
    return header + body + struct.pack("<H", 0)


def _definition(local, message, fields):
    sizes = b"".join(bytes([n, kind[2] * many, kind[0]]) for n, kind, many in fields)
    return bytes([0x40 | local, 0, 0]) + struct.pack("<HB", message, len(fields)) + sizes


def strength():
    return fit(
        ("2026-02-02T17:05:00Z", 5, 60, DEADLIFT, 0, 40, 1),
        ("2026-02-02T17:06:00Z", None, None, UNKNOWN, NONE_16, 90, 0),
        ("2026-02-02T17:08:00Z", 8, None, HIP_RAISE, 30, 40, 1),
        ("2026-02-02T17:10:00Z", None, None, PLANK, 43, 60, 1),
        ("2026-02-02T17:12:00Z", 9, None, UNKNOWN, NONE_16, 30, 1),
    )
