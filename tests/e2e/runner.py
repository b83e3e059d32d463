"""What a runner does with the pages, as a runner would: by looking, tapping and typing."""

import re

from playwright.sync_api import expect

HOW_MUCH = re.compile(r"^\d+\sexercises?, \d+\sminutes?$")  # the heading of a day with a plan
LOADS = {"deadlift": "40", "single-leg-deadlift": "6"}  # kg, the first ones


def sign_up(page, email="runner@example.org", minutes=15):
    """From the front page to the first plan: one form, the safety questions, equipment."""
    page.goto("/")
    page.get_by_role("link", name="Start").first.click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("crush-a-walnut-7")
    page.get_by_role("button", name="Make the account").click()
    answer_no(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("spinbutton", name="Minutes a day").fill(str(minutes))
    page.get_by_role("button", name="To today's plan").click()
    expect(page.get_by_role("heading", name=HOW_MUCH, level=1)).to_be_visible()


def answer_no(page):
    """No to each safety question that is not answered yet."""
    for group in page.get_by_role("group").filter(has=page.get_by_role("radio")).all():
        if not group.get_by_role("radio", checked=True).count():
            group.get_by_text("No", exact=True).click()
    page.get_by_role("button", name="Go on").click()


def eventually(page, ask):
    """What ``ask`` answers as soon as that is something, at the latest after 20 s."""
    for _ in range(200):
        if answer := ask():
            return answer
        page.wait_for_timeout(100)
    return ask()


SENT = """async () => {
  const { acts } = await import("/static/js/outbox.js");
  return (await acts()).every(({ state }) => state !== "waits");
}"""


def settled(page):
    """All that was tapped is stored, and what came back is ready for the next tap."""
    expect(page.locator(".htmx-request, .htmx-added, .htmx-settling")).to_have_count(0)
    for _ in range(1200):  # a minute and more
        if page.evaluate(SENT):
            break
        page.wait_for_timeout(50)
    else:
        raise AssertionError("What was tapped is not sent.")
    expect(page.locator(".lamp.is-wait")).to_have_count(0)
    expect(page.locator("#sync")).to_be_hidden()


def exercises_of(page):
    return [card.get_attribute("id") for card in page.locator("article.card").all()]


def tap_all(page, slug):
    """One tap a set; the first load of a lift is typed in. Returns the number of taps."""
    card = page.locator(f"#{slug}")
    lit = card.locator(".lamp[aria-pressed=true]")
    unlit = card.locator(".lamp[aria-pressed=false]")
    load = card.locator("[name=load]:visible")
    if load.count() and not load.first.input_value():
        load.first.fill(LOADS[slug])
    taps = 0
    while unlit.count():
        unlit.first.click()
        taps += 1
        expect(lit).to_have_count(taps)
    # The last answer renews the card: nothing is typed into it before.
    expect(card.locator(".lamp.is-wait")).to_have_count(0)
    return taps


def say(page, slug, felt=8, pain=0, effort=7, form="Yes"):
    """Answers what the card asks, and nothing else."""
    card = page.locator(f"#{slug}")
    feedback = card.locator("form.fb")
    for name, value in (("felt_left", felt), ("felt_right", felt), ("effort", effort)):
        if feedback.locator(f"[name={name}]").count():
            choose(feedback, name, value)
    if feedback.get_by_text("Did your form hold?").count():
        feedback.get_by_text(form, exact=True).click()
    choose(feedback, "pain", pain)
    log(feedback)
    expect(card.get_by_text("You said")).to_be_visible()


def choose(form, name, value):
    """One number of a line from 0 to 10."""
    form.locator(f"[name={name}][value='{value}']").check(force=True)


def log(form):
    form.get_by_role("button", name="Log", exact=True).click()


def train(page):
    """All of today's plan, as asked. Returns the exercises."""
    exercises = exercises_of(page)
    for slug in exercises:
        tap_all(page, slug)
        say(page, slug)
    expect(page.get_by_text("All done for today")).to_be_visible()
    return exercises


def say_this_morning(page, pain=0):
    morning = page.locator("#morning")
    if morning.count():
        if pain < 3:
            morning.get_by_role("button", name=str(pain), exact=True).click()
        else:
            morning.get_by_role("radio", name=str(pain), exact=True).check()
            morning.get_by_role("button", name="Log", exact=True).click()
        expect(page.get_by_text("This morning's pain: ")).to_be_visible()
