#!/usr/bin/env python3
"""Reads a written past, and beside it lets the database's own bulk load take the same rows.

    Benchmarks/import.py [CASES]

The same rows go into tables with the same indexes, in transactions of as many cases, with the same care for the disk:
SQLite by prepared inserts from memory, PostgreSQL (HUIYIN_TEST_POSTGRES names a server) by COPY. Prints what a case takes
of the disk, everything counted.
"""

import os
import pathlib
import re
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARY = pathlib.Path(os.environ.get("HUIYIN_BINARY", ROOT / ".build/release/huiyin"))
POSTGRES = os.environ.get("HUIYIN_TEST_POSTGRES")
TABLES = ["cases", "case_events", "case_units", "clock_segments"]
PIECE = 1000


def run(*arguments, env=None):
    """Runs the program to its end, under GNU time; gives what it said, the seconds, the peak of memory in MB."""
    command = ["/usr/bin/env", "time", "-f", "peak %M", str(BINARY), *map(str, arguments)]
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}, capture_output=True, text=True)
    seconds = time.monotonic() - started
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout, seconds, int(re.search(r"peak (\d+)", done.stderr)[1]) / 1024


def open_demonstration(folder, env=None):
    """Loads the city and its people."""
    server = subprocess.Popen(
        [BINARY, "serve", "--demo", "--data", folder, "--port", "0"],
        cwd=ROOT, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, text=True,
    )
    for line in server.stdout:
        if "look at:" in line:
            break
    server.terminate()
    server.wait()


def size(folder):
    """The file's length once its log is in it."""
    books = sqlite3.connect(folder / "huiyin.sqlite")
    books.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    books.close()
    return (folder / "huiyin.sqlite").stat().st_size


def bulk_sqlite(source, folder, cases):
    old = sqlite3.connect(source)
    schema = [
        row[0] for row in old.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN "
                                      "('cases', 'case_events', 'case_units', 'clock_segments')")
    ]
    new = sqlite3.connect(folder / "bulk.sqlite", isolation_level=None)
    for pragma in ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "wal_autocheckpoint = 20000",
                   "cache_size = -64000"]:
        new.execute(f"PRAGMA {pragma}")
    for statement in schema:
        new.execute(statement)
    spent = 0.0
    low = old.execute("SELECT MIN(id) FROM cases").fetchone()[0]
    for start in range(low, low + cases, PIECE):
        rows = {}
        for table in TABLES:
            key = "id" if table == "cases" else "case_id"
            rows[table] = old.execute(
                f"SELECT * FROM {table} WHERE {key} >= ? AND {key} < ?", (start, start + PIECE)).fetchall()
        started = time.monotonic()
        new.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            if values:
                marks = ", ".join("?" for _ in values[0])
                new.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        new.execute("COMMIT")
        spent += time.monotonic() - started
    return spent


def psql(address, statement, **more):
    return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", address, "-c", statement],
                          check=True, capture_output=True, text=True, **more).stdout.strip()


def bulk_postgres(address, folder):
    server = address.rpartition("/")[0]
    name = "bulk_" + secrets.token_hex(6)
    psql(server + "/postgres", f"CREATE DATABASE {name}")
    try:
        dump = subprocess.run(["pg_dump", "--schema-only", address], check=True, capture_output=True, text=True).stdout
        subprocess.run(["psql", "-X", "-q", f"{server}/{name}"], input=dump, text=True, check=True, stdout=subprocess.DEVNULL)
        spent = 0.0
        for table in TABLES:
            file = folder / f"{table}.copy"
            psql(address, f"\\copy {table} TO '{file}'")
            started = time.monotonic()
            psql(f"{server}/{name}", f"\\copy {table} FROM '{file}'")
            spent += time.monotonic() - started
            file.unlink()
        return spent
    finally:
        psql(server + "/postgres", f"DROP DATABASE {name}")


def tell(name, cases, import_seconds, peak, bulk_seconds, bytes_a_case):
    print(f"{name}: import {cases / import_seconds:.0f} cases a second ({import_seconds:.1f} s, {peak:.0f} MB of memory), "
          f"its own bulk load {cases / bulk_seconds:.0f} ({bulk_seconds:.1f} s): {bulk_seconds / import_seconds:.2f} of it; "
          f"{bytes_a_case:.0f} bytes a case")


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        history = folder / "history.csv"
        said, seconds, _ = run("simulate", "--history", "2004-01..2018-09", "--cases", cases, "--output", history)
        print(said.splitlines()[-1])
        print(f"written at {cases / seconds:.0f} cases a second, {history.stat().st_size / cases:.0f} bytes a case")
        data = folder / "data"
        open_demonstration(data)
        empty = size(data)
        _, seconds, peak = run("import", "cases", history, "--data", data)
        grown = size(data) - empty
        tell("SQLite", cases, seconds, peak, bulk_sqlite(data / "huiyin.sqlite", folder, cases), grown / cases)
        if POSTGRES:
            server = POSTGRES.rpartition("/")[0]
            name = "books_" + secrets.token_hex(6)
            psql(server + "/postgres", f"CREATE DATABASE {name}")
            env = {"HUIYIN_DATABASE": f"{server}/{name}"}
            open_demonstration(folder / "pg", env)
            empty = int(psql(f"{server}/{name}", f"SELECT pg_database_size('{name}')"))
            _, seconds, peak = run("import", "cases", history, "--data", folder / "pg", "--rejects", folder / "r.csv", env=env)
            grown = int(psql(f"{server}/{name}", f"SELECT pg_database_size('{name}')")) - empty
            tell("PostgreSQL", cases, seconds, peak, bulk_postgres(f"{server}/{name}", folder), grown / cases)
            psql(server + "/postgres", f"DROP DATABASE {name}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
