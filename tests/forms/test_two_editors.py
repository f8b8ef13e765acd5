"""Two people edit one thing: the second sees both texts on one page, and may save the own one or keep the other."""

import pytest
from django.db import transaction

from tests.pages import forms_on as forms_sent
from tests.pages import typed_in, words_on
from tests.permissions.tables import ROUTES
from tests.security.fields import forms_on
from tests.security.test_bad_input import asked

from .asking import page_of

pytestmark = pytest.mark.django_db
BY_NAME = {route.name: route for route in ROUTES}
THEIRS, MINE = "Saved by Jonas", "Typed by Lina"

# every form that edits what is stored, with the field that two people fill in
EDITORS = {
    "partnerships:partnership_change": "challenge",
    "partnerships:examination": "badly_served",
    "partnerships:tests": "tests_note",
    "partnerships:value": "added_value",
    "partnerships:decision": "outcome_reason",
    "partnerships:chain": "rows-0-need",
    "partnerships:support": "rows-0-need",
    "partnerships:team_member": "part",
    "partnerships:training": "title",
    "partnerships:participant_change": "role",
    "partnerships:view_change": "name",
    "partnerships:dialogue_change": "said",
    "partnerships:fresh_look": "note",
    "partnerships:contact_change": "office_held",
    "partnerships:organisation_change": "place",
    "partnerships:name_change": "name",
    "partnerships:site_change": "street",
    "partnerships:agreement_registration": "registry_number",
    "partnerships:representation": "since_year",
    "partnerships:office_autonomy_change": "freedom_budget",
    "partnerships:agreement_beyond": "beyond_note",
    "partnerships:agreement_model": "model_reason",
    "partnerships:agreement_quality": "quality",
    "partnerships:agreement_lead": "lead_reason",
    "partnerships:agreement_term": "ends_year",
    "partnerships:agreement_responsibilities": "lines-0-text",
    "partnerships:agreement_dissolution": "notice",
    "partnerships:agreement_signatories": "signs_for",
    "partnerships:record_signers": "signers-0-office_held",
    "partnerships:marks": "rows-0-other",
    "partnerships:section": "body",
    "partnerships:party": "risk",
    "partnerships:annex": "term",
    "partnerships:contribution": "description",
    "partnerships:objective": "indicator",
    "partnerships:ending_words": "public_how",
    "partnerships:ending_successor": "carried_on",
    "partnerships:ending_step_change": "act",
    "partnerships:left_matter": "note",
    "partnerships:reminder_rule": "lead_days",
    "partnerships:reminder_settings": "opens",
    "reviews:review_objective": "comment",
    "reviews:review_answers": "partners_say",
    "reviews:review_actions": "note_of_action",
    "reviews:review_decision": "reason",
    "reviews:evaluation_part": "independence",
    "reviews:settings": "lead_days",
    "reviews:campaign_days": "confirm_by_year",
    "reviews:values_grid": "c-",
    "reviews:warning_accept": "reason",
    "reviews:meeting_change": "place",
    "reviews:meeting_agenda": "rows-0-who",
    "reviews:meeting_papers": "rows-0-title",
    "reviews:meeting_words": "strengths",
    "reviews:meeting_note": "body",
    "reviews:chair_order": "every_months",
    "reviews:rhythm_change": "led_by",
    "reviews:commitment_change": "every_months",
    "directory:message_visit": "programme",
    "directory:messages_mailbox": "directory_email",
}
# what two people fill in where it is no plain text, and how the page of the conflict says it
OTHER_WORDS = {
    "since_year": ("2019", "2020"),
    "ends_year": ("2031", "2032"),
    "confirm_by_year": ("2031", "2032"),
    "lead_days": ("50, 7", "40, 7"),
    "opens": ("8", "9"),
    "freedom_budget": ("free", "wider"),
    "c-": ("50", "40"),
    "every_months": ("3", "12"),
    "directory_email": ("theirs@pes.example", "mine@pes.example"),
}
BESIDE = {
    "partnerships:marks": {"rows-0-about": "challenge", "rows-0-mark": "sources_disagree"},
    "partnerships:support": {"rows-0-kind": "training"},
    "partnerships:fresh_look": {"commitment": "same"},
    "reviews:commitment_change": {"how_often": "every", "words": "Agreed at the board."},
    "reviews:values_grid": {"source": "Register", "reason": "Counted again"},
    "reviews:meeting_papers": {"rows-0-url": "https://papers.example/1"},
    "reviews:chair_order": {"reason": "Agreed in the round"},
}
ABOUT = {"partnerships:agreement_beyond": lambda rows: {"pk": rows.draft_beyond.pk}}


