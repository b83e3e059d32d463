"""The safety questions, asked at the start, every 12 weeks and after time away.

The words are ours, after what is known about the risks of lifting; no answer is a diagnosis.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exercises.http_cache import runner_changed

from .models import Screening

VALID_FOR = timedelta(weeks=12)
AWAY = timedelta(days=28)
MOST_A_DAY = 20  # answers that are stored beside one another; every page looks for the last

# Seven questions; the third has two halves, since the second half is an emergency.
QUESTIONS = [
    ("heart", _("Has a doctor found an illness of your heart, your kidneys or your metabolism?")),
    ("chest", _("Do you get chest pain, faint, or lose your breath without a reason?")),
    ("back", _("Does your back hurt together with a numb or weak leg?")),
    ("saddle", _("Are you numb between the legs, or has your bladder or bowel changed of late?")),
    ("injury", _("In the last three months: an operation, a broken bone or a torn muscle?")),
    ("pregnant", _("Are you pregnant, or did you give birth in the last three months?")),
    ("strain", _("Have you been told not to lift or strain, or that your bones are fragile?")),
    ("groin", _("Does your groin or hip hurt more as you run, or wake you at night?")),
]


def outcome_of(answers):
    if answers["saddle"]:
        return Screening.Outcome.STOP
    return Screening.Outcome.ASK if any(answers.values()) else Screening.Outcome.CLEAR


@transaction.atomic
def answer(user, on, answers):
    """Store the answers. The same ones sent again are stored once, also at the same moment.

    Those of one day that are too many take the place of the last ones.
    """
    runner_changed(user)  # locks the runner's row, so that two requests take turns
    last = latest(user)
    if last and (last.on, last.answers, last.cleared_on) == (on, answers, None):
        return last
    new = Screening(user=user, on=on, answers=answers, outcome=outcome_of(answers))
    if last and last.on == on and user.screenings.filter(on=on).count() >= MOST_A_DAY:
        new.pk = last.pk
    new.save()
    return new


def latest(user):
    return Screening.objects.for_user(user).first()


def confirm(user, on):
    """Note that the runner has asked a clinician, where the answers say to ask one."""
    screening = latest(user)
    if screening and screening.outcome == Screening.Outcome.ASK:
        screening.cleared_on = on
        screening.save(update_fields=["cleared_on"])


def screen_for(user, on, last_trained):
    """Return the screen of ``rules.Runner`` for a day; ``None`` where the questions are due.

    ``last_trained`` is the date of the last logged training before ``on``, or ``None``.
    """
    screening = latest(user)
    if screening is None:
        return None
    if screening.outcome == Screening.Outcome.STOP:
        return "stop"  # until the questions are answered again, however long ago
    if on - screening.on > VALID_FOR or on - max(screening.on, last_trained or screening.on) > AWAY:
        return None
    if screening.cleared_on:
        return "clear"
    return str(screening.outcome)
