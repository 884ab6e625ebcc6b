"""The books, opened by hand: how large they are, and what a query says that uses no index."""

import json
import os
import pathlib
import secrets
import sqlite3
import subprocess

# The case's own tables: with them a bulk load has the same rows.
TABLES = ["cases", "case_events", "case_units", "clock_segments"]


def books_in(folder, database=None):
    """Books in the folder, empty if there are none; or, given the URL of any database of a PostgreSQL server, in one there that
    the folder has the name of."""
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    return PostgresBooks(folder, database) if database else SQLiteBooks(folder)


class SQLiteBooks:
    name = "SQLite"

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.file = self.folder / "huiyin.sqlite"
        self.environment = {name: value for name, value in os.environ.items() if name != "HUIYIN_DATABASE"}

    def ask(self, query):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def ask_slowly(self, query):
        """The same, reading the whole of `cases`."""
        return self.ask(query.replace("FROM cases", "FROM cases NOT INDEXED"))

    def bytes(self):
        """Of the file, once its log is in it."""
        connection = sqlite3.connect(self.file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
        return self.file.stat().st_size

    def drop(self):
        pass


class PostgresBooks:
    name = "PostgreSQL"

    def __init__(self, folder, server):
        self.folder = pathlib.Path(folder)
        self.server = server
        note = self.folder / "database.name"
        is_new = not note.exists()
        if is_new:
            note.write_text("size_" + secrets.token_hex(6))
        self.database = note.read_text()
        self.url = server.rpartition("/")[0] + "/" + self.database
        self.environment = {**os.environ, "HUIYIN_DATABASE": self.url}
        if is_new:
            psql(server, f"CREATE DATABASE {self.database}")

    def ask(self, query, settings=""):
        # As JSON, which tells a code of digits from a number.
        said = psql(self.url, f"{settings}SELECT row_to_json(answer) FROM ({query}) AS answer")
        return [tuple(json.loads(line).values()) for line in said.splitlines()]

    def ask_slowly(self, query):
        return self.ask(query, "".join(
            f"SET enable_{way} = off; " for way in ["indexscan", "indexonlyscan", "bitmapscan"]))

    def bytes(self):
        psql(self.url, "VACUUM")
        return self.ask(f"SELECT pg_database_size('{self.database}')")[0][0]

    def drop(self):
        psql(self.server, f"DROP DATABASE {self.database} WITH (FORCE)")


def psql(address, statement):
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", address, "-c", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ).stdout.strip("\n")
