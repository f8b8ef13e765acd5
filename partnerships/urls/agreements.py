"""The addresses of agreements: drafting, sending, signing."""

from django.urls import URLPattern, path

from partnerships.agreements.views import agreement, contribution, party, section, terms
from partnerships.objectives import views as objective
from partnerships.signing.views import sign, signatures

AGREEMENTS: list[URLPattern] = [
    path("partnerships/<int:pk>/agreements/new/", agreement.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", agreement.agreement, name="agreement"),
    path("agreements/<int:pk>/text/", agreement.agreement_text_page, name="agreement_text"),
    path("agreements/<int:pk>/drop/", agreement.agreement_abandon, name="agreement_abandon"),
    path("agreements/<int:pk>/model/", terms.agreement_model, name="agreement_model"),
    path("agreements/<int:pk>/lead/", terms.agreement_lead, name="agreement_lead"),
    path("agreements/<int:pk>/quality/", terms.agreement_quality, name="agreement_quality"),
    path("agreements/<int:pk>/term/", terms.agreement_term, name="agreement_term"),
    path("agreements/<int:pk>/dissolution/", terms.agreement_dissolution, name="agreement_dissolution"),
    path("agreements/<int:pk>/responsibilities/", terms.agreement_responsibilities, name="agreement_responsibilities"),
    path("agreements/<int:pk>/sections/<slug:key>/", section.section, name="section"),
    path("agreements/<int:pk>/parties/", party.agreement_parties, name="agreement_parties"),
    path("agreements/<int:pk>/parties/new/", party.party_new, name="party_new"),
    path("agreements/<int:pk>/signatories/", party.agreement_signatories, name="agreement_signatories"),
    path("parties/<int:pk>/", party.party, name="party"),
    path("parties/<int:pk>/remove/", party.party_remove, name="party_remove"),
    path("agreements/<int:pk>/contributions/", contribution.agreement_contributions, name="agreement_contributions"),
    path("agreements/<int:pk>/contributions/new/", contribution.contribution_new, name="contribution_new"),
    path("contributions/<int:pk>/", contribution.contribution, name="contribution"),
    path("contributions/<int:pk>/remove/", contribution.contribution_remove, name="contribution_remove"),
    path("agreements/<int:pk>/objectives/new/", objective.objective_new, name="objective_new"),
    path("objectives/<int:pk>/", objective.objective, name="objective"),
    path("objectives/<int:pk>/remove/", objective.objective_remove, name="objective_remove"),
    path("agreements/<int:pk>/send/", signatures.agreement_send, name="agreement_send"),
    path("agreements/<int:pk>/signatures/", signatures.signatures, name="signatures"),
    path("agreements/<int:pk>/recall/", signatures.agreement_recall, name="agreement_recall"),
    path("agreements/<int:pk>/signed.pdf", signatures.document, name="document"),
    path("parties/<int:pk>/ask/", signatures.party_ask, name="party_ask"),
    path("parties/<int:pk>/paper/", signatures.party_paper, name="party_paper"),
    path("signatures/<int:pk>/scan/", signatures.signature_scan, name="signature_scan"),
    path("sign/done/", sign.sign_done, name="sign_done"),
    path("sign/<str:token>/", sign.sign_page, name="sign"),
]
