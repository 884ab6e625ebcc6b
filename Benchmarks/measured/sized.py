"""A hotline with a past of one length: its books, its server, and how long it took to answer."""

import json
import random
import statistics

from .asking import percentile, table
from .books import books_in
from .checking import check
from .history import History
from .program import Server, open_hotline, run
from .questions import Questions
from .recording import Recording


class SizedHotline:
    def __init__(self, folder, cases, file, database):
        self.cases, self.history = cases, History(file, cases)
        place = folder / f"{'postgres' if database else 'data'}-{cases}"
        self.books = books_in(place, database)
        self.filled_note, self.recorded_note = (folder / f"{word}-{place.name}.json" for word in ["filled", "recorded"])
        self.server = None

    def read_history(self):
        """Unless it was read already."""
        self.filled = json.loads(self.filled_note.read_text()) if self.filled_note.exists() else self.fill()
        self.filled_note.write_text(json.dumps(self.filled))
        print(f"{self.books.name}: {self.filled['said']}\nread and indexed {self.cases / self.filled['seconds']:.0f} cases a second, "
              f"{self.filled['peak']:.0f} MB at the peak; {self.filled['bytes']:.0f} bytes a case, everything counted; "
              f"{self.filled['under way']} cases are under way", flush=True)

    def fill(self):
        """Reads the history, and tells how that went."""
        open_hotline(self.books, keeps_personal_words=True)
        empty = self.books.bytes()
        said, seconds, peak = run("import", "cases", self.history.file, books=self.books)
        return {"said": next(line for line in said.splitlines() if line.startswith("read ")), "seconds": seconds, "peak": peak,
                "bytes": (self.books.bytes() - empty) / self.cases,
                "under way": self.books.ask("SELECT COUNT(*) FROM cases WHERE ended_at IS NULL")[0][0]}

    def open(self):
        """Starts the server, and asks each kind of question once."""
        self.server = Server(self.books)
        print(f"over {self.cases:,} cases the server answered after {self.server.seconds_to_start:.1f} s", flush=True)
        self.questions = Questions(self.server, self.books, self.history)
        self.first = {name: self.questions.ask(draw())[1] for name, (_, draw) in self.questions.kinds.items()}
        self.wanted = {name: limit for name, (limit, _) in self.questions.kinds.items()}
        self.took = {name: [] for name in self.wanted}
        self.length = {name: [] for name in self.wanted}
        self.told = [row for _, row in self.history.some(500, random.Random(7))]
        self.recorded, self.recording_took, self.paces = {}, [], []

    def ask(self, names):
        """Asks one of each of these, while others record."""
        recording = Recording(self.server, self.told)
        for name in names:
            said, milliseconds = self.questions.ask(self.questions.kinds[name][1]())
            self.took[name].append(milliseconds)
            self.length[name].append(len(said))
        recorded, took, a_second = recording.stop()
        self.recorded |= recorded
        self.recording_took += took
        self.paces.append(a_second)
        self.memory = self.server.memory()

    def tell(self):
        print(f"over {self.cases:,} cases {statistics.median(self.paces):.1f} a second were recorded meanwhile, each in "
              f"{statistics.median(self.recording_took):.1f} ms, p99 {percentile(self.recording_took, 0.99):.1f} ms")
        print(table(["ms", "first", "median", "p99", "wanted"],
                    [[name, *[f"{one:.1f}" for one in [self.first[name], statistics.median(ms), percentile(ms, 0.99)]],
                      self.wanted[name]] for name, ms in self.took.items()]), flush=True)

    def check(self):
        """Holds answers against slow queries; gives how many are wrong."""
        # In the books there is also what earlier runs recorded.
        if self.recorded_note.exists():
            self.recorded = json.loads(self.recorded_note.read_text()) | self.recorded
        self.recorded_note.write_text(json.dumps(self.recorded))
        problems, looked = check(self.questions, self.books, self.history, self.recorded)
        print(f"{looked} answers over {self.cases:,} cases held against slow queries: {len(problems) or 'none'} wrong",
              *problems, sep="\n  ", flush=True)
        return len(problems)

    def stop(self):
        if self.server:
            self.server.stop()
