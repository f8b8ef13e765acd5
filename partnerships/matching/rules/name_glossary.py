"""Words that names of institutions share, by meaning across the languages of the EU (F2).

A table to read and to change, spelt like those of name_words.py: the meaning in English, then its words.
"""

# What an institution is, what for and for whom. Words of one meaning count as one, and weigh little:
# that two names share them does not make them one organisation.
GLOSSARY = """
ministry: ministe* ministr* ministar* ministee* miniszter* ypourgei*
government: government* gouvernement* regierung* vlada vlady vyriausyb* valdiba* valitsus* governo gobierno rząd*
department: department* departement* departament* dipartiment* abteilung* afdeling* avdelning* osasto* osakond*
    departemang* odbor oddelen* odjel* roinn wydział* tmima*
directorate: directorate* direction direktion* direktorat* dirección direção direzione dyrekcj* direkcij* dievthyns*
agency: agency agencies agentur* agence* agencia* agenzia* agentschap* agencj* agentura agentury agentūr* agentura*
    agencij* agenci* agentsi* amet* ügynökség* agenti* virast* styrelse* verket
office: office offices büro* bureau* amt oficina* ufficio uffici úřad* urad* urząd* biuras biuro biuru birojs büroo
    kantor kontor* kantoor* toimisto* hivatal* ured uredi oficiu* grafei* oifig* gabinet*
service: service services dienst* dienstleistung* tarnyb* dienest* teenistus* palvel* služb* službi* servic* servizi*
    serviç* służb* szolgálat* szolgaltat* tjeneste* tjänst* ypiresi* sluzhb* seirbhis* paslaug* pakalpojum* teenus*
authority: authorit* behörd* autorit* autorid* myndighet* inspekt* inspekcij* hatóság* iestād* įstaig*
administration: administra* verwaltung* bestuur* forvaltning* förvaltning* hallinto* správ* zarząd* uprav* upravl*
    közigazgatás* dioikis*
council: council* conseil* consell* consejo consiglio consiliul conselho rat raad rada rady taryb* volikog* padom*
    nõukog* råd* neuvosto* tanács* vijeće* svet svéta symvouli* savet* kunsill* comhairle zastupitelstv* concilio*
committee: committee* comité* comite* komite* comitato komitet* komisj* commission* kommission* komisij* komise*
    comision* comisión* bizottság* výbor*
parliament: parliament* parlament* seim* saeim* riigikog* folketing* eduskunta* riksdag*
municipality: municip* commune communes communal* comune comuni comuna comunal* gemeinde* marktgemeinde* gemeente*
    kommun* kunta kunnan vald valla savivaldyb* pašvaldīb* novad* općin* opštin* občin* obshtin* gmin* obec obce
    obecní* önkormányzat* ayuntamiento* ajuntament* concello* primaria primaria* dimos dimou município* concelh*
    samorząd* samosprav* samoupráv* mairie* hôtel-de-ville magistrat* câmara*
city: city town* stadt* stad ville villes ciudad* città cidade* miasto miasta miejsk* miest* mesto město mesta města
    městsk* mestsk* mestna mestne linn linna linnavalitsus* kaupunki kaupungin pilsēt* grad grada gradska gradski
    gradsko város* oraș* orasul municipiul metropol*
district: district* distrik* bezirk* rajon* rayon* okres* okręg* powiat* landkreis* kreis* arrondissement* járás*
    kotar* seniūnij* raion*
county: county counties apskrit* maakon* maakun* megye* megyei županij* judet* județ* amtskommun* län landsting* lääni
    condado* hrabstw* contae
region: region* région* región* regione* regional* kraj kraje krajsk* województw* wojewódzk* reģion* periferei*
    oblast* landschaft* landes* gewest* comunidad-autonoma bundesland*
province: provin*
state: state states staat* état* estado* stato statale* valst* valstyb* państw* stát* štát* riik riigi* valtio* állam*
    drža* stats* statlig* kratos kratik* bund bundes* federal*
republic: republi* respubli* repúbli* rzeczpospolit* vabariik vabariigi köztársaság* dimokrat*
centre: centre* center* centro* centri centrum* zentrum* zentral* centras centro centr* keskus* keskuse* központ* cent
    centar* kentr* tsentar* lárion* ionad* ċentru* centrs* centrala*
institute: institut* instytut* intézet* inštitut* instituut* laitos*
school: school* schul* école* ecole* escuela* scuol* escola* școal* mokykl* skol* kool kooli koolid koulu* szkoł*
    škol* iskol* škola* osnovna sxolei* scholei* uchilisht* scoil* skole* skola* gimnazij* gymnasium* gimnaz*
    gümnaasium* lycée* liceu* liceo* liceum* lukio* gimnáz* gymnázi*
kindergarten: kindergarten* maternelle* darželi* lasteaed lasteaia* przedszkol* óvod* vrtić* vrtec* päiväkot*
    materská* mateřsk* bernudarz* bērnudārz* preschool* nursery kita crèche* förskol* børnehave*
university: universi* univerz* uniwersytet* sveučilišt* egyetem* yliopist* ülikool* panepisti* ollscoil*
college: college* kolleg* kolegij* koledž* hochschul* fachhochschul* hogeschool* högskol* højskol* ammattikorkeakoul*
    kõrgkool* augstskol* aukštoji* főiskol* visok* colleg* politechni* polytechni*
academy: academ* akadem* acadé* akatimi*
library: librar* biblio* bibliot* könyvtár* raamatukog* kirjast* knjižnic* knihovn* knižnic* vivliothiki*
museum: museum* musée* museo* muzej* muziej* muze* múzeum* muuseum*
hospital: hospital* krankenhaus* hôpital* ospedal* ligonin* slimnīc* haigla* sairaal* szpital* nemocnic* kórház*
    bolnic* bolnišnic* spital* ziekenhuis* sygehus* sjukhus* nosokomei* bolnits* klinik* clinic* clinique*
house: house houses haus maison* casa huis nam namai namas māj* maja talo dom domu dům ház* kuća* hiša hus casas
home: home homes heim heime foyer* hogar* globos* otthon*
foundation: foundation* stiftung* fondation* fundaci* fundació* fondazion* fundaç* fundați* stichting* sihtasutus*
    fond fonds fondas fonda fondu fondo fundacj* nadac* nadaci* alapítvány* zaklad* zaklada säätiö* stiftelse* fond*
    idryma* fondacij* nodibinājum* trust* fundus*
association: associat* associa* associazion* asociac* asocia* asociáci* verein vereine vereinigung* vereniging* vzw
    asociacij* biedrīb* ühing* selts* yhdistys* stowarzyszen* sdružen* združen* združenj* egyesület* udruga* udruž*
    społecz* društv* asociați* förening* forening* syllogos syllogo* sdruzheni* spolek spolk* vereins cumann* draugij*
federation: federa* fédérat* föderation* verband verbände dachverband* landesverband* federac* federacij* szövetség*
    liit liidu liitu liitto* forbund* förbund* omospondi* savez* zvez* zväz* svaz* związ* związe*
confederation: confedera* konfedera* confédér*
union: union* unij* unia unie unione unión uniune* união* sąjung* savienīb* ametiühing* syndica* sindica* sindikat*
    gewerkschaft* vakbond* szakszervezet* fagforening* fackförbund* ammattiliitto* odbor* syndikat* arodbiedrīb*
    ceardchumann*
society: societ* société* gesellschaft* maatschapp* sociedad* sociedade* società* společnost* spoločnost* bendrij*
    társaság* selskab* sällskap* etaireia* druzhestvo*
company: company compan* firm* enterprise* entrepris* unternehm* empres* impres* įmon* uzņēmum* ettevõt* yrit*
    przedsiębior* podnik* vállalat* poduzeć* podjetj* företag* virksomhed* epicheir* predpriyat* bedrijf bedrijven
    business* verslo verslas biznes* affaires intreprinder*
cooperative: cooperat* genossenschaft* coopérat* kooperatyv* spółdziel* družstv* szövetkezet* zadrug* osuuskunt*
    kooperativ* ühistu*
club: club* klub* kerho*
league: league* ligue* liga lyga
group: group* grupp* gruppe* grupo* gruppo* grupė* skupin* csoport*
network: network* netzwerk* réseau* rede rete tinkl* tīkl* võrgustik* verkost* sieć sieci síť sít* hálózat* mreža*
    netværk* nätverk* netwerk* diktyo* rețea*
platform: platform* plateforme* plattform* piattaform*
forum: forum* foorum*
initiative: initiativ* iniciatyv* iniciativ* inicjatyw* iniciatív* iniziativ* algat*
project: project* projekt* projet* proyecto* progett*
chamber: chamber* kammer* chambre* camara* cámara* camera* kamer rūmai rūmų kamera* koda kauppakamari* izba izby
    komora komory kamara* kamara komor* zbornica* epimelitiri* palata*
mission: mission* misij* misj* misión*
workshop: workshop* werkstatt* werkstätt* atelier* taller* dirbtuv* warsztat* műhely* sheltered
parish: parish* pfarr* paroiss* parafi* parroqui* parrocch* parapij* plébáni* fárnost* kogudus* draudz* seurakun*
church: church* kirche* église* iglesia* chiesa* bažnyč* baznīc* kirik* kirkko* kości* církev* egyház* crkv* cerkv*
diocese: dioces* diözes* diocès* vyskupij* bispedøm* piispakun* egyházmegy*
police: polic* poliz* poliis* poliisi* astynomi* politi rendőr*
court: court* gericht* tribunal* teism* kohus* sąd soud súd bíróság*
prison: prison* gefängnis* justizvollzug* carcer* kalėjim* cietum* vangla* vankil* więzien* věznic* väznic* börtön*
insurance: insuranc* versicherung* assuranc* draudim* apdrošin* kindlustus* vakuut* ubezpiecz* pojišť* poisť*
    biztosít* osigur* zavarovan* sodra
organisation: organi* organizac* organizacij* organisatie* szervezet* organosi*
partnership: partner*
youth: youth* jugend* jeunes* juven* giovan* jaunim* jaunieš* jauniešu noor* noort* nuor* młodzież* mládež* ifjúság*
    mlad* omladin* tineret* jonger* jeugd* ungdom* neolai* mladezh* żgħażagħ* jove joves óige young*
children: child* kinder kind kindes enfant* niños niñas infan* bambin* minori vaik* bērn* laste laps* lapsi dzieci*
    dět* deti detsk* dětsk* gyermek* gyerek* djec* otrok* copii* børn* barn* paidi* detsa
family: famil* šeim* ģimen* pere perede perhe* rodzin* rodin* család* obitelj* druzin* družin* gezin* familie*
    oikogen*
women: woman women frau* femme* mujer* donne donna moter* sieviet* nais* kobiet* žen* nő nők žensk* femei* vrouw*
    kvinde* kvinn* gynaik* mulher* dones*
men: men männer* hommes vyrų mężczyzn*
elderly: elder* senior* senio* älter* retrait* pensioner* pensionär* pensininkų senjor* eläkel* emeryt* důchodc*
    nyugdíjas* umirovljenik* upokojen*
disabled: disab* behinder* handicap* neįgal* invalid* puuet* puude* vammais* niepełnosprawn* zdravotně postižen*
    fogyatékos* discapac* disabil* deficien* gehandicapt* vammaist*
blind: blind* neregi* aklųjų avuegl* ciegos ciechi niewidom* nevidom* vakok
deaf: deaf* gehörlos* kurč* sourd* głuch* nesl* siket*
migrants: migra* immigra* einwander* refugee* réfugi* flüchtling* refugiad* rifugiat* pabėgėl* bēgļ* pagulas*
    pakolais* uchodź* uprchlík* utečen* menekült* izbjegl* begunc* vluchteling* flygting* asyl* asylum*
roma: roma-people romų romsk* cigány* gitan* sinti
workers: worker* arbeiter* arbeitnehmer* travailleur* trabajador* lavorator* darbuotoj* darbinink* strādniek* töötaj*
    työntekij* pracowni* pracovn* munkavállal* radnik* delavc* werknemer* werkers angestellt* employee* tööline*
employers: employer* arbeitgeber* employeur* empleador* datori darbdav* tööandja* työnantaj* pracodawc* zaměstnavatel*
    zamestnávatel* munkáltat* poslodavc* delodajalc* werkgever* arbetsgivar* arbejdsgiver* patron* confindustri*
entrepreneurs: entrepreneur* unternehmer* verslinink* uzņēmēj* ettevõtja* yrittäj* przedsiębiorc* podnikatel*
    vállalkoz* poduzetni* podjetni* empresari* imprenditor* ondernemer* handwerksunternehm* self-employed
labour: labour* labor arbeit arbeits* arbeid* arbeidsmarkt* travail* trabajo* trabalho* lavoro* darbo darba darbs töö
    tööhõive* työ työvoima* prac pracy práce prác* munka* munkaügy* rad delo dela munc* arbejd* arbet* ergasi* trud*
    xogħol*
employment: employ* beschäftig* emploi* empleo* emprego* impiego* occupa* užimtum* užimt* nodarbināt* tööhõiv*
    työllis* zatrudn* zaměstnan* zamestnan* foglalkozt* zapošljavan* zaposl* ocupare* werkgelegenheid* sysselsätt*
    beskæftig* apaschol* zaetost* impjieg* fostaíocht* työllisyys* förmedling* arbetsförmedl* arbeitsmarkt* vermittl*
    stellenvermittl*
jobs: job jobs jobcenter* jobzentrum*
unemployed: unemploy* arbeitslos* chômeur* chomage* parad* disoccupat* bedarb* bezdarb* töötu* työttöm* bezrobot*
    nezaměstnan* nezamestnan* munkanélkül* nezaposlen* brezposeln* werkloz* arbejdsløs* arbetslös*
social: social* sozial* soci* sotsiaal* sosiaal* społeczn* sociáln* szociál* socijaln* koinonik* sotsial* sociaal*
    soċjal* sóisialt*
welfare: welfare* wohlfahrt* bien-etre* gerov* labklājīb* heaolu* hyvinvoint* opiek* blahobyt* jólét* skrb* skrbstv*
    bienestar* benessere* bem-estar* welzijn* velfærd* välfärd* pronoia*
health: health* gesundheit* santé* salud* saúde* sanit* salute* sveikat* veselīb* tervis* tervey* zdrow* zdrav*
    egészség* sănăt* gezondheid* sundhed* hälso* hälsa ygei* sláint*
care: care pflege* soins cuidad* cura slaug* aprūp* hoolekan* hoito* opieka péče* starostlivos* ápol* nege* zorg*
    omsorg* pleje*
education: education* éducat* educa* bildung* istruzione* ensino* enseign* švietim* izglītīb* haridus* koulutus*
    edukacj* oświat* vzdělá* vzdel* oktatás* obrazovan* izobraž* onderwijs* undervisning* utbild* uddannels* ekpaid*
    obrazovani* weiterbildung* erwachsenenbildung* volkshochschul* oideachas* pedagog*
training: training* ausbildung* formation* formaci* formazion* formaç* mokym* apmācīb* koolitus* szkoleni* školen*
    képzés* osposobljavan* usposablj* opleiding* katartis* formare* qualifi* kvalifik*
vocational: vocation* beruf* berufl* professional* profesin* profesion* profession* kutse* ammat* zawodow* odborn*
    szakképz* szak* strukovn* poklicn* beroep* yrkes* erhvervs* epangelmat* arodizglītīb* arod* profesional*
adult: adult* erwachsen* suaugus* pieaugušo täiskasvan* aikuis* dorosł* dospěl* felnőtt* odrasl* volwassen*
guidance: guidanc* orienta* berat* beratung* konsultav* nõust* ohjau* poradn* poradenstv* tanácsad* savjetovan*
    svetovan* conseils counsel* advice advis* rådgiv* consult* konsult* doradztw* doradcz*
commerce: commerc* trade* handel* handels* comerci* commercio* prekyb* tirdzniec* kaubandus* kauppa* handlu obchod*
    kereskedel* trgovin* trgovsk* comerț* emporio* targov* kumerċ*
industry: industr* pramon* rūpniec* tööstus* teollis* przemysł* průmysl* priemysel* ipar ipari gospodarsk* nijverheid*
    viomichan* biomichan* promishlen*
crafts: craft* handwerk* artisan* artesan* artigian* amat* amatniek* käsitöö* rzemios* rzemieśl* řemesl* remesel*
    kézműves* obrt* ambacht* håndværk* hantverk* biotechni*
economy: econom* wirtschaft* économ* ekonom* ūki* ūkio tautsaim* majandus* gospodark* gospodarcz* hospodář* hospodár*
    gazdaság* gospodar* talous* elinkein* erhverv* näringsliv* oikonom* ikonom* ekonomik*
agriculture: agricul* landwirtschaft* agrar* žemės-ūki* lauksaimniec* põllumajandus* maatalou* rolnic* zeměděl*
    poľnohospod* mezőgazdaság* poljopriv* kmetij* landbouw* landbrug* jordbruk* lantbruk* georgi* zemedels* farmers*
    bauern*
finance: financ* finanz* finans* rahandus* rahoitus* pénzügy* oikonomik* bank* banque* banco*
tourism: touris* turis* turiz* turyst* turismi* cestovn* idegenforgal* matkail* toerism*
technology: techn* tehno* tecno* techni* tehnik* technik* digital* informati*
science: scien* wissenschaft* mokslo mokslas zinātn* teadus* tiede* nauk* věd* vied* tudomány* znanost* wetenschap*
    videnskab* vetenskap* epistim*
research: research* forschung* recherche* investiga* ricerca* tyrim* pētniec* uuring* tutkimus* badani* badawcz*
    výzkum* výskum* kutatás* istraživ* raziskov* onderzoek* forskning* ereuna*
development: develop* entwicklung* développ* desarrollo* desenvolv* svilupp* plėtr* attīstīb* areng* arend* kehitt*
    rozwoj* rozwój* rozvoj* fejleszt* razvoj* razvit* dezvolt* ontwikkel* udvikling* utveckling* anaptyx*
innovation: innova* inovac* inovacij* inovați* innowac* uuendus*
environment: environ* umwelt* medio-ambiente aplink* vides vide keskkon* ympäristö* środowisk* životn* környezet*
    okoliš* okolj* milieu* miljø* miljö* perivallon*
culture: cultur* kultur* kultūr* kultuur* kulttuur* kulturn* művelőd* politism*
sport: sport* deport* šport* urheil* liikunta* athlitism*
justice: justi* justiz* giustiz* teisingum* tieslietu õigus* oikeus* sprawiedliw* spravedln* igazságügy* pravosud*
    dikaios*
rights: rights rechte droits derechos diritti teisių tiesību õiguste praw práv jogok
equality: equal* gleichstell* égalité* igualdad* parità* lygyb* lygių vienlīdz* võrdõig* tasa-arvo* równoś* rovnos*
    egyenlő* ravnoprav* enakost* gelijk* ligestil* jämställd* isotit*
inclusion: inclus* inklus* inkliuz* iekļauš* kaasam* włącz* začlen* befogad* uključ* vključ*
integration: integra* reintegra* eingliederung* sotsialiseer* kotoutum*
rehabilitation: rehabilit* reabilit* réadapt* kuntout*
support: support* hilfe* hilfs* help* aide* ayuda* aiuto* ajuda* paramos parama pagalb* atbalst* tugi* toetus* tuki*
    apu pomoc* pomoć* podpor* wsparci* segít* segély* támogat* hulp* hjælp* hjälp* assist* aid förder* foerder*
    ajutor* voithei* sprijin*
volunteers: volunt* freiwillig* bénévol* savanor* brīvprātīg* vabatahtlik* vapaaehtois* wolontari* dobrovoln*
    dobrovoľ* önkéntes* volonter* prostovol* vrijwillig* frivillig* ethelont*
community: communit* communaut* comunid* comunit* gemeinschaft* bendruomen* kopien* kogukon* yhteisö* wspóln* komunit*
    közösség* zajednic* skupnost* gemeenschap* fællesskab* koinotit* obshtnost*
people: people* leute personnes personas persone asmen* cilvēk* inimes* ihmis* osób ludzi lidí emberek osoba oseb*
    mensen
public: public* öffentlich* viešoj* vieš* publisk* publi* avalik* julki* veřejn* verejn* közössé* javn* dimos*
    obshtestv* pubblic* offentlig* openbar* státní* poibli*
national: national* nazional* nacional* nation* naciona* krajow* národn* nemzeti* nacionaln* ethnik* natsional*
    rahvus* kansallis* landelijk* landsforbund* nazzjonal* náisiúnta* țentral*
local: local* lokal* vietos viet* vietēj* kohalik* paikallis* lokaln* miejscow* místní* miestn* helyi* plaatselijk*
    topik* mestn* mistni*
european: europ* europä* européen* euroop* európ* euroopan* evrop*
international: internat* tarptautin* starptautisk* rahvusvahelin* kansainvälin* międzynarod* mezinárod* medzinárod*
    nemzetköz* međunarod* mednarod* diethn* mezhdunarod*
general: general* génér* bendra* allgemein* algemen* alment ogóln* általános* főigazgat*
central: centralised centralny* zentralstelle*
private: privat* priva* prywatn* magán* súkrom* soukrom* idiotik*
independent: independent* unabhängig* nepriklausom* niezależn* nezávisl* független*
christian: christian* christlich* chrétien* cristian* krikščion* kristīg* chrześcija* křesťan* kresťan* keresztény*
    kršćan*
catholic: cathol* kathol* katalik* katoļ* katol* katolick* catòl* cattol* catól*
evangelical: evangel* evangél* ewangel* protestant* luther* luter*
orthodox: orthodox* ortodoks* pravosl*
red-cross: redcross red-cross rotes-kreuz roten-kreuzes rote-kreuz croix-rouge rode-kruis croce-rossa cruz-roja
    cruz-vermelha raudonasis-kryžius raudonojo-kryžiaus sarkanais-krusts sarkanā-krusta punane-rist punase-risti
    punainen-risti punaisen-ristin czerwony-krzyż czerwonego-krzyża červený-kříž červeného-kříže červený-kríž
    vöröskereszt røde-kors röda-korset crveni-križ crvenog-križa rdeči-križ rdečega-križa crucea-roșie creu-roja
    ellinikos-erythros-stavros
primary: primary* primaire* pradin* sākumskol* põhikool* peruskoulu* podstawow* základn* általános-iskol* osnovn*
    grundschul*
secondary: second* gymnasial* vidurin* vidusskol* keskkool* średni* středn* stredn* közép* srednj* progymnas*
    progimnazij*
technical: techniku* technisch* techni* technikum* technick*
housing: housing* wohnung* logement* viviend* būst* elamu* asunto* mieszka* bydlen* lakás* stanovan*
homeless: homeless* obdachlos* wohnungslos* sans-abri* benami* bezpajumt* kodutu* asunnottom* bezdom* hajléktal*
    beskućn*
addiction: addict* sucht* drogen* toxico* priklausom* sõltuv* päihde* uzależn* závislost*
saint: saint* sankt* sant san santa santo são sint svat* svět* świet* święt* szent* sveti* svetog* svetega* šv sfant*
    sfânt* agios agia agiou hagios svētā* naomh
north: north northern nord nördlich* šiaurės ziemeļ* põhja* pohjois* północ* sever* észak* sjever* noord* norte*
    voreia*
south: south southern süd sud südlich* dienvid* lõuna* etelä* połud* juž* dél zuid* syd söder* notia*
east: east eastern ost östlich* est rytų rytai austrum* ida itä* wschod* východ* kelet* istok* vzhod* oost* este øst
    öst anatolik*
west: west western ouest* vakarų vakarai rietum* lääne* länsi* zachod* západ* nyugat* zapad* zahod* oeste vest väst*
    dytik*
new: new neu neue neuer neues nouveau nouvelle* nuevo nueva nuov* nauj* jaunais jauna jauns jaunā uusi uus now* nov
    nova nové nový új nieuw* ny nya
old: old alte alter altes vieux vieille senas senoji seno vana vanha stary stara stare staro öreg oude gammel gamla
great: great greater gross* groß* grand grande* didysis didžioji lielais lielā suur suure wielk* velk* veľk* nagy*
    velik* groot* stor stora
affairs: affairs affaires angelegenheiten reikalų asuntos assuntos affari lietu lietas asjade asiain spraw sprawy věcí
    vecí poslova zadeve ügyek afaceri zaken anliggender ärenden ypotheseon
resources: resources ressourcen ressources išteklių resursu recursos risorse zasobów zdrojů
"""
