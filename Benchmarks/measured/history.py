"""The written past: what was said in it, in clear, as the books do not hold it."""

import csv
import random
import re

CHINESE = re.compile("[\u4e00-\u9fff]{2,}")

WISH = re.compile(r'"expectation":"([^"]*)"')


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
