"""Hands on a keyboard: what they type, and how long a person would take for it."""

SECONDS_A_KEYSTROKE = 0.2
# By pinyin with an input method: the beginnings of two or three syllables, and the choice, for each character.
KEYSTROKES_A_CHARACTER = 3


class Hands:
    """Types at somebody's desk and counts the keystrokes; nothing here touches a mouse."""

    def __init__(self, page):
        self.page, self.keystrokes = page, 0

    @property
    def seconds(self):
        return self.keystrokes * SECONDS_A_KEYSTROKE

    def types(self, letters):
        """Letters and digits, each a keystroke, as fast as they come."""
        self.keystrokes += len(letters)
        self.page.keyboard.type(letters)

    def writes(self, words):
        """Words in characters, as an input method hands them over."""
        self.keystrokes += sum(KEYSTROKES_A_CHARACTER if ord(letter) > 127 else 1 for letter in words)
        self.page.keyboard.insert_text(words)

    def presses(self, *keys):
        """Keys one after the other; those held down together count each."""
        for key in keys:
            self.keystrokes += len(key.split("+"))
            self.page.keyboard.press(key)

    def sends(self, key):
        """A key that sends the form; the next page stands when this returns."""
        with self.page.expect_navigation():
            self.presses(key)

    def begins(self, phone="05360000001"):
        """At a fresh desk the caller's number comes first."""
        self.page.goto(self.page.url.split("/", 3)[0] + "//" + self.page.url.split("/", 3)[2] + "/desk")
        self.takes(phone)

    def takes(self, phone):
        """The number of whoever calls, where the cursor stands; Enter leads on to the topic."""
        self.types(phone)
        self.presses("Enter")

    def names(self, topic, road=""):
        """The topic by its initials, then the road by its own; Enter takes the first that fits and leads on."""
        self.types(topic)
        self.presses("Enter")
        self.types(road)
        self.presses("Enter")
