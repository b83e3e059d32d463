"""What a database says of itself, in SQL that both kinds understand."""

from contextlib import closing

COUNTS = {
    "runners": "SELECT count(*) FROM accounts_user",
    "sets": "SELECT count(*) FROM logbook_setentry WHERE deleted_at IS NULL",
}


def state_of(connection) -> dict:
    """Of a DB-API connection, or Django's."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        state = {"migrations": [list(row) for row in cursor.fetchall()]}
        for name, question in COUNTS.items():
            cursor.execute(question)
            state[name] = cursor.fetchone()[0]
    return state
