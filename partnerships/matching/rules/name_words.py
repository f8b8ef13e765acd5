"""The words that names of institutions are made of, for telling whether two names mean one organisation (F2).

Tables to read and to change. Spelling is as in the languages themselves: accents, capitals and dots do not matter. A
star stands for any ending ("savivaldyb*": savivaldybės); a hyphen joins words that stand together ("croix-rouge").
Before a colon stands the meaning, in English; a line that is too long goes on, indented.
"""

# Legal forms say nothing about who it is. They are written here without their dots and strokes (A/S: as).
LEGAL_FORMS = """
gmbh ggmbh mbh ag kg ohg ug ev eg egen gbr kgaa ges.m.b.h gesmbh og asbl aisbl vzw ivzw asblf bv bvba nv cv cvba sprl
srl sarl sas sasu sa scrl scop sca sci eurl snc gie scic ets spa s.p.a onlus aps odv soc.coop scarl arl slu sl sll sal
scoop lda ltda crl ipss sro s.r.o as a.s vos zs zu ops nno kft zrt nyrt rt bt kht doo d.o.o dd jdoo dooel sp.zoo
sp.z.o.o spzoo sp.j sp.k ead eood ood ad et snts uab ab vsi všį mb tub sia ik ps pu ou oü mtu mtü tu tü fie oy oyj ry
rf ky a/s i/s k/s amba p/s fmba hb kb ek ltd plc llp llc inc clg cic limited incorporated gte dac teo ae epe ike amke
oe ee se sce eeig ewiv geie vsj corp cie ei rp zp spółka-z-ograniczoną-odpowiedzialnością
společnost-s-ručením-omezeným eingetragener-verein viešoji-įstaiga uždaroji-akcinė-bendrovė
association-sans-but-lucratif vereniging-zonder-winstoogmerk sp-z-oo non-profit nonprofit gemeinnützige
sabiedrība-ar-ierobežotu-atbildību
"""

# Short for a word: the word, then how it is cut. Dots and apostrophes inside do not matter (Int'l).
ABBREVIATIONS = """
saint: st ste skt sv sw sto
university: univ
ministry: min
department: dept dep dpt
federation: fed
association: assoc assn ass asoc stow ver
international: intl int internat
national: nat natl
regional: reg
government: govt gov
institute: inst
organisation: org
social: soc
centre: ctr cent cntr zentr
administration: adm admin
hospital: hosp
province: prov
municipality: mun munic kom gem sav savald
district: dist distr
development: dev devel
education: educ
employment: empl emp
service: serv svc svcs
foundation: fdn fond fund
confederation: conf
college: coll
academy: acad
committee: comm
cooperative: coop
vocational: prof voc
technology: tech
agriculture: agric
public: publ
research: res
environment: env
european: eur europ
republic: rep
council: rat
chamber: chbr ch
chamber commerce industry: cci ihk
chamber economy: wko
crafts chamber: hwk
vocational education centre: bfz
region: obl woj
county: pow
"""

# Small words that names are joined with.
STOP_WORDS = """
of the and for in on at to by with from an or its de du des la le les l d et en au aux pour sur par un une a chez der
die das dem den und fur zur zum im am von vom mit zu ein eine eines einer bei van het een voor te ten ter op aan bij
og i af til pa och av ett det ja ning ir ar no pie uz z ze w we na do dla oraz o przy ds dz v ve pro pri za s se u k
ke si sa so del el los las y e con al lo para por di da della dello dei delle degli dell dall il gli per tra fra alla
ai allo nel dos em com ao aos nos nas ale cu din pentru sau iz od ob es az egy kai tou tis ton ta tin sti stis stin
gia po ot tal ghal li agus nr num n numero nummer
"""

# Compounds are taken apart before these endings (Jugend|zentrum).
COMPOUND_ENDINGS = """
zentrum zentren verband verein vereinigung schule schulen kammer stiftung ministerium verwaltung gemeinde dienst
dienste amt büro agentur werkstatt werkstätte haus heim hilfe bund gesellschaft genossenschaft institut netzwerk
beratung förderung vermittlung bildung wesen rat behörde gewerkschaft klinik anstalt kasse centrum vereniging
stichting kamer bestuur raad school bureau huis zorg hulp center centret förening förbund förmedling förmedlingen
skola skole kontor stiftelse styrelse forening forbund nævn råd verk verket keskus keskuse liit liitto yhdistys koulu
kool kamari virasto toimisto säätiö iskola kamara hivatal szövetség egyesület alapítvány központ szolgálat
"""

