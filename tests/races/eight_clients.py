"""Eight clients of one runner do everything to the same rows at once, by chance."""

import random
import threading
import time
from collections import Counter, defaultdict
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from logbook.models import Import, Run, SetEntry
from tests.access.posted_data import SENDS
from tests.access.world import FILE, places_of, runner, signed_in

CLIENTS = 8
DAYS = ("2026-02-23", "2026-02-25", "2026-03-01", "2026-03-02")
EXERCISES = ("glute-bridge", "prone-squeeze", "band-walk")
READS = (
    "/today/", "/plan/", "/weeks/", "/logbook/", "/logbook/2026-03-02/", "/runs/",
    "/logbook/import/", "/settings/", "/settings/reminders/", "/settings/leave/",
    "/logbook/export/hipdrive.json",
)  # fmt: skip
OTHERS = (  # posted as tests/access has them, to the runner's own rows
    "/start/", "/start/training/", "/settings/", "/settings/reminders/",
    "/settings/reminders/calendar/", "/settings/reminders/devices/",
    "/settings/reminders/devices/{device}/remove/", "/plan/single-leg-deadlift/open/",
    "/plan/deadlift/waive/", "/plan/deadlift/take-back/override/", "/plan/pin/",
    "/logbook/export/links/", "/logbook/export/links/{link}/withdraw/",
    "/accounts/email/", "/settings/logins/", "/logbook/import/waiting/",
)  # fmt: skip


class Crowd:
    """What all clients share: the runner, the keys of sets, and what was acknowledged."""

    def __init__(self, seed=1):
        self.seed, self.user = seed, runner("owner")
        self.places = places_of(self.user)
        self.lock = threading.Lock()
        self.user.imports.get().staged_sets.all().delete()  # of whose keys nothing is known here
        known = SetEntry.objects.for_user(self.user)
        self.keys = [str(key) for key in known.values_list("key", flat=True)]
        self.stored = set(self.keys)  # acknowledged, or there before
        self.amounts = defaultdict(set)  # key: every amount that was sent for it
        for key, amount in known.values_list("key", "amount"):
            self.amounts[str(key)].add(amount)
        self.runs = Run.objects.for_user(self.user).count()
        self.answers, self.broken, self.is_over = Counter(), [], threading.Event()
        self.refused = {}  # of the sets sent first

    def play(self, seconds, one_leaves=False):
        if connection.vendor == "postgresql":  # a server has as many as it has threads
            connection.pool.resize(4, CLIENTS + 1)
        clients = [OneClient(self, number) for number in range(CLIENTS)]
        threads = [threading.Thread(target=one.run) for one in clients]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        if one_leaves:
            clients[0].leaves = True
            until = time.monotonic() + 20
            while any(thread.is_alive() for thread in threads) and time.monotonic() < until:
                time.sleep(0.05)
        self.is_over.set()
        for thread in threads:
            thread.join()

    def note(self, request, answer):
        if connection.vendor == "postgresql":
            connection.close()  # back to the pool, as at the end of a request on a server
        with self.lock:
            self.answers[answer.status_code] += 1
            if answer.status_code >= 500:
                error = getattr(answer, "exc_info", None)
                self.broken.append(f"{answer.status_code} {request}: {error and error[1]!r}")


