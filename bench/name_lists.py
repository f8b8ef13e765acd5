"""Towns, proper words and patterns of which the bench's organisations are named, by language."""

# (pattern, its English name); {place} is bent where the language bends it, English takes the plain form
PATTERNS = {
    "lt": [
        ("{place} jaunimo centras „{own}“", "{place} Youth Centre {own}"),
        ("{place} miesto savivaldybė", "{place} City Municipality"),
        ("{place} profesinio mokymo centras", "{place} Vocational Training Centre"),
        ("Asociacija „{own} {word}“", "Association {own} {word}"),
        ("{place} moterų klubas „{own}“", "{place} Women’s Club {own}"),
        ("{place} {own} gimnazija", "{place} {own} School"),
        ("{place} neįgaliųjų draugija „{own}“", "{place} Association of the Disabled {own}"),
    ],
    "de": [
        ("Jugendzentrum {own} {place}", "Youth Centre {own} {place}"),
        ("Stadtverwaltung {place}", "City Administration of {place}"),
        ("Verein {own} {word} {place}", "Association {own} {word} {place}"),
        ("Handwerkskammer {place}", "Chamber of Crafts {place}"),
        ("Berufsschule {own} {place}", "Vocational School {own} {place}"),
        ("{own}-{word}-Stiftung", "{own} {word} Foundation"),
        ("St. {saint} Krankenhaus {place}", "Saint {saint} Hospital {place}"),
        ("Institut für Arbeitsmarkt und {own} {place}", "Institute for Labour Market and {own} {place}"),
    ],
    "fr": [
        ("Mission locale de {place}", "Local Mission of {place}"),
        ("Centre de formation {own} de {place}", "Training Centre {own} of {place}"),
        ("Fédération {own} des entreprises de {place}", "Federation {own} of Companies of {place}"),
        ("Association {own} {word} pour l’emploi", "Association {own} {word} for Employment"),
        ("Chambre de commerce et d’industrie de {place}", "Chamber of Commerce and Industry of {place}"),
        ("Lycée Saint-{saint} de {place}", "Saint {saint} School of {place}"),
        ("Université {own} de {place}", "University {own} of {place}"),
    ],
    "es": [
        ("Fundación {own} {word}", "Foundation {own} {word}"),
        ("Ayuntamiento de {place}", "Municipality of {place}"),
        ("Asociación de mujeres {own} de {place}", "Association of Women {own} of {place}"),
        ("Universidad {own} de {place}", "University {own} of {place}"),
        ("Centro de empleo {own} {place}", "Employment Centre {own} {place}"),
    ],
    "pl": [
        ("Stowarzyszenie {own} {word} {place}", "Association {own} {word} {place}"),
        ("Fundacja {own} {word}", "Foundation {own} {word}"),
        ("Izba Rzemieślnicza {place}", "Chamber of Crafts {place}"),
        ("Szpital {own} {place}", "Hospital {own} {place}"),
    ],
    "en": [
        ("{own} {word} Community Trust", ""),
        ("Department of {field} and {field2}, {place}", ""),
        ("{place} University of {field}", ""),
        ("National Association of {own} {field}", ""),
        ("{own} International Organisation for {field}", ""),
        ("St. {saint} Hospital {place}", ""),
    ],
    "et": [
        ("{place} noortekeskus {own}", "{place} Youth Centre {own}"),
        ("Sihtasutus {own} {word}", "Foundation {own} {word}"),
        ("{place} {own} kool", "{place} {own} School"),
    ],
    "sv": [
        ("Föreningen {own} i {place}", "Association {own} in {place}"),
        ("{place} kommun", "Municipality of {place}"),
        ("Stiftelsen {own} {word}", "Foundation {own} {word}"),
        ("{place} {own} arbetsförmedling", "{place} {own} Employment Service"),
    ],
}
# as it stands, or "plain=bent" where the patterns need another case
PLACES = {
    "lt": "Vilnius=Vilniaus Kaunas=Kauno Klaipėda=Klaipėdos Šiauliai=Šiaulių Panevėžys=Panevėžio Alytus=Alytaus "
    "Marijampolė=Marijampolės Utena=Utenos Telšiai=Telšių Tauragė=Tauragės Ukmergė=Ukmergės "
    "Visaginas=Visagino Kretinga=Kretingos Plungė=Plungės Radviliškis=Radviliškio Druskininkai=Druskininkų "
    "Palanga=Palangos",
    "de": "Linz Wels Steyr Villach Klagenfurt Dornbirn Bregenz Salzburg Würzburg Nürnberg Augsburg Göttingen Köln "
    "Düsseldorf Münster Osnabrück Tübingen Heidelberg Lübeck Rostock Erfurt Chemnitz Görlitz Kassel Fürth "
    "Mödling Krems Leoben",
    "fr": "Forest Ixelles Namur Charleroi Tournai Liège Verviers Nantes Rennes Besançon Orléans Nîmes Béziers "
    "Angoulême Limoges Mâcon Évreux Saint-Étienne Périgueux Dunkerque Roubaix Valenciennes Paris Arlon Dinant "
    "Épinal",
    "es": "Sevilla Málaga Cádiz Córdoba Jaén Almería Castellón Lérida Zaragoza Logroño Ávila Cáceres Badajoz Gijón "
    "Oviedo Alcalá Getafe Móstoles León Lugo",
    "pl": "Łódź Kraków Poznań Wrocław Gdańsk Gdynia Białystok Rzeszów Częstochowa Toruń Bydgoszcz Zielona-Góra "
    "Opole Gliwice Przemyśl Chełm Płock",
    "en": "Dublin Cork Galway Limerick Waterford Sligo Athlone Kilkenny Drogheda Dundalk Wexford Tralee Ennis "
    "Valletta Sliema Naxxar Birkirkara Mosta",
    "et": "Tallinn=Tallinna Tartu=Tartu Pärnu=Pärnu Narva=Narva Võru=Võru Põlva=Põlva Jõhvi=Jõhvi Haapsalu=Haapsalu "
    "Kuressaare=Kuressaare Rapla=Rapla Viljandi=Viljandi",
    "sv": "Malmö Göteborg Jönköping Växjö Örebro Västerås Linköping Norrköping Umeå Luleå Östersund Gävle Åbo Vasa "
    "Borås Skövde Karlstad Uppsala Sundsvall",
}
OWN = (
    "Horizont Aurora Viltis Perspektyva Etappe Brücke Kompass Impuls Lichtblick Startklar Sprungbrett Phönix "
    "Merkur Delfin Passerelle Tremplin Élan Étincelle Relais Archipel Boussole Escale Envol Alizé Sillage Déclic "
    "Ancrage Horizonte Camino Semilla Puente Lucero Faro Alborada Nadzieja Mosty Słońce Źródło Krokus Dąb Jutro "
    "Lighthouse Bridgeway Pathfinder Harbour Beacon Stepping Meadow Orchard Willow Cedar Falcon Lootus Päike Tamm "
    "Koidula Kalev Norrsken Björken Kompassen Fyren Gnistan Tallen Regnbågen Saulėtekis Ąžuolas Gintaras Žiburys "
    "Pušynas Aušra Varpas Vėtrungė Rūta Medeina Žalgiris Nida Ventus Solaris Novus Vita Lumen Terra Aqua Ignis "
    "Corvus Altus Magnus Prima Quadra Sigma Delta Omega Vega Orion Sirius Curie Pasteur Monnet Jaurès Goethe "
    "Humboldt Pestalozzi Montessori Cervantes Machado Lorca Kopernik Chopin Mickiewicz Basanavičius Čiurlionis "
    "Žemaitė Maironis Linné Nobel Lagerlöf Tammsaare Kreutzwald Joyce Yeats Larkin Swift Wilde Kestrel Heron "
    "Swallow Robin Thistle Bramble Juniper Hazel Rowan Alder Birch Maple Poplar Laurel Myrtle Olive Clover"
)
WORDS = (
    "plus 21 aktiv nova viva futur mobil digital plena vera libera una duo trio libre activa verde azul blanca "
    "roja clara serena lokal regio inter alpha beta gamma Kreis Wege Pfade Werk Raum Kraft Chemins Sentiers Rives "
    "Ponts Racines Ailes Voix Mains Manos Voces Raíces Alas Drogi Dłonie Głosy Korzenie Hands Voices Roots Wings "
    "Paths Rivers Stones Käed Hääled Juured Röster Rötter Rankos Balsai Šaknys Sparnai Keliai"
)
SAINTS = "Martin Johannes Elisabeth Joseph Franziskus Katharina Michel Vincent Klara Lambert Brigid Patrick Columba"
FIELDS = "Health,Education,Labour,Social Affairs,Youth,Technology,Agriculture,Housing,Migration,Culture,Tourism,Science"
FORMS = {
    "lt": "VšĮ,UAB,AB", "de": "e. V.,GmbH,gGmbH", "fr": "asbl,SARL,SA", "es": "S.L.,SA", "pl": "Sp. z o.o.,S.A.",
    "en": "Ltd,CIC", "et": "OÜ,MTÜ", "sv": "AB,ek. för.",
}  # fmt: skip
BEFORE_THE_NAME = ("VšĮ", "UAB", "OÜ", "MTÜ")
SHORT = {
    "Department": "Dept.", "University": "Univ.", "Association": "Assoc.", "International": "Int'l", "National": "Nat.",
    "Organisation": "Org.", "Saint": "St.", "Hospital": "Hosp.", "Fédération": "Féd.", "Centre": "Ctr.",
    "Institut": "Inst.", "Universidad": "Univ.", "Université": "Univ.", "Asociación": "Asoc.", "Community": "Comm.",
    "savivaldybė": "sav.", "Stowarzyszenie": "Stow.", "Fundación": "Fund.", "Chambre": "Ch.", "Municipality": "Mun.",
}  # fmt: skip
