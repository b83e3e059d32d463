"""How strongly the glutes were felt with each cue, over all runners.

A session is the sets of an exercise on one day that showed one wording of a cue. A squeeze through
the day shows none.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import fmean, median

from django.db import connection
from django.utils import formats

from ..models import Feedback, SetEntry

# With fewer sessions a mean says nothing; with fewer runners it could tell of one of them (ours).
# Accounts are counted: that several are one person's cannot be seen (docs/coaching.md).
MIN_SESSIONS, MIN_RUNNERS = 20, 5


@dataclass(frozen=True)
class Spread:
    """The mean and the median of felt, 0 to 10, over sessions."""

    mean: float
    median: float


@dataclass(frozen=True)
class CueFeedback:
    """One wording of a cue, and the sessions whose sets showed it."""

    cue: int
    version: int
    sets: int
    sessions: int
    rated: int  # sessions with felt of both sides
    runners: int  # who did the rated sessions
    left: Spread | None
    right: Spread | None
    # Felt (mean of both sides) minus that of the same runners' other sessions of the exercise; a
    # mean over the runners.
    difference: float | None
    compared: int  # runners who have such other sessions

    @property
    def is_hidden(self):
        """There are so few runners that one could be recognised."""
        return self.runners < MIN_RUNNERS

    @property
    def is_too_few(self):
        return self.is_hidden or self.rated < MIN_SESSIONS

    @property
    def signed_difference(self):
        """The difference as ``+0.4`` or ``−1.2``, without a sign where it rounds to 0."""
        rounded = round(self.difference, 1)
        sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
        return sign + formats.number_format(abs(rounded), 1)


def feedback_on_cues(exercise_id: int) -> list[CueFeedback]:
    """By cue and version, in two queries. Values that too few gave are left out."""
    with connection.cursor() as cursor:
        cursor.execute(SPREADS, [exercise_id, exercise_id])
        spreads = defaultdict(list)
        for cue, version, *counted in cursor.fetchall():
            spreads[cue, version].append(counted)
        cursor.execute(DIFFERENCES, [exercise_id, exercise_id])
        compared = {(cue, version): rest for cue, version, *rest in cursor.fetchall()}
    return [_feedback(key, rows, *compared.get(key, (0, 0, None))) for key, rows in spreads.items()]


def _feedback(key, rows, runners, compared, difference):
    """``rows``: (felt left, felt right, sessions, sets)."""
    rated = [row for row in rows if None not in row[:2]]
    feedback = CueFeedback(
        *key,
        sets=sum(row[3] for row in rows),
        sessions=sum(row[2] for row in rows),
        rated=sum(row[2] for row in rated),
        runners=runners,
        left=_spread([(left, sessions) for left, _, sessions, _ in rated]),
        right=_spread([(right, sessions) for _, right, sessions, _ in rated]),
        difference=float(difference) if compared >= MIN_RUNNERS else None,
        compared=compared,
    )
    if feedback.is_hidden:
        feedback = replace(feedback, sets=0, sessions=0, rated=0)
    if feedback.is_too_few:
        feedback = replace(feedback, left=None, right=None, difference=None)
    return feedback


def _spread(counted) -> Spread | None:
    """``counted`` has (value, number of sessions); a value may come several times."""
    values = [value for value, sessions in counted for _ in range(sessions)]
    return Spread(fmean(values), median(values)) if values else None


# Felt is given once a session, so it is joined after the sets are counted.
SHOWN = f"""
    SELECT cue_id, cue_version, user_id, workout_id, COUNT(*) AS sets
    FROM {SetEntry._meta.db_table}
    WHERE exercise_id = %s AND cue_id IS NOT NULL AND deleted_at IS NULL
    GROUP BY cue_id, cue_version, user_id, workout_id
"""  # noqa: S608
SPREADS = f"""
    WITH shown AS ({SHOWN})
    SELECT cue_id, cue_version, felt_left, felt_right, COUNT(*), SUM(sets)
    FROM shown LEFT JOIN {Feedback._meta.db_table} AS feedback
        ON feedback.workout_id = shown.workout_id AND feedback.exercise_id = %s
    GROUP BY cue_id, cue_version, felt_left, felt_right
"""  # noqa: S608
DIFFERENCES = f"""
    WITH shown AS ({SHOWN}),
    own AS (
        SELECT cue_id, cue_version, shown.user_id, COUNT(*) AS sessions,
            SUM((felt_left + felt_right) / 2.0) AS felt
        FROM shown JOIN {Feedback._meta.db_table} AS feedback
            ON feedback.workout_id = shown.workout_id AND feedback.exercise_id = %s
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
