"""The words of grilles: headings, spellings of answers, words of rows that are no critère.

Nothing here but data. Every text is written as `forme_comparable` reduces it: lower case, without
accents, hyphens as spaces. What is added here is read, recognised or set aside in all forms and
formats of grilles at once.
"""

# What a column holds, by its heading.
TITRES: dict[str, tuple[str, ...]] = {
    "critere": ("critere", "criteres", "code", "code critere", "code du critere"),
    "resultat": ("resultat", "resultats", "evaluation", "reponse"),
    "candidat": ("candidat", "candidate", "candidat(e)", "reference", "reference candidat"),
    "acquis": ("acquis", "a"),
    "non_acquis": ("non acquis", "na"),
    "non_evalue": ("non evalue", "ne"),
    "libelle": (
        *("libelle", "libelles", "libelle du critere", "libelle critere", "intitule", "intitules"),
        *("intitule du critere", "intitule critere", "designation", "enonce"),
    ),
    # what the référentiel says, or a contexte of it (written by « clea grille nouvelle »)
    "niveau": ("domaine", "domaines", "sous domaine", "sous domaines", "mots du contexte"),
    "commentaire": ("commentaire", "commentaires", "observation", "observations"),
}

# How headings begin that say something else than the answer that counts. Such a column is set
# aside, whatever it holds, unless a word of `QUI_DECIDE` follows: « obligatoire » is no answer,
# « obligatoire, résultat final » may be one.
AUTRES: tuple[str, ...] = (
    *("auto evaluation", "autoevaluation", "auto positionnement", "autopositionnement"),
    *("auto eval", "autoeval", "positionnement initial", "avis du candidat", "ressenti"),
    *("coefficient", "coefficients", "coef", "coeff", "ponderation", "poids", "points", "point"),
    *("pts", "bareme", "obligatoire", "mandatory", "prerequis", "requis", "seuil", "taux"),
    *("pourcentage", "%", "total", "moyenne", "numero", "no", "n°", "nº", "n", "num", "#", "rang"),
    *("ordre", "ligne", "page", "id", "identifiant", "competence", "competences", "theme", "bloc"),
    *("famille", "mode", "modes", "modalite", "modalites", "type", "nature", "forme", "support"),
    *("supports", "outil", "outils", "vu en situation", "en situation", "situation", "situations"),
    *("mise en situation", "epreuve", "activite", "exercice", "question", "questions", "atelier"),
    *("tache", "preuve", "preuves", "trace", "traces", "source", "amenagement", "amenagements"),
    *("adaptation", "adaptations", "tiers temps", "compensation", "handicap", "groupe", "groupes"),
    *("gr", "classe", "promotion", "promo", "session", "seance", "seances", "site", "lieu"),
    *("centre", "organisme", "entreprise", "employeur", "date", "dates", "jour", "heure", "heures"),
    *("duree", "temps", "evaluateur", "evaluatrice", "evaluateurs", "evalue par", "formateur"),
    *("formatrice", "examinateur", "jure", "visa", "paraphe", "signature", "emargement", "present"),
    *("presence", "absent", "absence", "ressource", "ressources", "module", "modules", "formation"),
    *("parcours", "priorite", "objectif", "objectifs", "ancien code", "ancienne reference"),
    *("code interne", "code rome", "correspondance", "indicateur", "indicateurs", "exemple"),
    *("exemples", "consigne", "consignes", "aide", "legende", "remarque", "remarques"),
    *("niveau attendu", "attendu", "attendus", "nom", "prenom", "age", "email"),
    *("courriel", "telephone"),
)
QUI_DECIDE = frozenset(
    (
        *("resultat", "resultats", "reponse", "reponses", "final", "finale", "definitif"),
        *("definitive", "definitifs", "corrige", "corrigee", "corriges", "correction"),
        *("corrections", "revise", "revisee", "revision", "retenu", "retenue", "jury", "bilan"),
        *("decision", "validation", "valide", "validee", "acquis", "acquise", "rattrapage"),
        *("apres", "reevaluation", "rectifie", "rectifiee"),
    )
)

