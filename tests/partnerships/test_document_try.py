from django_scopes import scope
from partnerships.services.documents import seal, stored_file
from partnerships.services.clock import sweep_agreements
from pes_partnerships.outbox.models import OutboxMail
from tests.factories import signed_agreement
def test_it(cast):
    cast.service.time_zone="Europe/Vilnius"; cast.service.name="Employment Service under the Ministry of Social Security and Labour"; cast.service.save()
    a = signed_agreement(cast, languages_note="Lithuanian and English. The Lithuanian text counts.", made_for_practice=True)
    print(a.status)
    r = sweep_agreements(); print(r)
    assert sweep_agreements().sealed == 0
    with scope(service=cast.service):
        d = seal(agreement=a)
        assert d.edition == 1
        open("/tmp/document/a.pdf","wb").write(stored_file(d).read())
    for m in OutboxMail.objects.all():
        print("=====", m.kind, m.subject); print(m.body_text)
        open(f"/tmp/document/{m.kind}.html","w").write(m.body_html)
