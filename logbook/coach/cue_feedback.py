"""How strongly the glutes were felt with each cue, over all runners."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from statistics import fmean, median

from django.db import connection
from django.utils import formats

from ..models import Feedback, SetEntry

SESSIONS, RUNNERS = 20, 5  # ours: with fewer there is nothing to tell, or too much


@dataclass(frozen=True)
class Spread:
    """Of felt, 0 to 10, over sessions."""

    mean: float
    median: float


@dataclass(frozen=True)
class Felt:
    """One wording of a cue and the sessions whose sets showed it."""

    cue: int
    version: int
    sets: int
    sessions: int
    told: int  # of those sessions, the ones that told felt on both sides
    runners: int  # who did those
    left: Spread | None
    right: Spread | None
    # To the same runners' other sessions of the exercise, the two sides' mean, each runner once.
    difference: float | None
    compared: int  # runners who have both

    @property
    def is_hidden(self):
        """So few runners that one could be recognised."""
        return self.runners < RUNNERS

    @property
    def is_too_few(self):
        return self.is_hidden or self.told < SESSIONS

    @property
    def signed(self):
        """``+0.4``, ``−1.2``; a difference below the first decimal is none."""
        rounded = round(self.difference, 1)
        sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
        return sign + formats.number_format(abs(rounded), 1)


def felt_of(exercise_id: int) -> list[Felt]:
    """By cue and version, in two queries. What must not be told is not in it."""
    with connection.cursor() as cursor:
        cursor.execute(SPREADS, [exercise_id, exercise_id])
        spreads = defaultdict(list)
        for cue, version, *counted in cursor.fetchall():
            spreads[cue, version].append(counted)
        cursor.execute(DIFFERENCES, [exercise_id, exercise_id])
        compared = {(cue, version): rest for cue, version, *rest in cursor.fetchall()}
    return [_felt(key, rows, *compared.get(key, (0, 0, None))) for key, rows in spreads.items()]


def _felt(key, rows, runners, compared, difference):
    """``rows``: (felt left, felt right, sessions, sets)."""
    told = [row for row in rows if None not in row[:2]]
    felt = Felt(
        *key,
        sets=sum(row[3] for row in rows),
        sessions=sum(row[2] for row in rows),
        told=sum(row[2] for row in told),
        runners=runners,
        left=_spread([(left, sessions) for left, _, sessions, _ in told]),
        right=_spread([(right, sessions) for _, right, sessions, _ in told]),
        difference=float(difference) if compared >= RUNNERS else None,
        compared=compared,
    )
    if felt.is_hidden:
        return replace(felt, sets=0, sessions=0, told=0, left=None, right=None, difference=None)
    if felt.is_too_few:
        return replace(felt, left=None, right=None, difference=None)
    return felt


def _spread(counted) -> Spread | None:
    """Of (value, how many times)."""
    values = list(_sum(counted).elements())
    return Spread(fmean(values), median(values)) if values else None


def _sum(counted):
    times = Counter()
    for value, number in counted:
        times[value] += number
    return times


# A session: the sets of an exercise on one day that showed one wording; a squeeze through the day
# shows none. Felt is told once a
# session, so it is joined after the sets are counted.
SHOWN = f"""
    SELECT cue_id, cue_version, user_id, workout_id, COUNT(*) AS sets
    FROM {SetEntry._meta.db_table}
    WHERE exercise_id = %s AND cue_id IS NOT NULL AND deleted_at IS NULL
    GROUP BY cue_id, cue_version, user_id, workout_id
"""  # noqa: S608
SPREADS = f"""
    WITH shown AS ({SHOWN})
    SELECT cue_id, cue_version, felt_left, felt_right, COUNT(*), SUM(sets)
    FROM shown LEFT JOIN {Feedback._meta.db_table} AS said
        ON said.workout_id = shown.workout_id AND said.exercise_id = %s
    GROUP BY cue_id, cue_version, felt_left, felt_right
"""  # noqa: S608
DIFFERENCES = f"""
    WITH shown AS ({SHOWN}),
    own AS (
        SELECT cue_id, cue_version, shown.user_id, COUNT(*) AS sessions,
            SUM((felt_left + felt_right) / 2.0) AS felt
        FROM shown JOIN {Feedback._meta.db_table} AS said
            ON said.workout_id = shown.workout_id AND said.exercise_id = %s
        WHERE felt_left IS NOT NULL AND felt_right IS NOT NULL
        GROUP BY cue_id, cue_version, shown.user_id
    ),
    whole AS (
        SELECT user_id, SUM(sessions) AS sessions, SUM(felt) AS felt FROM own GROUP BY user_id
    )
    SELECT cue_id, cue_version, COUNT(*),
        SUM(CASE WHEN whole.sessions > own.sessions THEN 1 ELSE 0 END),
        AVG(own.felt / own.sessions
            - (whole.felt - own.felt) / NULLIF(whole.sessions - own.sessions, 0))
    FROM own JOIN whole ON whole.user_id = own.user_id
    GROUP BY cue_id, cue_version
"""  # noqa: S608
