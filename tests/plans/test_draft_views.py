"""A coach tries a draft, publishes it from a date, drops it, and brings an older one back."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.models import User
from exercises.models import Equipment, Exercise
from plans import programs, rules
from plans.admin import describe, draft_views
from plans.models import Program, Step
from tests.plans.admin_pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library", "clock")]

TODAY, TOMORROW, MAY_3 = date(2026, 3, 2), date(2026, 3, 3), date(2026, 5, 3)


def edit(row, **changes):
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()


def address(program, page="draft"):
    return reverse(f"admin:plans_program_{page}", args=[program.pk])


def shown(client, program):
    return client.get(address(program)).content.decode()


def publish(client, program, on, **changes):
    seen = client.get(address(program)).context["digest"]
    values = {"on": on.isoformat(), "seen": seen} | changes
    return client.post(address(program, "publish"), values, follow=True)


def discard(client, program):
    return client.post(address(program, "discard"), follow=True)


def top(program, day):
    return programs.timeline_of(program).on(day).by_exercise["glute-bridge"].amount.high


def test_the_page_says_number_by_number_what_the_draft_changes(client, coach, program, bridge):
    edit(bridge, amount_high=15, bar_amount=15, rest_s=75)
    changes = client.get(address(program)).context["changes"]
    assert [(change.name, change.lines) for change in changes] == [
        (
            "Glute bridge",
            [
                "Amount, most: 15 (was 12)",
                "Rest after a set in seconds: 75 (was 60)",
                "Bar, amount: 15 (was 12)",
            ],
        )
    ]
    assert "Amount, most: 15 (was 12)" in shown(client, program)


def test_a_draft_without_changes_offers_nothing_to_publish(client, coach, program):
    page = shown(client, program)
    assert "Nothing: it is the same as revision 1." in page
    assert "Publish the draft" not in page


def test_a_draft_is_published_from_tomorrow_if_nothing_else_is_said(client, coach, program):
    assert client.get(address(program)).context["publishing"]["on"].value() == TOMORROW


def test_days_before_the_date_keep_their_revision(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    response = publish(client, program, TOMORROW)
    assert "Revision 2 is published, in force from 3 March 2026." in said(response)
    assert (top(program, TODAY), top(program, TOMORROW)) == (12, 15)


def test_who_published_is_on_record(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    publish(client, program, TODAY)
    assert program.revisions.get(number=2).published_by == coach
    assert LogEntry.objects.get().change_message.startswith("Revision 2 is published")


def test_a_date_in_the_past_is_refused_at_its_field(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    response = publish(client, program, date(2026, 3, 1))
    assert response.status_code == 422
    form = response.context["publishing"]
    assert form.errors == {
        "on": ["This day is over, and past days stay judged as they were: today or later."]
    }
    assert form["on"].value() == "2026-03-01"
    assert program.revisions.count() == 1


def test_nobody_publishes_what_another_coach_has_changed_meanwhile(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    seen = client.get(address(program)).context["digest"]
    edit(bridge, amount_high=16)
    response = publish(client, program, TODAY, seen=seen)
    assert "The draft has changed since you opened this page." in response.content.decode()
    assert program.revisions.count() == 1
    assert "Revision 2 is published" in said(publish(client, program, TODAY))


def test_the_same_press_twice_publishes_once(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    seen = client.get(address(program)).context["digest"]
    publish(client, program, TODAY, seen=seen)
    publish(client, program, TODAY, seen=seen)
    assert program.revisions.count() == 2


def test_a_revision_for_a_later_day_is_shown_with_it(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    publish(client, program, MAY_3)
    page = shown(client, program)
    assert "from the beginning until 2 May 2026" in page
    assert "from 3 May 2026" in page


def test_published_again_for_the_same_day_the_later_one_holds(client, coach, program, bridge):
    for amount in (15, 16):
        edit(bridge, amount_high=amount)
        publish(client, program, MAY_3)
    assert program.revisions.count() == 3
    assert top(program, MAY_3) == 16
    listed = client.get(reverse("admin:plans_revision_changelist")).content.decode()
    assert "none: another took its place" in listed


def test_published_for_an_earlier_day_it_supersedes_what_was_to_come(
    client, coach, program, bridge
):
    edit(bridge, amount_high=15)
    publish(client, program, MAY_3)
    edit(bridge, amount_high=16)
    publish(client, program, TOMORROW)
    days = [TODAY, TOMORROW, MAY_3, date(2026, 6, 1)]
    assert [top(program, day) for day in days] == [12, 16, 16, 16]
    shown = [
        (revision.number, words)
        for revision, words in describe.current_and_coming_revisions(program)
    ]
    assert shown == [
        (1, "from the beginning until 2 March 2026"),
        (3, "from 3 March 2026 until 2 May 2026"),
        (4, "from 3 May 2026"),
    ]


def test_what_is_to_come_is_called_off_by_publishing_what_is_in_force(
    client, coach, program, bridge
):
    edit(bridge, amount_high=15)
    publish(client, program, MAY_3)
    edit(bridge, amount_high=12)
    publish(client, program, TOMORROW)
    assert [revision.in_force_from for revision in program.revisions.all()][1:] == [MAY_3, MAY_3]
    assert top(program, MAY_3) == 12


def test_the_draft_is_discarded(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    Step.objects.get(exercise__slug="single-leg-deadlift").delete()
    assert "The draft is as revision 1 was." in said(discard(client, program))
    assert programs.draft_rules(program).steps == program.revisions.get().rules.steps
    assert program.revisions.count() == 1


def test_a_draft_that_goes_round_in_a_circle_says_so_and_can_be_discarded(
    client, coach, program, bridge
):
    bridge.requires.add(Step.objects.get(exercise__slug="deadlift"))
    page = shown(client, program)
    assert "could not be climbed: " in page
    assert "Publish the draft" not in page
    change = reverse("admin:plans_program_change", args=[program.pk])
    assert "could not be climbed" in client.get(change).content.decode()
    discard(client, program)
    assert "the same as revision 1" in shown(client, program)


def test_an_exercise_changed_in_the_library_is_a_difference(client, coach, program, bridge):
    edit(bridge.exercise, sides="each", unit="steps")
    bridge.exercise.equipment.add(Equipment.objects.get(slug="band"))
    (change,) = client.get(address(program)).context["changes"]
    assert change.lines == [
        "Counted in: steps (was repetitions)",
        "Counted for each side: yes (was no)",
        "Equipment: Mat + Loop band (was Mat)",
    ]
    left = said(discard(client, program))
    assert "sides, equipment) stays as it is now: Glute bridge." in left


def bring_back(client, revision):
    url = reverse("admin:plans_revision_bring_back", args=[revision.pk])
    assert "Amount, most: 12 (was 15)" in client.get(url).content.decode()
    return client.post(url, follow=True)


def test_an_earlier_revision_is_brought_back_as_a_new_one(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    publish(client, program, TODAY)
    response = bring_back(client, program.revisions.get(number=1))
    assert "The draft is as revision 1 was." in said(response)
    assert top(program, TOMORROW) == 15
    publish(client, program, TOMORROW)
    assert [top(program, TODAY), top(program, TOMORROW)] == [15, 12]
    assert [revision.number for revision in program.revisions.all()] == [1, 2, 3]


def test_bringing_back_says_what_else_would_be_lost(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    url = reverse("admin:plans_revision_bring_back", args=[program.revisions.get().pk])
    assert "gone from the draft afterwards" in client.get(url).content.decode()


def test_a_revision_with_an_exercise_that_is_gone_stays_where_it_is(client, coach, program):
    Exercise.objects.create(
        slug="hip-thrust", stage="bridge", unit="repetitions", sides="both", dose_source="ours",
        name={"en": "Hip thrust"},
    )  # fmt: skip
    thrust = Step.objects.get(exercise__slug="band-walk")
    thrust.pk, thrust.exercise = None, Exercise.objects.get(slug="hip-thrust")
    thrust.save()
    revision = programs.publish(program, on=TODAY)
    Step.objects.get(exercise__slug="hip-thrust").delete()
    Exercise.objects.get(slug="hip-thrust").delete()
    url = reverse("admin:plans_revision_bring_back", args=[revision.pk])
    assert "hip-thrust is no longer in the library" in said(client.post(url, follow=True))


def test_the_record_says_of_each_revision_what_it_changed_and_who_did(
    client, coach, program, bridge, django_assert_max_num_queries
):
    for amount in (15, 16):
        edit(bridge, amount_high=amount)
        publish(client, program, TODAY)
    with django_assert_max_num_queries(9):
        page = client.get(reverse("admin:plans_revision_changelist")).content.decode()
    assert "Amount, most: 16 (was 15)" in page
    assert "Amount, most: 15 (was 12)" in page
    assert "the first one" in page
    assert "by coach@example.org" in page
    assert "by an update of Hipdrive" in page


def test_a_coach_who_left_is_still_told_from_an_update(client, coach, program, bridge):
    edit(bridge, amount_high=15)
    programs.publish(program, on=TODAY)
    page = client.get(reverse("admin:plans_revision_changelist")).content.decode()
    assert "by somebody whose account is gone" in page


TRIED = {"runners": 10, "weeks": 4, "minutes": 15, "seed": 1}


def test_draft_and_live_are_tried_side_by_side(client, coach, program, bridge):
    edit(bridge, bar_row=1)
    response = client.post(address(program, "simulate"), TRIED)
    assert [run["name"] for run in response.context["runs"]] == ["Revision 1", "The draft"]
    pairs = dict(response.context["table"])
    assert len(pairs) == 9
    assert {len(cells) for cells in pairs.values()} == {8}
    assert response.content.decode().count("<figure>") == 2
    assert program.revisions.count() == 1


def test_a_draft_without_changes_is_tried_once(client, coach, program):
    response = client.post(address(program, "simulate"), TRIED)
    assert [run["name"] for run in response.context["runs"]] == ["The draft"]
    assert {len(cells) for _name, cells in response.context["table"]} == {4}


def test_a_trial_that_would_take_for_ever_comes_back(client, coach, program):
    response = client.post(address(program, "simulate"), TRIED | {"runners": 100_000})
    assert response.status_code == 422
    assert response.context["trying"]["runners"].value() == "100000"
    assert "runners" in response.context["trying"].errors


def test_many_runners_are_not_tried_for_a_year(client, coach, program):
    response = client.post(address(program, "simulate"), TRIED | {"runners": 60, "weeks": 52})
    assert response.status_code == 422
    assert "At most 26 with so many runners" in response.text


def test_one_trial_goes_on_at_a_time(client, coach, program):
    with draft_views.only_one_at_a_time():
        response = client.post(address(program, "simulate"), TRIED)
    assert response.status_code == 422
    assert "Somebody tries a draft right now." in response.text
    assert client.post(address(program, "simulate"), TRIED).context["runs"]


@pytest.mark.parametrize("page", ["publish", "simulate", "discard"])
def test_an_address_typed_by_hand_leads_to_the_draft(client, coach, program, page):
    assert client.get(address(program, page))["Location"] == address(program)


PAGES = ["draft", "publish", "simulate", "discard", "bring-back"]


def of(program, page):
    if page == "bring-back":
        return reverse("admin:plans_revision_bring_back", args=[program.revisions.get().pk])
    return address(program, page)


@pytest.mark.parametrize("may", ["change_program", "change_step"])
def test_one_right_alone_does_not_publish(client, program, may):
    staff = User.objects.create_user("half@example.org", "secret-pass-7", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename=may))
    client.force_login(staff)
    for page in PAGES:
        assert client.get(of(program, page)).status_code == 403
        assert client.post(of(program, page)).status_code == 403


def test_editors_and_strangers_are_turned_away(client, program):
    for page in PAGES:
        assert client.post(of(program, page))["Location"] == "/accounts/login/?next=/admin/"
        assert client.get(of(program, page))["Location"].startswith("/admin/login/")
    editor = User.objects.create_user("editor@example.org", "secret-pass-7", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    for page in PAGES:
        assert client.post(of(program, page)).status_code == 403


def test_both_rights_are_enough(client, program, bridge):
    staff = User.objects.create_user("coach2@example.org", "secret-pass-7", is_staff=True)
    rights = Permission.objects.filter(
        codename__in=[may.split(".")[1] for may in draft_views.NEEDED_RIGHTS]
    )
    staff.user_permissions.set(rights)
    client.force_login(staff)
    edit(bridge, amount_high=15)
    publish(client, program, TODAY)
    assert program.revisions.get(number=2).published_by == staff


def test_a_ladder_is_published_for_the_first_time(client, coach, program):
    other = Program.objects.create(slug="other", name={"en": "Other"})
    edit(program.stages.get(key="activate"), program=other)
    assert "never published" in shown(client, other)
    assert "Revision 1 is published" in said(publish(client, other, TODAY))


SECOND_EDITION = ("load_kind", "load_most", "primer")  # fields that the first had not


def test_a_revision_of_the_first_edition_goes_on_working_until_another_is_published(
    client, coach, program
):
    revision = programs.latest_revision(program)
    for step in revision.spec["steps"]:
        if step["load_kind"] in ("hips", "band"):
            step["load_step"] = None
        for name in SECOND_EDITION:
            del step[name]
    revision.save()
    runs = (rules.Run(TODAY, "easy"),)
    log = rules.History(runs=runs, overrides=(rules.Choice(TODAY, "deadlift"),))
    first = rules.plan(programs.timeline_of(program), log, TODAY)
    assert first.step("deadlift").asks_load
    assert first.primer == ()
    changes = {c.name: c.lines for c in client.get(address(program)).context["changes"]}
    assert changes["Glute bridge"] == [
        "Also before a run: yes (was no)",
        "Kind of load: on the hips (was takes no load)",
        "Smallest step of load in kg: 2.5 kg (was none)",
        "Most load in kg: 60 kg (was no more than the runner has)",
    ]
    assert "Deadlift" not in changes  # its kind and its most are read as they always were
    publish(client, program, TOMORROW)
    timeline = programs.timeline_of(program)
    assert (timeline.on(TODAY).revision, timeline.on(TOMORROW).revision) == (1, 2)
    assert rules.plan(timeline, log, TODAY).today == first.today
    assert rules.plan(timeline, log, TOMORROW).step("deadlift").status == "open"
