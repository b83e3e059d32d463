"""A pool of PostgreSQL connections that recovers soon after an outage."""

from psycopg import OperationalError
from psycopg_pool import ConnectionPool


def check(connection):
    """Check a connection before each use, and replace all idle ones when it is dead.

    Where one is dead, most likely all are. The pool alone would find that out one by one, after
    pauses of 1, 2 and 4 seconds.
    """
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        connection._pool.drain()
        raise


OPTIONS = {
    # Seconds. Waiting longer only fills the queue of requests, and the pool tries ever less often
    # to reconnect: giving up soon makes room for a fresh try.
    "pool": {"timeout": 5, "reconnect_timeout": 5, "check": check},
    # For a machine that is gone and so does not even refuse: seconds, and milliseconds.
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
}