# What people answer with, beside the words of a scale: a column of these answers, whatever its
# heading.
REPONSES = frozenset(
    (
        *("v", "f", "ok", "ko", "hs", "r", "c", "+", "-", "++", "--", "+-", "+/-", "=", "✓", "✔"),
        *("☑", "☒", "☐", "✗", "✘", "✅", "❌", "√", "yes", "no", "true", "false", "vrai", "faux"),
        *("oui", "non", "o", "n", "x", "1", "0", "2", "3", "4", "tb", "b", "ab", "i", "s", "ts"),
        *("ins", "vu", "fait", "bon", "bien", "juste", "non vu", "pas vu", "pas fait", "tres bien"),
        *("assez bien", "moyen", "mauvais", "a", "na", "ne", "eca", "ec", "nt", "nv", "p", "pa"),
        *("ap", "partiel", "partiellement", "en partie", "en cours", "a revoir", "a refaire"),
        *("a travailler", "a consolider", "a reprendre", "a ameliorer", "sans objet", "so", "nc"),
    )
)
# Of these, what a comment may well say of every line: in a column of comments, none answers.
DE_COMMENTAIRE = frozenset(
    (
        *("vu", "fait", "bon", "bien", "juste", "tres bien", "assez bien", "moyen", "mauvais"),
        *("partiel", "en partie", "partiellement", "en cours", "a revoir", "a refaire"),
        *("a travailler", "a consolider", "a reprendre", "a ameliorer", "sans objet", "so", "nc"),
        *("r", "c", "s", "i", "p"),
    )
)
# The beginnings of words that answer: « validé », « refusées », « non maîtrisé », « réussi ».
RACINES = (
    *("acqui", "valid", "invalid", "refus", "maitris", "reuss", "echou", "echec", "attein"),
    *("confirm", "infirm", "conform", "satisf", "insatisf", "suffis", "insuffis", "correct"),
    *("incorrect", "favorabl", "defavorabl", "positi", "negati", "evalu", "admis", "ajourn"),
    *("apte", "inapte", "capable", "incapable", "partiel", "obtenu", "accepte", "rejete", "realis"),
    *("demontr", "observ", "possed", "sait", "fragil", "compet", "autonom", "parfait"),
)
NEGATIONS = frozenset(
    ("non", "pas", "peu", "tres", "en", "a", "tout", "fait", "partiellement", "ne", "est", "encore")
)

# Rows that sum up, below the answers or among the candidates: never a critère, nor anybody.
BILANS = frozenset(
    (
        *("total", "totaux", "sous", "somme", "bareme", "point", "points", "maximum", "minimum"),
        *("moyenne", "moyennes", "mediane", "taux", "pourcentage", "%", "score", "scores", "note"),
        *("notes", "nombre", "nb", "effectif", "seuil", "requis", "requise", "ecart", "type"),
        *("bilan", "synthese", "recapitulatif", "recap", "coefficient", "coefficients", "coef"),
        *("ponderation", "reussite", "cumul", "resultat", "resultats", "verdict", "decision"),
        *("certifiable", "ensemble", "possible", "possibles"),
    )
)
SUITES_DE_BILAN = frozenset(  # words that may go with them
    (
        *("de", "des", "du", "d", "la", "le", "les", "l", "par", "sur", "en", "et", "a", "au"),
        *("aux", "pour", "general", "generale", "generaux", "acquis", "acquise", "non", "evalue"),
        *("evalues", "domaine", "domaines", "critere", "criteres", "groupe", "promotion"),
        *("session", "candidat", "candidats", "obtenu", "obtenus", "max", "min", "global"),
        *("globale", "final", "finale", "partiel", "partielle", "atteint", "valides", "lignes"),
        *("colonne", "colonnes"),
    )
)

# Signs of our scale that some read as no: x may tick or cross out, o may be « oui », a zero or an
# empty box. Each with the words beside which it can only say yes. Beside any other, and where
# nothing says no, it is not believed.
SIGNES_DOUTEUX: dict[str, tuple[str, ...]] = {"o": ("oui",), "x": ("☒",), "☒": ("x",)}

# Headings that leave a doubt: believed where the column itself shows codes, answers, or whose row
# each one is.
TITRES_SELON_LA_COLONNE: dict[str, tuple[str, ...]] = {
    "critere": (
        *("n°", "nº", "n", "no", "num", "numero", "numeros", "#", "id", "identifiant", "rang"),
        *("ref", "refs", "reference", "references", "item", "items", "codes", "indice", "repere"),
        *("indicateur", "indicateurs", "competence", "competences", "sous critere", "capacite"),
        *("critere evalue", "criteres evalues", "critere d evaluation", "criteres d evaluation"),
        *("critere clea", "code clea", "code item", "code de l item", "code indicateur"),
        *("code competence", "code de la competence", "n° critere", "n° du critere"),
        *("n° de critere", "numero critere", "numero du critere", "numero de critere"),
        *("ref critere", "reference critere", "reference du critere", "n° item", "item evalue"),
        *("referentiel", "savoir faire", "objectif", "objectif evalue"),
        *("critere et libelle", "question"),
    ),
    "resultat": (
        *("statut", "etat", "niveau", "valide", "validee", "validation", "positionnement"),
        *("acquisition", "bilan", "avis", "appreciation", "constat", "decision", "maitrise"),
        *("conclusion", "verdict", "note", "cotation", "oui non", "reponse du candidat"),
        *("resultat de l evaluation", "resultat du critere", "resultat final", "evaluation finale"),
        *("evaluation prealable", "evaluation initiale", "evaluation de l evaluateur"),
        *("avis de l evaluateur", "avis evaluateur", "niveau atteint", "niveau d acquisition"),
        *("niveau de maitrise", "degre d acquisition", "degre de maitrise", "etat d acquisition"),
        *("critere valide", "critere acquis", "est acquis", "atteint", "reussi", "reussite"),
        *("obtenu", "validation du critere", "resultat obtenu", "resultats obtenus"),
        *("observe", "demontre"),
    ),
    "candidat": (
        *("nom", "noms", "stagiaire", "stagiaires", "beneficiaire", "beneficiaires", "participant"),
        *("participante", "apprenant", "apprenante", "apprenants", "personne", "salarie"),
        *("salariee", "nom du candidat", "nom candidat", "nom du stagiaire", "nom du beneficiaire"),
        *("nom prenom", "nom et prenom", "nom prenoms", "identite", "matricule", "dossier"),
        *("n° dossier", "n° candidat", "n° du candidat", "numero candidat", "numero du candidat"),
        *("id candidat", "reference stagiaire", "reference du stagiaire", "reference beneficiaire"),
        *("ref candidat", "ref", "code candidat", "candidats", "eleve"),
        *("usager", "demandeur d emploi"),
    ),
}

