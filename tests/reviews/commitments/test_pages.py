"""G4: the page of a partnership's commitments, the partnership's panel, tasks, warnings, and the review."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from partnerships.models import PortfolioLine, WaitingTask
from partnerships.portfolio.services.rebuild import rebuild
from pes_partnerships.ledger.services import Actor
from reviews.commitments.services.acting import accept, send_back, set_aside
from reviews.commitments.services.keeping import say_measure
from reviews.commitments.services.reviewing import record_kept
from reviews.logging.services.logging import confirm_review
from reviews.models import Commitment, CommitmentTask
from reviews.partners.services.facts import record_of
from reviews.partners.services.stating import Said, send_part
from reviews.warnings.services.current import warnings_of
from tests.factories.agreements import signed_agreement
from tests.factories.commitments import SERVICE, TOWN, YOUTH, added, in_days, late, of_text, party_of, sent
from tests.factories.partners_in_reviews import asked, proposed, review_of
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


@pytest.fixture
def states(partnership, in_scope) -> dict[str, CommitmentTask]:
    """One task of each state, at the municipality."""
    by = Actor.user(in_scope.lina)
    made = {name: added(partnership, in_scope.lina, text=f"{name} one") for name in ("late", "waits", "returned")}
    made |= {name: added(partnership, in_scope.lina, text=f"{name} one") for name in ("accepted", "aside", "coming")}
    late(made["late"], 44)
    for name in ("waits", "returned", "accepted"):
        sent(late(made[name], 5), in_scope.jonas, words=f"It is {name}.", done_on=in_days(-6))
    send_back(task=made["returned"], by=by, words="Hours without months.")
    accept(task=made["accepted"], by=by)
    set_aside(task=made["aside"], by=by, words="The fair fell out.")
    return made


def list_of(partnership, view: str = "party", **more: str) -> str:
    query = "&".join([f"view={view}", *(f"{name}={value}" for name, value in more.items())])
    return f"{reverse('reviews:commitments', args=[partnership.pk])}?{query}"


def test_the_page_says_what_waits_who_keeps_its_commitments_and_all_of_them(states, partnership, in_scope, sign_in):
    words = words_on(sign_in(in_scope.lina).get(list_of(partnership)))
    assert "Accept or return: waits one" in words
    assert "Decide on: late one" in words
    assert "44 days late" in words
    assert f"{TOWN} 7 1 of 4 1 is late, by 44 days. 1 was returned. 1 waits for the employment service" in words
    assert "1 is not measured." in words
    assert "Returned on" in words
    assert "“Hours without months.”" in words
    assert "1 of 4 that fell due in the last twelve months were kept in time." in words


def test_each_tab_has_its_address_and_its_rows(states, partnership, in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    open_ones = words_on(lina.get(list_of(partnership, "open"))).partition("All commitments")[2]
    assert "late one" in open_ones
    assert "returned one" in open_ones
    assert "coming one" not in open_ones
    past = words_on(lina.get(list_of(partnership, "past"))).partition("All commitments")[2]
    assert "accepted one" in past
    assert "The fair fell out." in past
    assert "late one" not in past
    by_day = words_on(lina.get(list_of(partnership, "day"))).partition("All commitments")[2]
    assert by_day.index("late one") < by_day.index("coming one")


def test_the_list_is_a_file_exactly_as_shown_and_the_days_a_calendar(states, partnership, in_scope, sign_in):
    vytas = sign_in(in_scope.vytas)
    text = vytas.get(list_of(partnership, "open", format="csv")).content.decode("utf-8-sig").splitlines()
    assert len(text) == 3
    assert text[1].startswith(f"{TOWN},late one,Made elsewhere: Minutes of 3 March,Once,Jonas Jonaitis,Late,44,")
    book = load_workbook(BytesIO(vytas.get(list_of(partnership, "past", format="xlsx")).content))
    assert [row[2].value for row in book.active.iter_rows(min_row=2)] == ["aside one", "accepted one"]
    calendar = Calendar.from_ical(vytas.get(reverse("reviews:commitments_calendar", args=[partnership.pk])).content)
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == [
        "Commitment due: coming one", "Commitment due: Training of youth workers; EUR\xa024,000",
    ]  # fmt: skip


def test_the_partnership_page_says_who_keeps_its_commitments(states, partnership, in_scope, sign_in):
    words = words_on(sign_in(in_scope.lina).get(reverse("partnerships:partnership", args=[partnership.pk])))
    assert "Who keeps its commitments All 12 commitments" in words
    assert "2 tasks are open with others. 1 waits for you." in words
    assert "Waits for you waits one Accept or return" in words


def test_who_only_reads_is_offered_nothing(states, partnership, in_scope, sign_in):
    page = sign_in(in_scope.vytas).get(list_of(partnership))
    assert "Nothing of these commitments waits for you." in words_on(page)
    assert "/commitment-tasks/" not in page.content.decode()


def test_a_partnership_without_a_signed_text_says_what_to_do_first(in_scope, sign_in):
    from tests.factories.agreements import ready_agreement

    draft = ready_agreement(in_scope)
    words = words_on(sign_in(in_scope.lina).get(list_of(draft.partnership)))
    assert "No commitments yet" in words
    assert "Add a commitment made elsewhere" in words


def test_pages_cost_the_same_for_one_and_for_three(partnership, in_scope, sign_in, count_queries):
    lina = sign_in(in_scope.lina)
    pages = [list_of(partnership), reverse("partnerships:partnership", args=[partnership.pk])]
    counts = []
    for number in (1, 2):
        for each in range(number):
            sent(late(added(partnership, in_scope.lina, text=f"{number} {each}")), in_scope.jonas)
            late(added(partnership, in_scope.lina, YOUTH, text=f"{number} {each}"))
        counts.append([count_queries(lambda page=page: lina.get(page)) for page in pages])
    assert counts[0] == counts[1]


def test_a_long_list_has_pages(partnership, in_scope, sign_in):
    for number in range(20):
        added(partnership, in_scope.lina, text=f"Number {number}")
    lina = sign_in(in_scope.lina)
    assert "1 to 25 of 30" in words_on(lina.get(list_of(partnership)))
    assert "26 to 30 of 30" in words_on(lina.get(list_of(partnership, page="2")))


def kinds_of(partnership) -> dict[str, object]:
    rows = WaitingTask.objects.filter(partnership=partnership, kind__startswith="commitments.")
    return {row.kind: row.due_on for row in rows}


def test_what_waits_or_is_late_is_a_task_of_the_office_in_one_line_each(states, partnership, in_scope, sign_in):
    added(partnership, in_scope.lina, SERVICE, days=3, text="Report of ours")
    rebuild()
    found = kinds_of(partnership)
    assert sorted(found) == ["commitments.accept", "commitments.due", "commitments.late"]
    assert found["commitments.late"] == in_days(-44)
    words = words_on(sign_in(in_scope.lina).get(reverse("partnerships:portfolio")))
    assert "Decide on 2 late commitments" in words
    assert "Accept or return: waits one" in words
    assert "Keep a commitment: Report of ours" in words


def test_time_alone_wakes_the_line(partnership, in_scope):
    added(partnership, in_scope.lina, days=20)
    line = PortfolioLine.objects.get(partnership=partnership)
    assert line.wakes_on == in_days(6)


def test_late_commitments_warn(states, partnership):
    found = warnings_of([partnership.pk], timezone.localdate())[partnership.pk]
    [warned] = [each.warned for each in found.warnings if each.warned.code == "commitments_late"]
    assert (warned.about, warned.title) == ("commitments", "2 commitments of the parties are late.")


def test_how_it_is_measured_makes_a_commitment_visible(agreement, partnership, in_scope, sign_in):
    quality = Commitment.objects.get(kind="quality")
    lina, address = sign_in(in_scope.lina), reverse("reviews:commitment_measure", args=[quality.pk])
    lina.post(address, typed_in(lina.get(address), "measured_by", measured_by="Share in the register, each year"))
    quality.refresh_from_db()
    assert not quality.is_unseen
    assert "is not measured" not in words_on(lina.get(list_of(partnership)))


def test_what_holds_always_counts_once_at_each_review(agreement, partnership, in_scope):
    rooms = of_text(agreement, "Gives rooms")
    first = rooms.tasks.get()
    confirmed = confirm_review(review=proposed(review_of(agreement), in_scope.jonas), by=Actor.user(in_scope.lina))
    first.refresh_from_db()
    assert (first.is_held_back, first.day) == (False, max(confirmed.due_on, confirmed.held_on))
    assert rooms.tasks.count() == 2
    assert rooms.tasks.exclude(pk=first.pk).get().is_held_back


def test_the_office_says_on_one_page_which_were_kept(agreement, partnership, in_scope, sign_in):
    review = review_of(agreement)
    rooms, own = (of_text(agreement, words).tasks.get() for words in ("Gives rooms", "Co-ordinates"))
    jonas, address = sign_in(in_scope.jonas), reverse("reviews:review_commitments", args=[review.pk])
    assert address in jonas.get(reverse("reviews:review", args=[review.pk])).content.decode()
    page = jonas.get(address)
    assert "Each partner answers" not in words_on(page)
    nothing = jonas.post(address, typed_in(page, "words", words="Seen at the board."))
    assert "Tick at least one commitment that was kept." in words_on(nothing)
    ticked = typed_in(page, "words", words="Seen at the board.", kept=[str(rooms.pk), str(own.pk)])
    assert jonas.post(address, ticked).url == reverse("reviews:review", args=[review.pk])
    rooms.refresh_from_db()
    own.refresh_from_db()
    assert (rooms.status, own.status, own.is_sent_by_us) == ("accepted", "sent", True)
    assert record_kept(tasks=[rooms], by=Actor.user(in_scope.lina), words="Again") == 0


def test_what_a_partner_stated_in_the_review_is_accepted_with_it(agreement, partnership, in_scope):
    review, town = review_of(agreement), party_of(partnership, TOWN)
    parts = {part.participation_id: part for part in asked(review, in_scope.lina)}
    words = {"works": "The rooms.", "works_not": "", "change": "", "worth": "yes"}
    said = [Said("Gives rooms in two libraries.", "right", "Both are open.")]
    send_part(part=parts[town.pk], name="Jonas Jonaitis", view=words, records=said)
    confirm_review(review=proposed(review, in_scope.jonas), by=Actor.user(in_scope.lina))
    kept = of_text(agreement, "Gives rooms").tasks.get(review=review)
    silent = of_text(agreement, "Trains youth workers").tasks.get(review=review)
    assert (kept.status, silent.status) == ("accepted", "open")
    assert [(act.kind, act.words) for act in kept.acts.all()] == [("sent", ""), ("accepted", "")]


def test_the_review_shows_what_is_late_and_the_partner_reads_it_in_its_record(
    states, agreement, partnership, in_scope, sign_in
):
    review = review_of(agreement)
    words = words_on(sign_in(in_scope.jonas).get(reverse("reviews:review", args=[review.pk])))
    assert "Commitments of the parties" in words
    assert "5 ongoing commitments are asked about at this review." in words
    money = of_text(agreement, "Training of youth workers").tasks.get()
    late(money, 3)
    part = next(part for part in asked(review, in_scope.lina) if part.participation == party_of(partnership, YOUTH))
    [line] = [line for line in record_of(part, timezone.localdate()).lines if line.is_late]
    assert line.text.startswith("Training of youth workers")
    say_measure(commitment=Commitment.objects.get(kind="quality"), by=Actor.user(in_scope.lina), measured_by="x")


def test_the_page_of_a_commitment_says_each_thing_once_and_an_idle_task_is_not_reminded_of(
    partnership, in_scope, sign_in
):
    task, jonas = added(partnership, in_scope.lina, days=60, text="List of visits"), sign_in(in_scope.jonas)
    page, remind = (
        reverse("reviews:commitment", args=[task.commitment_id]),
        reverse("reviews:commitment_remind", args=[task.pk]),
    )
    shown = jonas.get(page)
    assert remind not in shown.content.decode()
    assert words_on(shown).count("Alytus city municipality") == 1
    for day in (10, -3):
        CommitmentTask.objects.filter(pk=task.pk).update(due_on=in_days(day))
        assert remind in jonas.get(page).content.decode()
    assert words_on(jonas.get(page)).count("3 days late") == 1
    sent(task, in_scope.jonas, words="Nine firms.")
    assert words_on(jonas.get(page)).count("Nine firms.") == 1
