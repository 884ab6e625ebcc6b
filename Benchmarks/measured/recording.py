"""Those who record cases while others ask: steadily, from a process of their own."""

import json
import multiprocessing
import threading
import time

from .asking import Line

# Numbers that no caller of the history has.
FIRST_PHONE = 99_000_000


class Recording:
    """Fifty cases a second, told as the callers of the history told theirs."""

    def __init__(self, server, told, a_second=50, hands=8):
        self.stopping = multiprocessing.Event()
        self.heard, self.saying = multiprocessing.Pipe(duplex=False)
        tokens = [row["token"] for row in server.those_who_are("agent")[:hands]]
        self.process = multiprocessing.Process(
            target=work, args=(server.port, tokens, told, a_second, self.stopping, self.saying), daemon=True)
        self.process.start()

    def stop(self):
        """Gives what was recorded, by number, how long each took, and how many a second it were."""
        self.stopping.set()
        result = self.heard.recv()
        self.process.join()
        return result


def work(port, tokens, told, a_second, stopping, saying):
    recorded, took, started = {}, [], time.monotonic()

    def hand(index):
        line, turn = Line(port, tokens[index]), index
        while not stopping.is_set():
            # Each case has its moment: a slow answer does not make the next one later.
            time.sleep(max(0, started + turn / a_second - time.monotonic()))
            words = told[turn % len(told)]
            said, milliseconds = line.ask("/api/v1/cases", json.dumps(case(turn, words)).encode())
            recorded[json.loads(said)["number"]] = {
                "phone": "", "road": road(words), "description": words["description"]}
            took.append(milliseconds)
            turn += len(tokens)

    hands = [threading.Thread(target=hand, args=(index,)) for index in range(len(tokens))]
    for thread in hands:
        thread.start()
    for thread in hands:
        thread.join()
    saying.send((recorded, took, len(recorded) / (time.monotonic() - started)))


def case(turn, words):
    return {
        "source": "phone", "kind": "repair", "topic": "LD01", "event": "quick_dispatch",
        "caller": {"phone": f"0536{FIRST_PHONE + turn % 1_000_000}", "name": "测试甲", "wantsCallback": True},
        "place": {"area": words["area"], "road": road(words)},
        "description": words["description"],
    }


def road(words):
    """Where nobody said one, the unit is found by some other."""
    return words["road"] or "胜利街"
