"""How web processes hold on to PostgreSQL: a pool that finds its way back soon after an outage."""

from psycopg import OperationalError
from psycopg_pool import ConnectionPool


def check(connection):
    """Before each use. Where one idle connection is dead, so are most likely the others.

    The pool would find that out one by one, after pauses of 1, 2 and 4 seconds.
    """
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        connection._pool.drain()  # for new ones
        raise


OPTIONS = {
    # Seconds. Longer would only fill the queue of requests; and who has tried in vain for long
    # tries seldom: what is given up soon makes room for a fresh try.
    "pool": {"timeout": 5, "reconnect_timeout": 5, "check": check},
    # Of a machine that is gone and so refuses nothing: seconds, and milliseconds.
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
}
