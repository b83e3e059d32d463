"""`./dev reminders`: do all reminders of an evening go out before the timer runs again?

10,000 runners are to be reminded of their training at the same minute. A push service on loopback
takes their messages as real ones do, over HTTPS; of the addresses that it has given out, one in a
hundred is dead: it takes the connection and never answers, or sends a byte of its answer every
three seconds. A second run must find nothing left to do.
"""

import argparse
import asyncio
import multiprocessing
import os
import random
import ssl
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

TIMER_S = 300
DRIP_S = 3
AT = datetime.now(UTC)


def main():
    options = argparse.ArgumentParser(prog="benchmarks.reminders", description=__doc__)
    options.add_argument("--runners", type=int, default=10_000)
    options.add_argument("--dead", type=float, default=0.01, help="part of the addresses")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="hipdrive-reminders-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["DATABASE_URL"] = ""
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare", verbosity=0)
        certificate = Path(folder) / "push.pem"
        service = start_service(certificate)
        try:
            sys.exit(bool(play(options, certificate, service.port)))
        finally:
            service.process.kill()
            service.process.join()


def play(options, certificate, port):
    from logbook.reminders import due

    send_to(certificate, port)
    dead = make_runners(options)
    print(f"{options.runners:,} runners, {dead} of them at dead addresses", flush=True)
    faults = []
    begun, cpu_s = time.monotonic(), time.process_time()
    counts = due.remind(AT)
    took, cpu_s = time.monotonic() - begun, time.process_time() - cpu_s
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    print(f"  {told}, in {took:.0f} s, of it {cpu_s:.0f} s of CPU time", flush=True)
    if counts["sent"] != options.runners - dead or counts["failed"] != dead:
        faults.append("not each address that is alive got its message")
    if took > TIMER_S:
        faults.append("the timer would have run again")
    begun = time.monotonic()
    again = due.remind(AT)
    print(f"  again: {sum(again.values())} in {time.monotonic() - begun:.0f} s")
    if counts["left"]:
        faults.append("the first run had no time for all, and left some to the next one")
    if again["sent"] + again["failed"] > counts["left"]:
        faults.append("somebody was reminded twice")
    print(*faults or ["All of it holds."], sep="\n")
    return faults


def send_to(certificate, port):
    """Let this process send as it would, to the service on loopback."""
    from django.conf import settings

    from logbook.reminders import push

    settings.VAPID_PUBLIC_KEY, settings.VAPID_PRIVATE_KEY = push.new_pair()
    settings.VAPID_SUBJECT, settings.SENDS_PUSH = "mailto:me@example.org", True
    trusting = ssl.create_default_context(cafile=certificate)
    ssl.create_default_context = lambda: trusting
    push.public_address = lambda host: "127.0.0.1"
    push.PORT = port


def make_runners(options) -> int:
    """Runners who want to be reminded; return how many of them have a dead address."""
    from django.contrib.auth import get_user_model

    from logbook.models import Device, Reminders
    from plans.models import Enrollment, Program, Screening
    from tests.logbook.reminders.push_service import Phone

    phone, chance = Phone(), random.Random(1)  # noqa: S311
    model = get_user_model()
    users = model.objects.bulk_create(
        model(email=f"runner-{number}@example.org", equipment=["mat", "wall"])
        for number in range(options.runners)
    )
    program = Program.objects.get()
    rows = {kind: [] for kind in (Screening, Enrollment, Reminders, Device)}
    dead = 0
    for user in users:
        is_dead = chance.random() < options.dead
        kind = ("silent", "drip")[dead % 2] if is_dead else "alive"
        dead += is_dead
        endpoint = f"https://push.example.org/{kind}/{user.pk}"
        keys = {"p256dh": phone.p256dh, "auth": phone.auth}
        screening = {"on": AT.date(), "answers": {}, "outcome": "clear"}
        when = {"training_at": AT.time(), "quiet_from": AT.time(), "quiet_until": AT.time()}
        rows[Screening].append(Screening(user=user, **screening))
        rows[Enrollment].append(Enrollment(user=user, program=program, since=AT.date()))
        rows[Reminders].append(Reminders(user=user, training=True, **when))
        rows[Device].append(Device(user=user, endpoint=endpoint, **keys))
    for kind, made in rows.items():
        kind.objects.bulk_create(made)
    return dead


# The push service, in a process of its own


class Service:
    def __init__(self, process, port):
        self.process, self.port = process, port


def start_service(certificate):
    from tests.logbook.reminders.push_service import _certificate

    certificate.write_bytes(_certificate())
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=serve, args=(certificate, theirs), daemon=True)
    process.start()
    return Service(process, ours.recv())


def serve(certificate, pipe):
    asyncio.run(take_messages(certificate, pipe))


async def take_messages(certificate, pipe):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context, backlog=1000)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def answer(reader, writer):
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
        await reader.readexactly(length)
        if head.startswith(b"POST /silent/"):
            await asyncio.sleep(3600)
        for byte in b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n":
            writer.write(bytes([byte]))
            if head.startswith(b"POST /drip/"):
                await writer.drain()
                await asyncio.sleep(DRIP_S)
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass  # the sender has lost patience
    finally:
        writer.close()


if __name__ == "__main__":
    main()
