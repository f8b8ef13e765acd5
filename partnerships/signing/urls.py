"""The addresses of sending, signing and the signed document."""

from django.urls import path

from .views import (
    checking,
    condition,
    documents,
    extending,
    letters,
    links,
    members,
    naming,
    paper,
    reaching,
    sign,
    signatures,
    texts,
)

urlpatterns = [
    path("agreements/<int:pk>/send/", signatures.agreement_send, name="agreement_send"),
    path("agreements/<int:pk>/signatures/", signatures.signatures, name="signatures"),
    path("agreements/<int:pk>/extend/", extending.agreement_extend, name="agreement_extend"),
    path("agreements/<int:pk>/recall/", signatures.agreement_recall, name="agreement_recall"),
    path("agreements/<int:pk>/condition/", condition.agreement_condition, name="agreement_condition"),
    path("agreements/<int:pk>/signed.pdf", documents.signed, name="document"),
    path("agreements/<int:pk>/signed/", documents.twin, name="twin"),
    path("signatories/<int:pk>/ask/", signatures.signatory_ask, name="signatory_ask"),
    path("signatories/<int:pk>/paper/", paper.signatory_paper, name="signatory_paper"),
    path("signatories/<int:pk>/other/", naming.signatory_other, name="signatory_other"),
    path("signatories/<int:pk>/reach/", reaching.signatory_reach, name="signatory_reach"),
    path("signatories/<int:pk>/letter/", letters.signatory_letter, name="signatory_letter"),
    path("letters/<int:pk>.pdf", letters.letter_pdf, name="letter_pdf"),
    path("letter/", letters.letter_page, name="letter"),
    path("signatures/<int:pk>/scan/", paper.signature_scan, name="signature_scan"),
    path("agreements/<int:pk>/text.pdf", texts.text_pdf, name="text_pdf"),
    path("sign/<str:token>/text.pdf", texts.sign_text, name="sign_text"),
    path("agreements/<int:pk>/members.pdf", documents.member_list, name="member_list"),
    path("signatures/<int:pk>/check/", checking.signature_check, name="signature_check"),
    path("agreements/<int:pk>/members/", members.members, name="members"),
    path("agreements/<int:pk>/members/new/", members.member_new, name="member_new"),
    path("members/<int:pk>/notice/", members.member_notice, name="member_notice"),
    path("members/<int:pk>/stays/", members.member_stays, name="member_stays"),
    path("sign/<str:token>/annexes/<int:pk>/", sign.sign_annex, name="sign_annex"),
    path("sign/<str:token>/other/", naming.sign_other, name="sign_other"),
    path("sign/<str:token>/again/", links.sign_again, name="sign_again"),
    path("sign/<str:token>/", sign.sign_page, name="sign"),
]