@pytest.mark.parametrize("name", EDITORS)
def test_the_second_editor_sees_both_texts_and_chooses(name, worlds):
    key = worlds.alytus.action.pk
    of_a_row = {"signs_for": f"party{worlds.alytus.party.pk}-signs_for", "note_of_action": f"note_{key}"}
    field = of_a_row.get(EDITORS[name], EDITORS[name])
    theirs, mine = OTHER_WORDS.get(field, (THEIRS, MINE))
    client, path = page_of(worlds, BY_NAME[name], ABOUT.get(name))
    if field == "c-":  # the first cell of the grid
        field = next(each for form in forms_sent(client.get(path)) for each in form.sent if each.startswith(field))
    with transaction.atomic():
        beside = {f"outcome_{key}": "goes_on"} if name == "reviews:review_actions" else BESIDE.get(name, {})
        first, second = (typed_in(client.get(path), field, **{field: words, **beside}) for words in (theirs, mine))
        assert client.post(path, first).status_code == 302, "the first editor was refused"

        conflict = client.post(path, second)

        words = words_on(conflict)
        assert (conflict.status_code, "Save mine" in words, "Keep theirs" in words) == (409, True, True)
        (row,) = conflict.context["rows"]
        assert row["theirs"] != row["yours"]
        if field not in ("freedom_budget", "every_months"):
            assert (theirs in row["theirs"], mine in row["yours"]) == (True, True)
        again = typed_in(conflict, field)
        assert again[field] == [mine]
        assert client.post(path, again).status_code == 302
        assert typed_in(client.get(path), field)[field] == [mine]
        transaction.set_rollback(True)


