"""An administrator's errand: what is asked for is shown first, then done; by pointing and clicking, or by the keyboard alone."""

from playwright.sync_api import expect


class Errand:
    """The steps of an errand; how a button is pressed and a field is filled is the hand's own."""

    def __init__(self, desk):
        self.desk, self.page = desk, desk.page

    def form(self, action):
        return self.page.locator(f'form[method=post][action="{action}"]')

    def sends(self, button):
        """Presses what leads to another page, which stands when this returns."""
        with self.page.expect_navigation():
            self.presses(button)

    def asks_for(self, action, ticks=(), **fields):
        """Fills in the form that goes there, one field after the other, and sends it."""
        form = self.form(action) if isinstance(action, str) else action
        for name, value in fields.items():
            field = form.locator(f"[name={name}]")
            (self.chooses if field.evaluate("e => e.tagName") == "SELECT" else self.fills)(field, value)
        for value in ticks:
            self.ticks(form.locator(f"[type=checkbox][value='{value}']"))
        self.sends(form.locator("button"))

    def confirms(self, *words):
        """Sees what is shown before it is done, and does it."""
        expect(self.page.locator("h1")).to_contain_text("核对")
        for word in words:
            expect(self.page.locator("main")).to_contain_text(word)
        self.sends(self.page.locator("form.panel-foot button"))

    def says(self, words):
        """What the page answers in the end."""
        expect(self.page.locator("main")).to_contain_text(words)


class Mouse(Errand):
    """Points and clicks."""

    def presses(self, target):
        target.click()

    def ticks(self, box):
        box.click()

    def fills(self, field, words):
        field.click()
        field.fill(words)

    def chooses(self, field, value):
        field.select_option(value)


class Keys(Errand):
    """Has Tab, arrows, letters and Enter alone; a field that Tab does not reach cannot be filled."""

    def reaches(self, target):
        """Presses Tab until the target has the focus."""
        target.wait_for()
        for _ in range(400):
            if target.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def presses(self, target):
        self.reaches(target)
        self.page.keyboard.press("Enter")

    def ticks(self, box):
        self.reaches(box)
        self.page.keyboard.press("Space")

    def fills(self, field, words):
        self.reaches(field)
        if field.get_attribute("type") == "date":
            year, month, day = words.split("-")
            self.page.keyboard.type(month + day + year)
            expect(field).to_have_value(words)
            return
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def chooses(self, field, value):
        self.reaches(field)
        for _ in range(300):
            if field.evaluate("e => e.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {value}")
