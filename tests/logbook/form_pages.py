"""Reads a page as a runner without JavaScript has it: its forms, their values and buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    id: str
    action: str
    values: dict = field(default_factory=dict)
    buttons: dict = field(default_factory=dict)  # label → (name, value)

    @property
    def label(self):
        return next(iter(self.buttons), "")

    def send(self, client, button=None, **changes):
        values = self.values | dict(filter(None, [self.buttons.get(button)])) | changes
        return client.post(self.action, {k: v for k, v in values.items() if v is not None})


class Page(HTMLParser):
    def __init__(self, response):
        super().__init__()
        self.forms, self.text, self.form, self.button = [], "", None, None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.form = Form(attrs.get("id", ""), attrs.get("action", ""))
            self.forms.append(self.form)
        elif tag == "input" and self.form and attrs.get("name"):
            if attrs.get("type") != "radio" or "checked" in attrs:
                self.form.values[attrs["name"]] = attrs.get("value", "")
        elif tag == "button" and attrs.get("type") != "button":
            self.button = (attrs.get("aria-label"), attrs.get("name"), attrs.get("value"))
            if self.button[0]:
                self._press(self.button[0])

    def _press(self, label):
        _, name, value = self.button
        if self.form:
            self.form.buttons[label] = (name, value) if name else None
        self.button = None

    def handle_data(self, data):
        self.text += data
        if self.button and data.strip():
            self._press(data.strip())

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None

    def said(self):
        return " ".join(self.text.split())

    def lamps(self, slug, side=None, lit=False):
        """The forms of the lamps of a card, in the order of the page."""
        if lit:
            return [f for f in self.forms if "take one off" in f.label]
        return [
            form
            for form in self.forms
            if form.values.get("exercise") == slug
            and form.values.get("side") in ({side} if side else {"both", "left", "right"})
            and not form.id.startswith("pick-")
        ]

    def form_of(self, form_id):
        return next(form for form in self.forms if form.id == form_id)
