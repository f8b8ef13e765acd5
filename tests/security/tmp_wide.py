import importlib, pkgutil, random, re, time, traceback
from html.parser import HTMLParser
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
import tests.permissions as package
from tests.cast import make_cast
from tests.permissions.world import make_world
pytestmark = pytest.mark.django_db
TABLES = ("agreements", "directory", "forming", "ground", "reviews")
ROUTES = [r for n in TABLES for r in importlib.import_module(f"tests.permissions.{n}").ROUTES]
GARB = ["", " ", "abc", "-1", "0", "999999999999999999999999", "1e30", "1e-400","1e999999", "NaN", "Infinity", "99999", "31", "2", "é\u202e\u2028x", "\x00", "\x01\x0b", "a"*10001, "<script>alert(1)</script>", "=1+1", "'; DROP TABLE x;--", "\r\nBcc: a@b.c", "\ud83d\ude00", "true", "[]", "{{ 1|add:2 }}", "%s %(x)s %", "../../etc/passwd", "١٢", "2147483648", "9223372036854775808", "1,5", "1.234,5"]
class P(HTMLParser):
    def __init__(s):
        super().__init__(); s.forms=[]; s.cur=None; s.area=None
    def handle_starttag(s,t,a):
        a={k:v or "" for k,v in a}
        if t=="form":
            s.cur={"action":a.get("action",""),"method":a.get("method","get").lower(),"fields":{}}; s.forms.append(s.cur)
        elif s.cur is not None and t in("input","select","textarea","button") and a.get("name"):
            f=s.cur["fields"]
            ty=a.get("type","")
            if t=="select": f.setdefault(a["name"],""); s.sel=a["name"]
            elif t=="textarea": f[a["name"]]="text"
            elif ty in("radio","checkbox"): f[a["name"]]=a.get("value","on") if "checked" in a else f.get(a["name"],a.get("value","on"))
            elif ty=="file": pass
            else: f.setdefault(a["name"],a.get("value",""))
        elif t=="option" and s.cur is not None and ("selected" in a) and getattr(s,"sel",None): s.cur["fields"][s.sel]=a.get("value","")
    def handle_endtag(s,t):
        if t=="form": s.cur=None
        if t=="select": s.sel=None
def test_wide():
    rnd=random.Random(7)
    with transaction.atomic():
        cast=make_cast(); w=make_world(cast); make_world(cast,other=True)
        fails={}
        def check(r,what):
            if isinstance(r,Exception):
                tb=traceback.extract_tb(r.__traceback__)
                key=(type(r).__name__, str(r)[:150], [f"{f.filename.split('/')[-1]}:{f.lineno}" for f in tb if "/work/main/" in f.filename and ".venv" not in f.filename][-3:])
                fails.setdefault(str(key),[]).append(what)
            elif r.status_code>=500: fails.setdefault(f"status {r.status_code}",[]).append(what)
        users={"lina":cast.lina,"dora":cast.dora,"anon":None,"jonas":cast.jonas}
        n=0
        for route in ROUTES:
            kw=route.about(w) if route.about else {}
            path=reverse(route.name,kwargs=kw)
            for un,u in users.items():
                c=Client()
                if u: c.force_login(u,backend="allauth.account.auth_backends.AuthenticationBackend")
                def call(m,p,*a,**k):
                    sid=transaction.savepoint()
                    t=time.time()
                    try:
                        r=getattr(c,m)(p,*a,**k)
                        if not r.streaming: r.content
                        check(r,(un,m,p[:100],str(a)[:300]))
                    except Exception as e:
                        check(e,(un,m,p[:100],str(a)[:300])); r=None
                    d=time.time()-t
                    if d>1.5: print("SLOW",d,un,m,p[:100])
                    transaction.savepoint_rollback(sid)
                    return r
                r=call("get",path); 
                if r is None or r.status_code!=200 or "html" not in r["content-type"]:
                    if un!="lina" and (r is None or r.status_code in (302,403,404)): continue
                else:
                    html=r.content.decode()
                    p=P(); p.feed(html)
                    for f in p.forms:
                        act=f["action"] or path
                        if f["method"]!="post":
                            names=list(f["fields"])
                            for _ in range(6):
                                call("get",act.split("?")[0],{k:rnd.choice(GARB) for k in names if "\ud800" not in k})
                            continue
                        if "logout" in act or "language" in act: 
                            if "partnership" in path: continue
                        call("post",act,{}); call("post",act,{"x":"y"})
                        base=f["fields"]
                        for g in GARB: call("post",act,{k:(g if k!="act" else base[k]) for k in base})
                        for name in base:
                            for g in rnd.sample(GARB,6): call("post",act,{**base,name:g})
                        for name in base:
                            b=dict(base); b.pop(name); call("post",act,b)
                        if any("TOTAL_FORMS" in k for k in base):
                            for k in [k for k in base if "_FORMS" in k]:
                                for g in ("9999","garbage","-1","","999999999999999"): call("post",act,{**base,k:g})
                if un in("anon","lina","dora"):
                  for q in ("page=abc","page=-1","page=99999999999999999999999","sort=;drop","sort=-","sort=--name","office=999999999999999999999","office=abc","format=exe","format=csv&q=%00","format=xlsx&sort=-x","q="+"a "*1500,"q=%00","q=%ED%A0%80","q=%ff%fe","q=%C2%A0%E2%80%AE","view=x","view=late&office=x","without=x","group=%00","country=%00&model=<script>","review=zzz","status=%27","q=%25_%5C","number=x","next=//evil.com","next=https://evil.com","next=%00", "q=%5B%5B(", "words=x", "only=1&q=%22", "format=csv","format=xlsx"):
                    call("get",path+"?"+q)
                for m in("head","options","put","delete","patch"): call(m,path)
                if un=="lina" and route.method=="post": call("post",path,{}); [call("post",path,{"membership":g,"next":g,"language":g}) for g in GARB]
                n+=1
        print(n)
        for k,v in fails.items(): print("\n##",k,len(v)); [print("   ",x) for x in v[:6]]
        transaction.set_rollback(True)
