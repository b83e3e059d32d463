import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from zeal import zeal_ignore

from accounts.models import User
from exercises.models import Exercise
from exercises.templatetags.unbroken import unbroken
from plans import ladder_loader, programs
from plans.models import Program, Revision, Step
from tests.plans.admin_pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def page_of(step):
    return reverse("admin:plans_step_change", args=[step.pk])


def typed(client, url, **changes):
    """Return what the form on the page would post, with some values changed."""
    form = client.get(url).context["adminform"].form
    values = {}
    for bound in form:
        for name, value in _inputs(bound):
            if value is not None and value is not False:
                values[name] = value
    return values | changes


def _inputs(bound):
    value = bound.value()
    if hasattr(value, "__iter__") and not isinstance(value, (str, dict)):
        value = [getattr(one, "pk", one) for one in value]
    return [(bound.html_name, value)]


def post(client, url, values):
    # Django's own forms look up each chosen row by itself, which is fine for what coaches do.
    with zeal_ignore([{"model": f"plans.{name}", "field": "get()"} for name in ("Step", "Stage")]):
        return client.post(url, values, follow=True)


def save(client, step, **changes):
    return post(client, page_of(step), typed(client, page_of(step), **changes))


def wrong(response):
    assert response.status_code == 422
    return dict(response.context["adminform"].form.errors)


def followed(program):
    """Return the steps that plans follow."""
    return programs.timeline_of(program).revisions[-1][1].by_exercise


def test_a_saved_step_is_a_draft_and_nothing_changes_for_runners(client, coach, program, bridge):
    response = save(client, bridge, amount_high=15)
    assert "Saved in the draft; plans follow revision 1 as before." in said(response)
    assert program.revisions.count() == 1
    assert programs.draft_rules(program).by_exercise["glute-bridge"].amount.high == 15
    assert followed(program)["glute-bridge"].amount.high == 12


def test_a_circle_of_requirements_is_stopped_at_its_field(client, coach, program, bridge):
    deadlift = Step.objects.get(exercise__slug="deadlift")
    response = save(client, bridge, requires=[deadlift.pk])
    assert wrong(response)["requires"] == [
        "A circle: Glute bridge → Deadlift → Single-leg bridge → Glute bridge."
    ]
    assert [str(s.exercise.slug) for s in bridge.requires.all()] == [
        "prone-squeeze",
        "standing-squeeze",
    ]


def test_two_steps_that_are_each_others_harder_form_are_stopped(client, coach, bridge):
    harder = Step.objects.get(exercise__slug="single-leg-bridge")
    assert "A circle" in wrong(save(client, harder, harder=bridge.pk))["harder"][0]


@pytest.mark.parametrize("field", ["requires", "load_after"])
def test_nothing_waits_for_a_step_without_a_bar(client, coach, program, field):
    last = Step.objects.get(exercise__slug="single-leg-deadlift")
    deadlift = Step.objects.get(exercise__slug="deadlift")
    message = wrong(
        save(client, deadlift, **{field: [last.pk] if field == "requires" else last.pk})
    )
    assert message[field] == ["Single-leg deadlift has no bar, so it never becomes proficient."]


def test_a_bar_that_a_load_waits_for_stays(client, coach):
    deadlift = Step.objects.get(exercise__slug="deadlift")
    errors = wrong(save(client, deadlift, bar_row=""))
    assert errors["bar_row"] == ["Another step waits for this one, so it needs a bar."]


def test_a_step_of_another_ladder_is_no_requirement(client, coach, bridge):
    other = Program.objects.create(slug="other", name={"en": "Other"})
    stage = other.stages.create(key="first", name={"en": "First"})
    values = typed(client, page_of(bridge), stage=stage.pk, exercise=bridge.exercise_id, harder="")
    response = post(client, reverse("admin:plans_step_add"), values)
    assert "Face-down squeeze stands on another ladder." in wrong(response)["requires"]


@pytest.mark.parametrize(
    ("exercise", "changes", "field"),
    [
        ("glute-bridge", {"bar_amount": 13}, "bar_amount"),
        ("glute-bridge", {"bar_sets": 4}, "bar_sets"),
        ("glute-bridge", {"bar_hold": 4}, "bar_hold"),
        ("glute-bridge", {"bar_felt": 11}, "bar_felt"),
        ("glute-bridge", {"bar_source": ""}, "bar_source"),
        ("glute-bridge", {"bar_row": None}, "bar_row"),
        ("glute-bridge", {"bar_row": 0}, "bar_row"),
        ("wall-march-hold", {"bar_at_load": True}, "bar_at_load"),
        ("glute-bridge", {"sets_low": 0, "sets_start": 2}, "sets_low"),
        ("wall-march-quick", {"days_of_7": None}, "days_of_7"),
        ("wall-march-quick", {"days_of_7": 8}, "days_of_7"),
        ("single-leg-deadlift", {"load_kind": "", "load_step": None}, "load_after"),
        ("deadlift", {"load_step": 0}, "load_step"),
        ("deadlift", {"load_step": None}, "load_step"),
        ("deadlift", {"load_most": 0}, "load_most"),
        ("deadlift", {"load_most": 2}, "load_most"),
        ("band-walk", {"load_step": 1}, "load_step"),
        ("band-walk", {"load_most": 3}, "load_most"),
        ("wall-march-hold", {"load_step": 1}, "load_step"),
    ],
)
def test_numbers_that_would_leave_a_runner_waiting_are_refused(program, exercise, changes, field):
    step = Step.objects.get(exercise__slug=exercise)
    for name, value in changes.items():
        setattr(step, name, value)
    with pytest.raises(ValidationError) as refused:
        step.full_clean()
    assert field in refused.value.message_dict


