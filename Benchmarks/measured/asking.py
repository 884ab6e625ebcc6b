"""Somebody at a desk: keeps a line to the server, asks, and notes how long the answer took."""

import http.client
import json
import math
import time
import urllib.parse


# Seconds.
MOST_SILENCE = 20


class Refused(Exception):
    """An answer that is none."""


class Line:
    """A connection to the server, by a token or, for pages, by the cookie of somebody who has signed in."""

    def __init__(self, port, token=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Authorization": "Bearer " + token} if token else {}
        self.asked_at = time.monotonic()

    def sign_in(self, account):
        form = urllib.parse.urlencode({"account": account["account"], "password": account["password"]})
        self.connection.request("POST", "/login", form, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = self.connection.getresponse()
        answer.read()
        cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        if answer.status >= 400 or not cookies:
            raise Refused(f"sign-in of {account['account']}: {answer.status}")
        self.headers = {"Cookie": "; ".join(cookies)}
        return self

    def ask(self, path, body=None, **query):
        """Gives the answer's bytes and how many milliseconds it took."""
        query = {name: text for name, text in query.items() if text is not None}
        if query:
            path += ("&" if "?" in path else "?") + urllib.parse.urlencode(query, quote_via=urllib.parse.quote)
        headers = {**self.headers, "Content-Type": "application/json"} if body else self.headers
        # The server lets go of lines on which nobody says anything.
        if time.monotonic() - self.asked_at > MOST_SILENCE:
            self.connection.close()
        self.asked_at = time.monotonic()
        started = time.perf_counter()
        self.connection.request("POST" if body else "GET", path, body, headers)
        answer = self.connection.getresponse()
        said = answer.read()
        took = (time.perf_counter() - started) * 1000
        if not 200 <= answer.status < 300:
            raise Refused(f"{path}: {answer.status} {said[:200].decode(errors='replace')}")
        return said, took

    def items(self, path, **query):
        return [item["number"] for item in json.loads(self.ask(path, **query)[0])["items"]]


def cursor(case):
    """Where a list goes on below the case with this id, as the API writes it."""
    digits, rest = "", abs(case)
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return ("c" if case > 0 else "o") + digits


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * share) - 1)]


def table(heads, rows):
    """Columns made even, numbers to the right."""
    rows = [list(map(str, row)) for row in [heads, *rows]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                  for column, (cell, width) in enumerate(zip(row, widths))).rstrip()
        for row in rows)
