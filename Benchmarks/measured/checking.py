"""Holds a sample of answers against queries that use no index, and against what was said in the written past."""

import datetime
import json

from .history import texts
from .questions import LENGTH, cells

# How many of each kind: a slow query reads everything.
EACH = 5
# No search opens more cases than these (docs/decisions/blind-search.md): what lies behind them is not shown.
UNSEEN = "cut"


def check(questions, books, history, recorded):
    """Gives what was found wrong, kind by kind, and how many answers were looked at; nobody may be recording any more."""
    drawn = [(name, draw()) for name, (_, draw) in questions.kinds.items() for _ in range(EACH)]
    drawn = [(name, question) for name, question in drawn if question.condition or question.needles or question.phone or question.month]
    spoken = [question for _, question in drawn if question.needles or question.phone]
    found = {id(question): set() for question in spoken}
    fresh = dict(books.ask("SELECT number, id FROM cases WHERE id >= " + str(questions.first + history.cases)))
    rows = ((questions.first + index, row) for index, row in history.rows())
    later = ((fresh[number], words) for number, words in recorded.items())
    for case, row in (*rows, *later):
        held = None
        for question in spoken:
            if question.phone:
                if row["phone"] == question.phone:
                    found[id(question)].add(case)
                continue
            held = held or texts(row)
            if all(any(needle in text for text in held) for needle in question.needles):
                found[id(question)].add(case)
    problems, looked = [], 0
    for name, question in drawn:
        looked += 1
        wrong = compare(question, questions, books, found.get(id(question)))
        if wrong:
            problems.append(f"{name}: {question.path} {question.query}: {wrong}")
    return problems, looked


def compare(question, questions, books, found):
    """What is wrong with the answer; nothing, mostly."""
    said = questions.ask(question)[0]
    if question.month:
        return figures(said.decode(), question.month, books)
    answer = json.loads(said)
    if question.condition == "wall":
        wanted = books.ask_slowly("SELECT COUNT(*) FROM cases WHERE ended_at IS NULL")[0][0]
        return None if answer["cases"]["open"] == wanted else f"{answer['cases']['open']} open, {wanted} in the books"
    if "items" not in answer:
        wanted = books.ask(f"SELECT COUNT(*) FROM case_events WHERE case_{question.condition}")[0][0]
        return None if len(answer["events"]) == wanted else f"{len(answer['events'])} events, {wanted} in the books"
    numbers = [item["number"] for item in answer["items"]]
    if found is None:
        wanted = books.ask_slowly(f"SELECT number FROM cases WHERE {question.condition} ORDER BY id DESC LIMIT {LENGTH}")
        wanted = [str(number) for number, in wanted]
    else:
        if question.condition:
            found &= {case for case, in books.ask_slowly(f"SELECT id FROM cases WHERE {question.condition}")}
        newest = sorted(found, reverse=True)[:LENGTH]
        names = dict(books.ask(f"SELECT id, number FROM cases WHERE id IN ({', '.join(map(str, newest))})")) if newest else {}
        wanted = [str(names[case]) for case in newest]
    if numbers == wanted:
        return None
    return f"{len(numbers)} cases, wanted {len(wanted)}; first difference at {first_difference(numbers, wanted)}"


def figures(page, month, books):
    """The sum of what units have finished, beside the events that say so."""
    time = datetime.timezone(datetime.timedelta(hours=8))
    first = datetime.datetime.fromisoformat(month + "-01").replace(tzinfo=time)
    after = (first + datetime.timedelta(days=32)).replace(day=1)
    wanted = books.ask(f"SELECT COUNT(*) FROM case_events WHERE kind = 'submit_feedback' AND at >= {first.timestamp() * 1000:.0f} "
                       f"AND at < {after.timestamp() * 1000:.0f}")[0][0]
    rows = cells(page)
    sums = [row for row in rows if row and row[0] == "合计"]
    said = int(sums[0][2]) if sums else 0
    return None if said == wanted else f"{said} finished, {wanted} in the books"


def first_difference(one, other):
    pairs = list(zip(one, other))
    return next((index for index, (mine, theirs) in enumerate(pairs) if mine != theirs), len(pairs))