class OneClient:
    def __init__(self, crowd, number):
        self.crowd, self.number, self.leaves = crowd, number, False
        self.random = random.Random(f"{crowd.seed} {number}")
        self.client = Client(raise_request_exception=False)
        self.client.cookies.load(signed_in(crowd.user))
        self.is_signed_in = True

    def run(self):
        try:
            while self.is_signed_in and not self.crowd.is_over.is_set():
                if self.leaves:
                    self.post("/settings/leave/", SENDS["/settings/leave/"])
                    return
                name = self.random.choices([*self.DOES], self.DOES.values())[0]
                getattr(self, name)()
        finally:
            connection.close()

    def post(self, address, values):
        headers = {"hx-request": "true"} if self.random.random() < 0.5 else {}
        answer = self.client.post(address, values, headers=headers)
        self.crowd.note(f"POST {address} {values}", answer)
        self.look_whether_signed_in(answer)
        return answer

    def look_whether_signed_in(self, answer):
        at_login = answer.status_code == 302 and answer.url.startswith("/accounts/login/")
        self.is_signed_in = answer.status_code != 401 and not at_login

    def a_key(self):
        return self.random.choice(self.crowd.keys[-12:])

    def send_set(self, address, key, values):
        with self.crowd.lock:
            self.crowd.keys.append(key)
            self.crowd.amounts[key].add(int(values["amount"]))
        answer = self.post(address, values)
        if self.is_signed_in and answer.status_code < 400:
            with self.crowd.lock:
                self.crowd.stored.add(key)

    def amount(self):
        return str(self.random.randint(1, 30))

    # What it does

    def log(self):
        key = str(uuid4()) if self.random.random() < 0.6 else self.a_key()
        values = {"exercise": self.random.choice(EXERCISES), "amount": self.amount(), "key": key}
        self.send_set("/today/sets/", key, values)

    def log_on_a_day(self):
        day, slug = self.random.choice(DAYS), self.random.choice(EXERCISES)
        values = {"side": "both", "amount": self.amount(), "hold_s": "1", "key": str(uuid4())}
        self.send_set(f"/logbook/{day}/{slug}/", values["key"], values)

    def squeeze(self):
        key = str(uuid4())
        self.send_set("/squeeze/", key, {"key": key, "amount": "1"})

    def log_by_program(self):
        key = str(uuid4()) if self.random.random() < 0.6 else self.a_key()
        body = {"key": key, "exercise": self.random.choice(EXERCISES), "amount": int(self.amount())}
        with self.crowd.lock:
            self.crowd.keys.append(key)
            self.crowd.amounts[key].add(body["amount"])
        answer = self.client.post(
            "/api/v1/sets", body, "application/json",
            headers={"authorization": f"Bearer {self.crowd.places['log_key']}"},
        )  # fmt: skip
        self.crowd.note("POST /api/v1/sets", answer)
        if answer.status_code in (200, 201):
            with self.crowd.lock:
                self.crowd.stored.add(key)

    def change(self):
        key, amount = self.a_key(), self.amount()
        with self.crowd.lock:
            self.crowd.amounts[key].add(int(amount))
        address = self.random.choice((f"/sets/{key}/", f"/logbook/sets/{key}/"))
        self.post(address, {"amount": amount, "hold_s": "1", "side": "both"})

    def delete(self):
        key = self.a_key()
        self.post(self.random.choice((f"/sets/{key}/delete", f"/logbook/sets/{key}/delete/")), {})

    def restore(self):
        key = self.a_key()
        self.post(self.random.choice((f"/sets/{key}/restore", f"/logbook/sets/{key}/restore/")), {})

    def move(self):
        on, to = self.random.sample(DAYS, 2)
        self.post(f"/logbook/{on}/{self.random.choice(EXERCISES)}/move/", {"date": to})

    def say(self):
        slug, day = self.random.choice(EXERCISES), self.random.choice(DAYS)
        felt = {"felt_left": "7", "felt_right": "8", "pain": "0", "effort": "5"}
        address = self.random.choice((
            f"/today/feedback/{slug}/", f"/today/feedback/{slug}/undo",
            f"/logbook/{day}/{slug}/feedback/",
        ))  # fmt: skip
        self.post(address, felt | {"date": DAYS[-1], "held": "true"})

    def say_of_the_day(self):
        day = self.random.choice(DAYS)
        address, values = self.random.choice((
            ("/today/morning/", {"pain": "1", "date": DAYS[-1]}),
            ("/today/morning/undo", {"date": DAYS[-1]}),
            (f"/logbook/{day}/morning/", {"pain": "2"}),
            (f"/logbook/{day}/note/", {"note": "It went well."}),
        ))  # fmt: skip
        self.post(address, values)

    def a_run(self):
        pks = list(Run.objects.for_user(self.crowd.user).values_list("pk", flat=True))
        what = self.random.choice(("add", "change", "delete"))
        values = {"date": DAYS[-1], "kind": "easy", "minutes": self.amount()}
        if what == "add" or not pks:
            answer, change = self.post("/runs/", values), 1
        elif what == "change":
            answer, change = self.post(f"/runs/{self.random.choice(pks)}/", values), 0
        else:
            answer = self.post(f"/runs/{self.random.choice(pks)}/delete/", {})
            change = -1
        if self.is_signed_in and answer.status_code == 302:
            with self.crowd.lock:
                self.crowd.runs += change

    def bring_a_file(self):
        file = SimpleUploadedFile("mine.csv", FILE)
        self.post("/logbook/import/", {"file": file, "units": "kg"})

    def go_on_with_an_import(self):
        pks = list(Import.objects.for_user(self.crowd.user).values_list("pk", flat=True))
        if pks:
            address = f"/logbook/import/{self.random.choice(pks)}/"
            step = self.random.choice(("", "", "next/", "next/", "undo/", "discard/"))
            self.post(address + step, SENDS["/logbook/import/{import}/"])

    def something_else(self):
        address = self.random.choice(OTHERS)
        self.post(address.format(**self.crowd.places), SENDS.get(address, {}))

    def look(self):
        address = self.random.choice(READS)
        answer = self.client.get(address)
        self.crowd.note(f"GET {address}", answer)
        self.look_whether_signed_in(answer)

    DOES = {
        "log": 6, "log_on_a_day": 2, "squeeze": 1, "log_by_program": 2, "change": 6, "delete": 6,
        "restore": 4, "move": 3, "say": 3, "say_of_the_day": 3, "a_run": 4, "bring_a_file": 0.5,
        "go_on_with_an_import": 2, "something_else": 3, "look": 3,
    }  # fmt: skip
