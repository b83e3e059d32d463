"""Reads a page as a runner without JavaScript has it: its forms, their values and buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl


@dataclass
class Button:
    """What a button adds to its form: a value, perhaps several packed into one, or an address."""

    label: str = ""
    name: str = ""
    value: str = ""
    action: str = ""
    form: str = ""  # id of a form elsewhere

    @property
    def sends(self):
        """The fields, unpacked as app.js and the server do it."""
        if self.name == "set":
            return dict(parse_qsl(self.value))
        return {self.name: self.value} if self.name else {}


@dataclass
class Form:
    id: str
    action: str
    values: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)

    @property
    def label(self):
        return self.buttons[0].label if self.buttons else ""

    def send(self, client, label=None, **changes):
        button = next((one for one in self.buttons if one.label == label), Button())
        values = self.values | button.sends | changes
        action = button.action or self.action
        return client.post(action, {k: v for k, v in values.items() if v is not None})


class Page(HTMLParser):
    def __init__(self, response):
        super().__init__()
        self.forms, self.lamps_found, self.text, self.form, self.button = [], [], "", None, None
        self.pairs, self.templates = [], 0  # what is in a template is for scripts
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.templates += tag == "template"
        if tag == "form":
            self.form = Form(attrs.get("id", ""), attrs.get("action", ""))
            self.forms.append(self.form)
        elif tag == "input" and self.form and attrs.get("name"):
            if attrs.get("type") not in ("radio", "checkbox") or "checked" in attrs:
                self.form.values[attrs["name"]] = attrs.get("value", "")
        elif tag == "button" and attrs.get("type") != "button":
            names = ("aria-label", "name", "value", "formaction", "form")
            self.button = Button(*(attrs.get(name) or "" for name in names))
            if self.form and not self.button.form:
                self.form.buttons.append(self.button)
            if self.templates:
                return
            if "lamp" in attrs.get("class", "").split():
                self.lamps_found.append((self.button, self.form, attrs["aria-pressed"] == "true"))
            elif attrs.get("id", "").startswith("pair-"):
                self.pairs.append((self.button, self.form))

    def handle_data(self, data):
        self.text += data
        if self.button and data.strip():
            self.button.label = self.button.label or data.strip()

    def handle_endtag(self, tag):
        self.templates -= tag == "template"
        if tag == "form":
            self.form = None
        elif tag == "button":
            self.button = None

    def said(self):
        return " ".join(self.text.split())

    def lamps(self, slug=None, side=None, lit=False):
        """A form for each lamp of a card that logs a set, or takes one off; in their order."""
        found = []
        for button, around, is_lit in self.lamps_found:
            elsewhere = [form for form in self.forms if form.id == button.form]
            form = alone(button, around if not button.form else (elsewhere or [Form("", "")])[0])
            is_of = slug in (None, around.values["exercise"])
            is_side = side in (None, form.values.get("side"))
            if is_of and lit == is_lit and (is_lit or (is_side and not button.form)):
                found.append(form)
        return found

    def pair(self):
        """The first button for left and right, as a form."""
        return alone(*self.pairs[0])

    def form_of(self, form_id):
        return next(form for form in self.forms if form.id == form_id)


def alone(button, form):
    """A button with its form, as a form with that button alone."""
    values = form.values | button.sends
    return Form(button.label, button.action or form.action, values, [Button(button.label)])
