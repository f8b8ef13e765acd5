"""The addresses of a draft and its parts."""

from django.urls import path

from .views import agreement, annex, comparing, contribution, many_objectives, many_parties, party, section, terms

urlpatterns = [
    path("partnerships/<int:pk>/agreements/new/", agreement.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", agreement.agreement, name="agreement"),
    path("agreements/<int:pk>/next/", agreement.agreement_next, name="agreement_next"),
    path("agreements/<int:pk>/text/", agreement.agreement_text_page, name="agreement_text"),
    path("agreements/<int:pk>/compare/", comparing.agreement_compare, name="agreement_compare"),
    path("agreements/<int:pk>/drop/", agreement.agreement_abandon, name="agreement_abandon"),
    path("agreements/<int:pk>/model/", terms.agreement_model, name="agreement_model"),
    path("agreements/<int:pk>/model/look/", terms.agreement_model_look, name="agreement_model_look"),
    path("agreements/<int:pk>/lead/", terms.agreement_lead, name="agreement_lead"),
    path("agreements/<int:pk>/quality/", terms.agreement_quality, name="agreement_quality"),
    path("agreements/<int:pk>/term/", terms.agreement_term, name="agreement_term"),
    path("agreements/<int:pk>/dissolution/", terms.agreement_dissolution, name="agreement_dissolution"),
    path("agreements/<int:pk>/responsibilities/", terms.agreement_responsibilities, name="agreement_responsibilities"),
    path("agreements/<int:pk>/sections/", section.sections_fill, name="sections_fill"),
    path("agreements/<int:pk>/sections/new/", section.section_new, name="section_new"),
    path("agreements/<int:pk>/sections/<slug:key>/", section.section, name="section"),
    path("agreements/<int:pk>/sections/<slug:key>/look/", section.section_look, name="section_look"),
    path("agreements/<int:pk>/sections/<slug:key>/remove/", section.section_remove, name="section_remove"),
    path("agreements/<int:pk>/sections/<slug:key>/copy/", section.section_copy, name="section_copy"),
    path("agreements/<int:pk>/parties/", party.agreement_parties, name="agreement_parties"),
    path("agreements/<int:pk>/parties/new/", party.party_new, name="party_new"),
    path("agreements/<int:pk>/parties/change/", many_parties.parties_change, name="parties_change"),
    path("agreements/<int:pk>/objectives/", many_objectives.agreement_objectives, name="agreement_objectives"),
    path("agreements/<int:pk>/objectives/change/", many_objectives.objectives_change, name="objectives_change"),
    path("agreements/<int:pk>/signatories/", party.agreement_signatories, name="agreement_signatories"),
    path("parties/<int:pk>/", party.party, name="party"),
    path("parties/<int:pk>/remove/", party.party_remove, name="party_remove"),
    path("agreements/<int:pk>/contributions/", contribution.agreement_contributions, name="agreement_contributions"),
    path("agreements/<int:pk>/contributions/new/", contribution.contribution_new, name="contribution_new"),
    path("agreements/<int:pk>/annexes/", annex.agreement_annexes, name="agreement_annexes"),
    path("agreements/<int:pk>/annexes/new/", annex.annex_new, name="annex_new"),
    path("annexes/<int:pk>/", annex.annex, name="annex"),
    path("annexes/<int:pk>/file/", annex.annex_download, name="annex_download"),
    path("annexes/<int:pk>/remove/", annex.annex_remove, name="annex_remove"),
    path("contributions/<int:pk>/", contribution.contribution, name="contribution"),
    path("contributions/<int:pk>/remove/", contribution.contribution_remove, name="contribution_remove"),
]
