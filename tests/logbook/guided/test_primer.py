"""The primer before a run: guided, hands-free, and no session."""

from datetime import date, timedelta
from urllib.parse import parse_qs
from uuid import uuid4

import pytest

from logbook import actions
from logbook.exercise_guides import guides
from logbook.history import history_of
from logbook.models import SetEntry
from logbook.training_state import plan_on
from tests.factories import RunFactory, SetEntryFactory, UserFactory
from tests.logbook.guided.test_guided import opened, script, text
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
PRIMER, SETS = "/today/go/primer/", "/today/go/primer/sets/"


@pytest.fixture
def runner(client, mat_runner):
    """With the held march open, and a run today."""
    train(mat_runner, MONDAY - DAY, 1, ["prone-squeeze"])
    RunFactory(user=mat_runner, date=MONDAY, kind="key", minutes=50)
    return opened(mat_runner, "wall-march-hold")


def squeeze(**values):
    return {
        "exercise": "prone-squeeze", "side": "both", "amount": "10", "hold_s": "5",
        "key": str(uuid4()), "date": "2026-03-02",
    } | values  # fmt: skip


def test_on_a_day_with_a_run_today_offers_it_above_the_first_card(client, runner):
    page = text(client.get("/today/"))
    assert "Before your key run: 3 exercises" in page
    assert page.index('class="card primer"') < page.index("<article")
    assert client.get("/today/").context["page"].primer.minutes == 4


def test_without_a_run_it_is_a_quiet_link_and_can_be_done_all_the_same(client, mat_runner):
    page = client.get("/today/")
    assert page.context["page"].primer is None
    assert f'<a class="link" href="{PRIMER}">' in text(page)
    assert len(script(client.get(PRIMER))["sets"]) == 2  # both squeezes
    client.post(SETS, squeeze())
    assert SetEntry.objects.get().primer


def test_it_asks_each_set_once_and_nothing_afterwards(client, runner):
    found = script(client.get(PRIMER))
    sets = [(one["slug"], one["side"], one["amount"], one["of"]) for one in found["sets"]]
    assert sets == [
        ("prone-squeeze", "both", 10, 1),
        ("standing-squeeze", "both", 10, 1),
        ("wall-march-hold", "left", 6, 1),
        ("wall-march-hold", "right", 6, 1),
    ]
    assert not any(one["asks"] for one in found["exercises"].values())
    assert (found["hands_free"], found["summary"]) == (True, None)
    assert found["addresses"]["log"] == SETS


def test_its_sets_are_kept_apart_from_the_days_sets(client, runner):
    client.post(SETS, squeeze())
    done = [bool(one["key"]) for one in script(client.get(PRIMER))["sets"]]
    assert done == [True, False, False, False]
    assert not any(one["key"] for one in script(client.get("/today/go/"))["sets"])


def test_it_belongs_to_no_session_and_moves_nothing(client, runner):
    before = plan_on(runner, MONDAY), plan_on(runner, MONDAY + DAY).steps
    sessions = history_of(runner).sessions
    client.post(SETS, {"set": client.get(PRIMER).context["guided"].whole})
    assert SetEntry.objects.filter(primer=True).count() == 4
    assert history_of(runner).sessions == sessions
    assert (plan_on(runner, MONDAY), plan_on(runner, MONDAY + DAY).steps) == before
    assert "a primer before the run" in text(client.get("/logbook/"))


def test_it_is_logged_whole_without_a_script_and_once(client, runner):
    guided = client.get(PRIMER).context["guided"]
    for _ in range(2):
        sent = client.post(SETS, {"set": guided.whole})
        assert (sent.status_code, sent.url) == (303, "/today/")
    entries = SetEntry.objects.filter(primer=True)
    assert entries.count() == 4
    assert set(entries.values_list("hold_s", flat=True)) == {5, 1}
    assert "Your primer is done." in text(client.get(PRIMER))
    assert "Primer done" in text(client.get("/today/"))


