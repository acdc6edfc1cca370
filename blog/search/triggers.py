"""The triggers that stand on a table, each set of them known by how their names begin."""

STANDING = {
    "sqlite": (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s "
        "AND instr(name, %s) = 1"
    ),
    "postgresql": (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relname = %s AND starts_with(tgname, %s) AND pg_table_is_visible(pg_class.oid)"
    ),
}
DROP = {"sqlite": 'DROP TRIGGER "{name}"', "postgresql": 'DROP TRIGGER "{name}" ON "{table}"'}


def standing(cursor, table: str, prefix: str) -> set[str]:
    """Return the names that begin so; none where there is no such table."""
    cursor.execute(STANDING[cursor.db.vendor], [table, prefix])
    return {row[0] for row in cursor.fetchall()}


def remove(cursor, table: str, prefix: str) -> None:
    for name in standing(cursor, table, prefix):
        cursor.execute(DROP[cursor.db.vendor].format(name=name, table=table))
