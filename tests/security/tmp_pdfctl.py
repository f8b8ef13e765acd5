import pytest
from django.urls import reverse
from tests.factories.agreements import ready_agreement, signed_agreement, sent_agreement
from partnerships.services.documents import seal
from partnerships.services.drafting import save_terms
from pes_partnerships.ledger.services import Actor
NASTY="a\x01b\x0bc\x1f\x7f\x85\u202e\u2028<script>alert(1)</script>&amp; ]]> \ufffe\uffff 😀 {{ 1 }} {% if %}"
@pytest.mark.django_db
def test_x(in_scope, monkeypatch):
    from partnerships.models import Agreement
    import tests.factories.agreements as f
    cast=in_scope
    import inspect; print(inspect.signature(signed_agreement))
    a=ready_agreement(cast)
    save_terms(agreement=a, by=Actor.user(cast.lina), title=NASTY, quality=NASTY)
    p=a.partnership; p.title=NASTY; p.save()
    from partnerships.services.signing import send_for_signature, sign
    from partnerships.models import SigningRequest
    a.refresh_from_db()
    reqs=send_for_signature(agreement=a, by=Actor.user(cast.lina))
    for r in reqs:
        sign(request=r,name=NASTY[:100],office_held=NASTY[:100],mandate=NASTY[:100],text_sha256=r.text_sha256)
    a.refresh_from_db(); print(a.status)
    d=seal(agreement=a); print(d.file.name,d.pages)
    from pes_partnerships.outbox.services import sweep
    from pes_partnerships.outbox.models import OutboxMail
    for m in OutboxMail.objects.all(): print(repr(m.subject), repr(m.to_name))
    print(sweep())
    print([ (m.state,m.last_error) for m in OutboxMail.objects.all()])
    from django.test import Client
    c=Client(); c.force_login(cast.lina,backend="allauth.account.auth_backends.AuthenticationBackend")
    for n,k in (("partnership",{"pk":p.pk}),("history",{"pk":p.pk}),("signatures",{"pk":a.pk}),("agreement_text",{"pk":a.pk}),("document",{"pk":a.pk}),("portfolio",{})):
        r=c.get(reverse("partnerships:"+n,kwargs=k)); print(n,r.status_code, b"<script>alert" in (r.getvalue() if r.streaming else r.content))
    for fmt in("csv","xlsx"): print(c.get(reverse("partnerships:history",kwargs={"pk":p.pk})+"?format="+fmt).status_code, c.get(reverse("partnerships:portfolio")+"?format="+fmt).status_code)
    from reviews.models import Review
    r=Review.objects.first()
    x=c.get(reverse("reviews:review_calendar",kwargs={"pk":r.pk})); print(x.content.decode()[:1500]); print(c.get(reverse("reviews:review",kwargs={"pk":r.pk})).status_code)
    from django.core.management import call_command
    call_command("verify_ledger")
