"""What people ask of the books all day, with parameters drawn from them, and what would be the right answer."""

import csv
import html
import random
import re
from dataclasses import dataclass, field

from .asking import Line, cursor
from .history import a_word
from .program import ROOT

LIVE = "signing,handling,suspended"
LENGTH = 50


@dataclass
class Question:
    """One that can be asked again: where, with which parameters, and by whom."""

    path: str
    query: dict = field(default_factory=dict)
    asker: str = "agent"
    # What a slow query must say: conditions on the row in the books, words in what was said, or a count.
    condition: str | None = None
    needles: list = field(default_factory=list)
    phone: str | None = None
    month: str | None = None


class Questions:
    """Draws questions; each kind has its name, and how long it may take."""

    def __init__(self, server, books, history, seed=1):
        self.chance = random.Random(seed)
        self.first = books.ask("SELECT MIN(id) FROM cases")[0][0]
        sample = history.some(4000, self.chance)
        ids = ", ".join(str(self.first + index) for index, _ in sample)
        columns = ["id", "number", "unit", "topic", "district", "area", "kind", "stage", "local_day"]
        facts = {row[0]: dict(zip(columns, row)) for row in
                 books.ask(f"SELECT {', '.join(columns)} FROM cases WHERE id IN ({ids})")}
        # By its place in the file and by its row in the books.
        self.cases = [{**row, **facts[self.first + index]} for index, row in sample]
        self.within = areas()
        self.lines = self.askers(server)
        self.kinds = {
            "wall's figures": (20, self.wall), "wall's board": (20, self.board),
            "unit's inbox": (20, self.inbox), "unit's page": (20, self.unit_page),
            "caller's earlier cases": (20, self.caller),
            "case": (20, self.case), "case's page": (20, self.case_page),
            "newest cases": (20, self.newest), "cases further down": (20, self.further_down),
            "cases filtered": (20, self.filtered), "queue's page": (20, self.queue_page),
            "month's figures": (200, self.figures),
            "search, two characters": (200, self.word), "search, several words": (200, self.words),
            "search, filtered": (200, self.words_filtered),
        }

    def askers(self, server):
        """An open line for each who asks."""
        lines = {"agent": Line(server.port, server.token("agent01")), "browser": Line(server.port).sign_in(server.accounts["agent02"]),
                 "director": Line(server.port).sign_in(server.accounts["director1"])}
        self.units = {}
        busy = {case["unit"] for case in self.cases if case["unit"]}
        names = {row["name"]: row["code"] for row in rows_of("units.csv")}
        for row in server.those_who_are("unitOperator"):
            code = names.get(row["unit"])
            if code in busy and len(self.units) < 8:
                lines[code] = Line(server.port, row["token"])
                lines["browser " + code] = Line(server.port).sign_in(row)
                self.units[code] = row["account"]
        return lines

    def ask(self, question):
        return self.lines[question.asker].ask(question.path, **question.query)

    # Each draws one.

    def wall(self):
        return Question("/api/v1/wall", condition="wall")

    def board(self):
        return Question("/wall/board", asker="director")

    def inbox(self):
        unit = self.chance.choice(list(self.units))
        stages = "'" + LIVE.replace(",", "','") + "'"
        return Question("/api/v1/cases", {"stage": LIVE, "limit": LENGTH}, unit,
                        f"stage IN ({stages}) AND id IN (SELECT case_id FROM case_units WHERE unit = '{unit}')")

    def unit_page(self):
        return Question("/unit", asker="browser " + self.chance.choice(list(self.units)))

    def caller(self):
        phone = self.chance.choice(self.cases)["phone"]
        return Question("/api/v1/cases", {"caller": phone, "limit": LENGTH}, phone=phone) if phone else self.caller()

    def case(self):
        case = self.chance.choice(self.cases)
        return Question("/api/v1/cases/" + case["number"], condition=f"id = {case['id']}")

    def case_page(self):
        return Question("/cases/" + self.chance.choice(self.cases)["number"], asker="browser")

    def newest(self):
        return Question("/api/v1/cases", {"limit": LENGTH}, condition="1 = 1")

    def further_down(self):
        case = self.chance.choice(self.cases)["id"]
        return Question("/api/v1/cases", {"limit": LENGTH, "after": cursor(case)}, condition=f"id < {case}")

    def filtered(self):
        case = self.chance.choice(self.cases)
        query, conditions = self.filters(case, self.chance.randint(1, 2), ["unit", "topic", "area", "kind", "from"])
        return Question("/api/v1/cases", {"limit": LENGTH, **query}, condition=" AND ".join(conditions))

    def queue_page(self):
        path = self.chance.choice(["/queue?view=all", "/queue?view=all&order=newest", "/queue?view=over", "/queue?view=mine"])
        case = self.chance.choice(self.cases)
        narrowed = {"topic": case["topic"]} if self.chance.random() < 0.5 and case["topic"] else {}
        return Question(path, narrowed, "browser")

    def figures(self):
        month = self.chance.choice(self.cases)["local_day"][:7]
        return Question("/figures", {"month": month}, "director", month=month)

    def word(self):
        word = a_word(self.chance.choice(self.cases), self.chance)
        return Question("/api/v1/cases", {"q": word, "limit": LENGTH}, needles=[word]) if word else self.word()

    def words(self):
        return self.said(self.chance.choice(self.cases), self.chance.randint(2, 3), 0)

    def words_filtered(self):
        return self.said(self.chance.choice(self.cases), self.chance.randint(1, 2), self.chance.randint(1, 3))

    def said(self, case, count, narrowings):
        needles = [a_word(case, self.chance, self.chance.choice([2, 2, 3, 4])) for _ in range(count)]
        if None in needles:
            return self.words()
        query, conditions = self.filters(case, narrowings, ["area", "topic", "unit", "from"])
        return Question("/api/v1/cases", {"q": " ".join(needles), "limit": LENGTH, **query},
                        condition=" AND ".join(conditions) or None, needles=needles)

    def filters(self, case, count, names):
        """Some that fit the case, as a query and as conditions on its row."""
        query, conditions = {}, []
        names = [name for name in names if name == "from" or case[name]]
        for name in self.chance.sample(names, min(count, len(names))):
            if name == "from":
                year = case["local_day"][:4]
                query |= {"from": year + "-01-01", "to": year + "-12-31"}
                conditions.append(f"local_day >= '{year}-01-01' AND local_day <= '{year}-12-31'")
            elif name == "area":
                area = self.chance.choice([case["area"], case["district"] or case["area"]])
                query["area"] = area
                inside = "'" + "', '".join(self.within[area]) + "'"
                conditions.append(f"(area IN ({inside}) OR district IN ({inside}))")
            else:
                query[name] = case[name]
                conditions.append(f"{name} = '{case[name]}'")
        return query, conditions


def rows_of(table):
    with open(ROOT / "Cities/weifang" / table, newline="") as file:
        return list(csv.DictReader(file))


def areas():
    """Each area's code, with those of all that lies in it."""
    parents = {row["code"]: row["parent"] for row in rows_of("areas.csv")}
    within = {code: [] for code in parents}
    for code in parents:
        above = code
        while above:
            within[above].append(code)
            above = parents.get(above)
    return within


def cells(page):
    """A page's table, row by row, as words."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[html.unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in rows]