# Columns to tick, by pairs: what says yes, what says no. Believed where only ticks stand below.
COCHES_SELON_LA_COLONNE: tuple[tuple[str, str], ...] = (
    *(("oui", "non"), ("o", "n"), ("valide", "non valide"), ("validee", "non validee")),
    *(("vrai", "faux"), ("maitrise", "non maitrise"), ("atteint", "non atteint"), ("+", "-")),
    *(("reussi", "non reussi"), ("reussi", "echoue"), ("observe", "non observe"), ("ok", "ko")),
    *(("conforme", "non conforme"), ("satisfaisant", "non satisfaisant"), ("obtenu", "non obtenu")),
    *(("acquise", "non acquise"), ("acquises", "non acquises"), ("demontre", "non demontre")),
)
# The third column that may stand beside such a pair.
NON_EVALUES: tuple[str, ...] = (
    *("non evalue", "non evaluee", "ne", "non vu", "non observe", "sans objet", "so", "n/e"),
)

# What a heading may say in brackets without changing what its column holds:
# « Résultat (A / NA / NE) ».
DE_PARENTHESE = frozenset(
    (
        *("a", "na", "ne", "acquis", "non", "oui", "o", "n", "x", "ou", "et", "cocher", "cochez"),
        *("case", "cases", "la", "une", "croix", "mettre", "evalue", "vrai", "faux", "1", "0"),
        *("s", "clea", "a completer", "completer", "remplir", "choisir", "liste", "entourer", "b"),
    )
)

# What signs mean where nothing says otherwise, and how a legend says it:
# « (A = acquis, NA = non acquis) ».
LEGENDES: dict[str, tuple[str, ...]] = {
    "acquis": ("a", "acquis", "o", "oui", "x", "1", "vrai", "v", "valide", "case cochee", "croix"),
    "non acquis": ("na", "non acquis", "n", "non", "0", "faux", "non valide"),
    "non evalue": ("ne", "non evalue"),
}

# How a legend says of a sign that it does not mean « acquis », in words that are none of ours.
RESERVES = frozenset(
    (
        *("a revoir", "a refaire", "a travailler", "a consolider", "a reprendre", "a ameliorer"),
        *("en cours", "en cours d acquisition", "partiel", "partiellement", "partiellement acquis"),
        *(
            "en partie",
            "sans objet",
            "absent",
            "absente",
            "echec",
            "echoue",
            "refuse",
            "insuffisant",
        ),
        *("invalide", "inapte", "faux", "fragile"),
    )
)
SANS = ("non ", "pas ", "peu ")  # how others begin

# Ticks, and boxes left empty, as `mot_de_reponse` reduces them.
COCHES = frozenset(("x", "✓", "✔", "☑", "☒", "✅", "√", "v", "1", "oui", "o", "vrai", "true"))
CASES_VIDES = frozenset(("", "0", "non", "n", "faux", "false", "☐", "□", "-", "–", "—", "."))
# Of the ticks, those that say yes wherever they stand.
OUI_PARTOUT = ("✓", "✔", "☑", "✅", "√")
# The words of another language that a spreadsheet writes into a CSV.
BOOLEENS = {"true": "vrai", "false": "faux"}

# How the words of an answer agree: « acquise », « non acquis », « évalués ». Ends of words that do,
# and their forms.
S_ACCORDENT = ("é", "is", "i", "u", "it", "int")
ACCORDS = ("e", "s", "es")

# How a row begins that ends a page: who signs, where, when; never a critère.
PIEDS: tuple[str, ...] = (
    *("signature", "signatures", "visa", "cachet", "paraphe", "emargement", "fait a", "fait le"),
    *("date", "le", "lieu", "evaluateur", "evaluatrice", "evaluateurs", "l evaluateur"),
    *("formateur", "formatrice", "candidat", "candidate", "le candidat", "stagiaire"),
    *("le stagiaire", "nom", "prenom", "beneficiaire", "organisme", "centre", "page", "legende"),
    *("observations", "observation", "commentaire", "commentaires", "remarque", "remarques"),
    *("lu et approuve", "document", "version", "edite le", "imprime le", "nb", "nota"),
    *("avis", "conclusion"),
)