# forms that need no such page, and why
MAKES = "makes a new row, and changes none"
ACTS = "an act that the status or the record allows once: the second one is told that it was done"
OWN = "a person's own account"
CHOOSES = "takes a decision that is kept beside the earlier ones"
NO_EDITORS = {
    **dict.fromkeys(
        """advice team_member_new training_new agreement_parties party_new contribution_new objective_new dialogue_new
        partnership_new participant_new actors imports workbooks view_new organisation_new name_new site_new
        representation_new assessment_new
        contact_new agreement_new record_new record_file_new record_signers_many
        invite_several representative_change organisation_rename comments_share
        remark_new comment member_new clause_new clause_change section_copy section_new annex_new
        minor_change_new local_template local_texts_make ending_objection ending_step_new""".split(),
        MAKES,
    ),
    **dict.fromkeys(
        """agreement_abandon record_correct record_discard record_file_replace record_file_remove
        agreement_send agreement_extend agreement_recall copy_new copy party_paper signatory_paper
        signatory_letter letter
        signatory_other signature_check sign sign_other
        approval_ask approval
        approval_withdraw consent consent_withdraw reminder_aside hand_over my_calendar partnership_calendar
        invite invitation_withdraw answer duplicate_dismiss partnership_end import_rows import_give_up import_undo
        merge merge_undo
        workbook_check workbook_write workbook_give_up workbook_undo portfolio_export
        name_remove site_remove organisation_end organisation_reopen representation_remove remark_answer comments_extend
        comments_close member_notice clause_withdraw agreement_condition local_text_none
        agreement_umbrella termination_new termination_withdraw local_text_bring
        ending_move ending_stop objection_answer ending_step ending_step_check withdrawal_new
        withdrawal_stay""".split(),
        ACTS,
    ),
    "record": "compares by itself: tests/partnerships/elsewhere/test_record_pages.py",
    "check_document": "asks, and changes nothing",
    "advice_result": CHOOSES,
    "propose": MAKES,
    "proposal": ACTS,
    **dict.fromkeys(("comments", "contacts", "write", "follow_search"), MAKES),
    "validity": "one number for the whole directory; the ledger keeps the earlier one",
    **dict.fromkeys(("withdraw", "give_back", "selected", "confirm"), ACTS),
    **dict.fromkeys("message message_confirm conversation conversation_visit confirm_search stop_search".split(), ACTS),
    **dict.fromkeys(
        """my_reminders account_reset_password account_logout account account_set_password mfa_activate_totp
        mfa_generate_recovery_codes""".split(),
        OWN,
    ),
    "review_move": ACTS,
    **dict.fromkeys("clock_again clock_now clock_cancel clock_held".split(), ACTS),
    **dict.fromkeys(("review_check", "review_confirm", "review_send_back", "value_correct", "value_withdraw"), ACTS),
    **dict.fromkeys(
        """campaign_new part_take_in review_ask part_withdraw draft_show objection_reply part_check part_draft
        part_hand_over""".split(),
        ACTS,
    ),
    "door_end": ACTS,
    **dict.fromkeys(("commitment_new", "commitment_ask"), MAKES),
    **dict.fromkeys(
        "commitment_end commitment_set_aside commitment_remind door_commitment review_commitments".split(), ACTS
    ),
    **dict.fromkeys(
        ("commitment_done", "commitment_decide", "commitment_move", "door_answer"),
        "compares by itself: tests/reviews/commitments/test_acting.py",
    ),
    "commitment_measure": "one line that is no part of the text; the ledger keeps the earlier one",
    "part": "compares by itself: tests/reviews/partners/test_part_page.py",
    "value_new": MAKES,
    "alone_cost": "beside the earlier statements, which stay",
    "proof_new": MAKES,
    **dict.fromkeys(("proof_replace", "proof_withdraw", "confirmation_withdraw"), ACTS),
    "period": "compares what was shown by itself: tests/reviews/periods/test_confirming.py",
    "campaign_workbook": "compares by itself: tests/reviews/partners/test_workbook.py",
    "own_period": "compares what was shown by itself: tests/reviews/periods/test_own.py",
    "values_paste": "shows what it would save once more, where another person saved meanwhile",
    "activity_new": MAKES,
    "action_new": MAKES,
    **dict.fromkeys("action_progress action_done action_confirm action_give_up action_own".split(), ACTS),
    **dict.fromkeys("meeting_new feedback_new feedback_give".split(), MAKES),
    **dict.fromkeys(
        "meeting_invite meeting_cancel meeting_hold meeting_send meeting_address partner_tell feedback_answer".split(),
        ACTS,
    ),
    "meeting_people": "compares by itself: tests/reviews/meetings/test_planning.py",
    "meeting_own_words": "compares by itself: tests/reviews/meetings/test_own_words.py",
    "rhythm_new": MAKES,
    "review_enter": MAKES,
    "rhythm_end": ACTS,
    "occurrence": ACTS,
    "health_check_new": MAKES,
    **dict.fromkeys(("health_check_read", "health_check_close", "health_withdraw", "health_send"), ACTS),
    "health_page": "compares by itself: tests/reviews/health/test_answering.py",
    "evaluation_invite": MAKES,
    **dict.fromkeys(
        "evaluation_hand_in evaluation_write_again evaluation_send evaluation_independence evaluation_end".split(), ACTS
    ),
    "evaluation_answer": "compares by itself: tests/reviews/evaluation/test_answering.py",
}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "get"], ids=lambda route: route.name)
def test_every_form_has_two_editors_or_a_reason_why_not(route, worlds):
    client, path = page_of(worlds, route)
    forms = forms_on(asked(client, "get", path), path)

    assert (
        ("post", path) not in [form[:2] for form in forms]
        or route.name in EDITORS
        or route.name.split(":")[-1] in NO_EDITORS
    )
