"""The written past: what was said in it, in clear, as the books do not hold it."""

import csv
import random
import re
import sys

from .program import run

CHINESE = re.compile("[\u4e00-\u9fff]{2,}")

# A life that goes on after a unit has signed: its steps until then.
SIGNED = re.compile(r"((?:(?:receive|submit|register|dispatch|quick_dispatch)\|[^;]*;)+sign\|[^;]*);")
LINKED = re.compile(r"\|into=(\w+)")
WISH = re.compile(r'"expectation":"([^"]*)"')


def write(file, cases):
    """Writes fifteen years in as many cases; gives how many of them have not ended."""
    said = run("simulate", "--history", "2004-01..2018-09", "--cases", cases, "--output", file)[0]
    return cases - int(re.search(r"(\d+) ended", said)[1])


def leave_under_way(file, count):
    """Cuts the newest lives short where a unit has signed, until so many more cases have not ended.

    Cases into which others were linked are left alone: those others need them as they were.
    """
    if not count:
        return  # and do not hold the longest of histories in memory
    with open(file, newline="") as lines:
        head, *rows = csv.reader(lines)
    life, ref = head.index("life"), head.index("ref")
    parents = {into for row in rows for into in LINKED.findall(row[life])}
    for row in reversed(rows):
        if count and row[ref] not in parents and (signed := SIGNED.match(row[life])):
            row[life] = signed[1]
            count -= 1
    if count:
        sys.exit(f"{file} has {count} lives too few that can be cut short")
    with open(file, "w", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([head, *rows])


class History:
    """Row by row; a row's case has the row's place, counted from the books' first id, if no row was rejected."""

    def __init__(self, file, cases):
        self.file = file
        self.cases = cases

    def rows(self):
        with open(self.file, newline="") as file:
            reader = csv.reader(file)
            place = {name: index for index, name in enumerate(next(reader))}
            columns = [place[name] for name in ["caller.phone", "place.area", "place.road", "place.estate", "description", "life"]]
            for index, row in enumerate(reader):
                phone, area, road, estate, description, life = (row[column] for column in columns)
                # What the caller wants is put down in the middle of a life.
                wish = WISH.search(life)
                yield index, {"phone": phone, "area": area, "road": road, "estate": estate, "description": description,
                              "wish": wish[1] if wish else ""}

    def some(self, count, chance):
        """Rows at random, in the order of the file."""
        wanted = set(chance.sample(range(self.cases), min(count, self.cases)))
        return [(index, row) for index, row in self.rows() if index in wanted]


def texts(row):
    """What somebody may look for in it."""
    return [row["description"].lower(), row["road"].lower(), row.get("estate", "").lower(), row.get("wish", "").lower()]


def a_word(row, chance, length=2):
    """Neighbouring characters of what was said."""
    runs = [run for run in CHINESE.findall(row["description"]) if len(run) >= length]
    if not runs:
        return None
    run = chance.choice(runs)
    start = chance.randrange(len(run) - length + 1)
    return run[start:start + length]