def test_one_wrong_set_and_none_is_stored(client, runner):
    guided = client.get(PRIMER).context["guided"]
    wrong = [*guided.whole[:2], "exercise=yoga&side=both&amount=0&key=1"]
    for sent in ({"set": wrong}, {}, squeeze(amount="0"), squeeze(date="2026-03-03")):
        assert client.post(SETS, sent).status_code == 422
    assert not SetEntry.objects.filter(primer=True).exists()


@pytest.mark.django_db(transaction=True)
def test_a_primer_that_breaks_off_leaves_nothing(library, monkeypatch):
    user, guide = UserFactory(), guides()["prone-squeeze"]
    one = {"exercise": guide, "date": MONDAY, "side": "both", "amount": 10}
    sets = [one | {"key": uuid4()}, one | {"key": "no key"}]
    with pytest.raises(Exception, match="no key"):
        actions.log_primer(user=user, sets=sets)
    assert not SetEntry.objects.exists()


def test_a_set_of_it_is_corrected_taken_back_and_brought_back(client, runner):
    entry = SetEntryFactory(user=runner, date=MONDAY, slug="prone-squeeze", primer=True)
    assert client.post(f"/sets/{entry.key}/?showed=10", {"amount": "7"}).status_code == 204
    for way, is_there in (("delete", False), ("restore", True)):
        assert client.post(f"/sets/{entry.key}/{way}").status_code == 204
        entry.refresh_from_db()
        assert (entry.amount, entry.deleted_at is None) == (7, is_there)


def test_a_set_that_was_taken_back_is_logged_anew_under_its_key(client, runner):
    whole = client.get(PRIMER).context["guided"].whole
    client.post(SETS, {"set": whole})
    entry = SetEntry.objects.filter(primer=True).first()
    client.post(f"/sets/{entry.key}/delete")
    again = client.get(PRIMER).context["guided"].whole
    assert again == whole[:1]
    client.post(SETS, {"set": again})
    assert SetEntry.objects.live().filter(primer=True).count() == 4


def test_the_days_own_set_has_another_key(client, runner):
    keys = {one["lamp"] for one in script(client.get("/today/go/"))["sets"]}
    assert not keys & {one["lamp"] for one in script(client.get(PRIMER))["sets"]}


def test_it_ends_with_a_cue_for_the_run(client, runner):
    cue = client.get(PRIMER).context["guided"].run_cue
    assert cue in {guide.run_cue for guide in guides().values()} - {""}
    assert text(client.get(PRIMER)).count(cue) == 2


def test_after_red_pain_there_is_none(client, runner):
    RunFactory(user=runner, date=MONDAY, pain=7)
    assert client.get("/today/").context["page"].primer is None
    assert "No primer today" in text(client.get(PRIMER))


def test_once_the_run_is_said_it_is_offered_no_more(client, runner):
    run = runner.runs.get()
    client.post(f"/runs/{run.pk}/felt/", {"felt_left": "5", "felt_right": "5", "pain": "0"})
    assert client.get("/today/").context["page"].primer is None


def test_a_phone_takes_it_along(client, runner):
    RunFactory(user=runner, date=MONDAY + 2 * DAY)
    ahead = client.get("/today/").context["page"].days_ahead
    assert [one for one in ahead if "primer" in one] == [
        PRIMER, "/today/ahead/2026-03-04/go/primer/",
    ]  # fmt: skip
    for address, day in ((PRIMER, "2026-03-02"), (ahead[-1], "2026-03-04")):
        page = client.get(address)
        assert (page["X-Page"], page["X-Day"]) == (PRIMER, day)
        assert all(parse_qs(one)["date"] == [day] for one in page.context["guided"].whole)
    assert client.get("/today/ahead/2026-03-09/go/primer/").status_code == 404


def test_a_stranger_is_asked_to_log_in(client, runner):
    client.logout()
    for address in (PRIMER, "/today/ahead/2026-03-03/go/primer/"):
        assert client.get(address).url.startswith("/accounts/login/")
    assert client.post(SETS, squeeze()).url.startswith("/accounts/login/")