# A country in a name may be left out, but another country makes another organisation.
COUNTRIES = """
austria: österreich* austri* autrich* rakous* austrij*
belgium: belgi* belge belges belgisch* belgique
bulgaria: bulgar* българ* balgar*
croatia: hrvat* croat* kroat*
cyprus: kypr* cypr* zypern chypre κυπρ*
czechia: česk* czech* tschech* tchèq* čekij*
denmark: danmark* dansk* danish denmark danemark dänisch* dänemark
estonia: eesti estoni* estland* igaun* estij* viro viron
finland: suomi suomen finland* finn finnish* finnisch* suom*
france: france français* french frankreich* französ* francúz*
germany: deutsch* german allemag* alleman* aleman* niemc* němec* nemeck* tysk* duits* vokieti* vācij* saksa*
greece: ellin* ellad* ελλην* ελλάδ* greek greece grec* griech* grieķ*
hungary: magyar* hungar* ungar* hongr* węgier* vengr*
ireland: irland* irish ireland éire éireann
italy: ital* itali* włosk*
latvia: latvi* lettland* lettisch* letton* łotw* läti
lithuania: lietuv* lithuan* litauen* litauisch* lituan* litw* leedu
luxembourg: luxemb* lëtzebuerg*
malta: malta maltese malti
netherlands: nederland* netherland* dutch holland* pays-bas niederland*
poland: polsk* polish poland polen polon* lenkij* poola puola
portugal: portug*
romania: români* rumän* roumain* roumanie romania romana român* rumun*
slovakia: slovak* slowak* slovaq*
slovenia: slovenij* slovenia* slowen* slovén*
spain: españ* spain spanish spanisch* ispan* hiszp*
sweden: sverige* svensk* swed* schwed* suéd* rootsi
kingdom: britain british britisch*
flanders: vlaams* vlaander* flander* flemish flandre* flamand*
wallonia: wallon* walloon*
"""

# Cities whose names differ between languages by more than an ending.
PLACES = """
aachen: aix-la-chapelle
antwerp: antwerpen anvers
athens: athina athinas αθήνα αθηνών athènes athen
bratislava: pressburg pozsony
bruges: brugge brügge
brussels: bruxelles brussel brüssel bruselas briuselio
bucharest: bucurești bukarest bucarest
cologne: köln keulen
copenhagen: københavn* kopenhagen copenhague
florence: firenze florenz
geneva: genève genf
genoa: genova gênes
ghent: gent gand
gothenburg: göteborg*
hague: haag haye
helsinki: helsingfors helsingin
krakow: kraków* krakau cracow cracovie
leuven: louvain löwen
liege: luik lüttich
lille: rijsel
lisbon: lisboa lissabon lisbonne
ljubljana: laibach
mechelen: malines
milan: milano mailand
mons:
munich: münchen munique
namur: namen
naples: napoli neapel
nice: nizza
nicosia: lefkosia nikosia
nuremberg: nürnberg*
paris: paryž* parigi parijs
porto: oporto
prague: praha prahy praze prag praska
riga: rīga* rygos ryga riia
rome: roma rom romos
seville: sevilla
sofia: sofij* софия
stockholm: tukholma
strasbourg: strassburg
tallinn: tallinn* talino revel
tartu: dorpat
thessaloniki: salonica saloniki θεσσαλονίκη*
turin: torino
turku: åbo
venice: venezia venedig
vienna: wien wiener vienne bécs vídeň*
vilnius: vilni* wilno wilna vilna
warsaw: warszaw* warschau varsovie varšuv*
wroclaw: wrocław* breslau
zagreb: agram
kaunas: kauno kaunui kaune kowno
klaipeda: klaipėd* memel
gdansk: gdańsk* danzig
lodz: łódź łódzk*
poznan: poznań* posen
szczecin: stettin
brno: brünn brněn*
ostrava: ostravsk*
kosice: košic* kaschau
graz: grazer
salzburg: salzburger
budapest: budapesti
berlin: berliner
hamburg: hamburger
frankfurt: frankfurter
leipzig: leipziger
"""

# Often put for each other in a translation: nearly one meaning.
NEAR = """
agency office service authority department directorate administration institute
association society federation union league club organisation confederation network
city municipality
municipality council administration
labour employment jobs
company entrepreneurs economy
school college
home house centre
education training vocational
welfare social care support
disabled rehabilitation
state national central republic
region county province
workers labour
crafts vocational
inclusion integration
guidance support
foundation company
children youth
council committee
"""

# Endings by which one proper name is bent: Kaunas – Kauno, Rīga – Rīgas, Tartu – Tartus.
INFLECTIONS = """
a ai aia aj am ams an ar as at aus e ei ej em en ens er es eu i ia iai ies iam ich ie iem in io ios is iu ius ja jai
je ji jos ju ka ke ko ku kos ks l le m n na ne ni ns nu o och oj ol om on os ou ov ove ow owa owe s se sk ska ske ski
sko sse ta te u ui um us y ys skiego skiej sky skych skeho ensis iensis aine ais aise ano ana
"""

# Many organisations keep pages here: an address at one of these says nothing about who it is.
SHARED_HOSTS = """
facebook.com fb.com instagram.com linkedin.com twitter.com x.com youtube.com google.com sites.google.com wordpress.com
blogspot.com wixsite.com wix.com weebly.com jimdo.com jimdofree.com github.io tumblr.com linktr.ee medium.com
webnode.com over-blog.com e-monsite.com canalblog.com strikingly.com squarespace.com netlify.app vercel.app webflow.io
business.site europa.eu wikipedia.org tiktok.com t.me yolasite.com site123.me godaddysites.com free.fr ovh.net one.com
"""
