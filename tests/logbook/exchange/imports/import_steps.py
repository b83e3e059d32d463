"""What a runner does with a file, and what is then in the logbook."""

import re
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from logbook.exchange.imports.other_apps import ReadSettings
from logbook.exchange.imports.read_file import read_file
from logbook.models import Import, SetEntry

FILES = Path(__file__).parent / "files"
MOST = 32_000_000


def bytes_of(name):
    return (FILES / name).read_bytes()


def reading(data, units="kg", zone="UTC", most=MOST, today=date(2026, 3, 2)):
    return read_file(data, ReadSettings(ZoneInfo(zone), today, units), most)


def upload(client, data, name="sets.csv", units="kg"):
    file = SimpleUploadedFile(name, data)
    return client.post("/logbook/import/", {"file": file, "units": units})


def names_in(page):
    """The form as the page shows it: what is chosen for each name."""
    form = page.context["form"]
    return {one["name"]: (field.html_name, one["slug"]) for one, field, _near in form.rows}


def confirm(client, address, take=(), settings=False, **names):
    """``names``: by the name in the file with _ for what is no letter, another choice of ours."""
    shown = names_in(client.get(address))
    values = {"take": list(take), **({"settings": "on"} if settings else {})}
    for name, (field, slug) in shown.items():
        values[field] = names.get(re.sub(r"\W+", "_", name).strip("_"), slug)
    return client.post(address, values)


def store(client, address):
    while Import.objects.get(pk=address.split("/")[3]).state == "running":
        assert client.post(f"{address}next/").status_code == 302


def bring(client, data, name="sets.csv", units="kg", **choices):
    """From the file to the stored sets; the address of the import."""
    response = upload(client, data, name, units)
    assert response.status_code == 302, response.context["form"].errors
    address = response.url
    assert confirm(client, address, **choices).status_code == 302
    store(client, address)
    return address


def strong(sets):
    """A file as Strong exports it, sixteen sets a day."""
    names = ("Deadlift (Barbell)", "Glute Bridge", "Single Leg Glute Bridge", "Lateral Band Walk")
    rows = (
        f'{date(2015, 1, 1) + timedelta(n // 16)} 18:05:00,Legs,52m,"{names[n % 4]}",'
        f"{n % 16 // 4 + 1},60,{5 + n % 3},0,0,,,7"
        for n in range(sets)
    )
    head = bytes_of("strong-comma.csv").splitlines()[0].decode()
    return "\n".join([head, *rows]).encode()


def sets_of(user):
    rows = SetEntry.objects.for_user(user).live().order_by("workout__date", "pk")
    return [
        (str(row.workout.date), row.exercise.slug, row.amount, row.hold_s, _kg(row.load_kg))
        for row in rows.select_related("workout", "exercise")
    ]


def _kg(load):
    return None if load is None else round(float(load), 2)