def test_a_start_outside_its_range_comes_back(client, coach, program, bridge):
    errors = wrong(save(client, bridge, amount_start=20))
    assert errors == {"amount_start": ["The start lies between least and most."]}


def test_a_bottom_above_the_top_comes_back(client, coach, program, bridge):
    errors = wrong(save(client, bridge, sets_low=5))
    assert errors == {"sets_high": ["Most is below least."]}


def test_every_shipped_step_is_one_that_a_coach_could_save(program):
    for step in Step.objects.all():
        step.full_clean()


def test_the_numbers_are_said_in_words(client, coach, bridge):
    page = client.get(page_of(bridge)).content.decode()
    assert unbroken("2 × 8, hold 1 s") in page
    assert unbroken("4 × 12, hold 3 s") in page
    assert (
        unbroken("2 sessions at 3 × 12 × 3 s, felt 7 or more, effort 8 or less, pain 2 or less")
        in page
    )


def test_a_new_step_joins_the_ladder(client, coach, program):
    Exercise.objects.create(
        slug="hip-thrust", stage="bridge", unit="repetitions", sides="both", dose_source="ours",
        name={"en": "Hip thrust"},
    )  # fmt: skip
    bridge = Step.objects.get(exercise__slug="glute-bridge")
    values = typed(client, page_of(bridge), exercise=Exercise.objects.last().pk, order=9)
    values = values | {"exercise": Exercise.objects.get(slug="hip-thrust").pk, "harder": ""}
    response = post(client, reverse("admin:plans_step_add"), values)
    assert "Saved in the draft" in said(response)
    names = [step.exercise for step in programs.draft_rules(program).steps]
    assert names[names.index("band-walk") + 1] == "hip-thrust"


def test_an_exercise_stands_on_the_ladder_once(client, coach, program, bridge):
    values = typed(client, page_of(bridge), exercise=bridge.exercise_id)
    response = post(client, reverse("admin:plans_step_add"), values)
    assert wrong(response)["exercise"] == ["It stands on this ladder already."]


def test_a_step_taken_off_the_draft_is_still_followed(client, coach, program):
    step = Step.objects.get(exercise__slug="single-leg-deadlift")
    url = reverse("admin:plans_step_delete", args=[step.pk])
    assert "Saved in the draft" in said(client.post(url, {"post": "yes"}, follow=True))
    assert "single-leg-deadlift" not in programs.draft_rules(program).by_exercise
    assert "single-leg-deadlift" in followed(program)


def test_a_program_is_shown_with_its_steps_and_what_is_in_force(client, coach, program):
    url = reverse("admin:plans_program_change", args=[program.pk])
    page = client.get(url).content.decode()
    assert "Revision 1" in page
    assert unbroken("4 sessions at 2 × 4 at the target load or more") in page


def test_nobody_edits_a_revision(client, coach, program):
    revision = program.revisions.get()
    url = reverse("admin:plans_revision_change", args=[revision.pk])
    assert unbroken("4 × 12, hold 3 s") in client.get(url).content.decode()
    assert client.post(url, {"number": 7}).status_code == 403
    assert client.get(reverse("admin:plans_revision_add")).status_code == 403
    assert Revision.objects.get().number == 1


@pytest.mark.parametrize("name", ["program", "step", "revision"])
def test_only_a_coach_sees_the_ladder_in_the_admin(client, program, name):
    url = reverse(f"admin:plans_{name}_changelist")
    assert client.get(url).status_code == 302
    editor = User.objects.create_user("editor@example.org", "secret-pass-7", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert client.get(url).status_code == 403
    client.force_login(User.objects.create_superuser("coach@example.org", "secret-pass-7"))
    assert client.get(url).status_code == 200


def test_the_list_of_steps_costs_the_same_however_many(
    client, coach, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        client.get(reverse("admin:plans_step_changelist"))


def test_a_ladder_edited_here_is_left_alone_by_an_update(client, coach, bridge):
    save(client, bridge, amount_high=15)
    assert ladder_loader.load().left_alone == ["glutes-that-fire: its draft was edited"]


def test_stages_moved_about_are_a_draft_too(client, coach, program):
    url = reverse("admin:plans_program_change", args=[program.pk])
    values = {"name_en": "Glutes that fire", "stages-INITIAL_FORMS": 4, "stages-TOTAL_FORMS": 4}
    for number, stage in enumerate(program.stages.all()):
        values |= {
            f"stages-{number}-id": stage.pk,
            f"stages-{number}-program": program.pk,
            f"stages-{number}-key": stage.key,
            f"stages-{number}-order": {"march": 2, "bridge": 1}.get(stage.key, stage.order),
            f"stages-{number}-name_en": str(stage.name),
        }
    response = post(client, url, values)
    assert "Saved in the draft" in said(response)
    stages = [step.stage for step in programs.draft_rules(program).steps]
    assert stages.index("bridge") < stages.index("march")
    assert program.revisions.count() == 1
    assert "Comes after: " in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["program", "step"])
def test_the_empty_forms_open(client, coach, name):
    assert client.get(reverse(f"admin:plans_{name}_add")).status_code == 200
