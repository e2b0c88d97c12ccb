"""What every format says of all that it is handed: the tables of the program are walked, with values decided by hand.

Each text of these values is a word of its own, so a format that forgets one is named with what it forgets; then each of
them is made hostile, and nothing may change but the text.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clea_cli import __version__
from clea_cli.atelier.formats import VERIFICATIONS, Verifiee
from clea_cli.atelier.vues_referentiel import FichierVerifie
from clea_cli.cohorte.formats import COHORTE, CohorteARendre
from clea_cli.cohorte.vues import CohorteVue, Denombrement, LigneDeTableau, Mesure, Part, TableauVu
from clea_cli.decision.formats import VERDICTS, Verdicts
from clea_cli.decision.vues import (
    DomaineVu,
    Ecart,
    LectureVue,
    PointsVus,
    Provenance,
    Rapport,
    Resultats,
)
from clea_cli.decision.vues_evaluations import Evaluations, EvaluationVue
from clea_cli.diagnostics import Diagnostic, Gravite, Position
from clea_cli.documents import lire_provenance
from clea_cli.documents.formats import FORMATS_DU_PLAN, DocumentARendre
from clea_cli.documents.modeles_organisme import Modeles
from clea_cli.documents.rendus import blocs
from clea_cli.sorties.barres import Barre
from clea_cli.sorties.formats import Formats
from clea_cli.sorties.markdown import brut
from tests.outils import lire_formats

RACINE = Path(__file__).parent.parent.parent
LARGE = 400  # columns of a screen that cuts no name
JOUR = "2026-11-28"
EMPREINTE = "sha256:" + "0123456789abcdef" * 4
ABREGEE = "sha256:0123456789abcdef"
FORMULE = "=1+1 "  # before a text: what a spreadsheet would execute
HOSTILE = "<img src=x onerror=a(1)> *a* | `b` {c} \\d [/e] \x1b[31m \"f\": 'g' & #h\ni"


# One candidate, whose verdict another reading turns, from two évaluations; then several, and a file refused.


def _ecart(code: str, libelle: str, resultat: str, s: str) -> Ecart:
    mots = {"non_acquis": "non acquis", "non_evalue": "non évalué"}[resultat]
    return Ecart(code, libelle + s, "1", resultat, mots)


def _rapport(candidat: str, s: str, lectures: tuple[LectureVue, ...]) -> Rapport:
    ecarts = (
        _ecart("1.1.1", "Ecouter", "non_acquis", s),
        _ecart("1.1.2", "Repondre", "non_acquis", s),
        _ecart("1.1.3", "Demander", "non_evalue", s),
    )
    vus = PointsVus(2, 3, 5, 4, None)
    premier = DomaineVu(
        "1", f"Parler{s}", "non_maitrise", "non maîtrisé", vus, (), ecarts, (f"marge{s}",)
    )
    second = DomaineVu(
        "2", f"Compter{s}", "maitrise", "maîtrisé", PointsVus(7, 7, 8, 6, None), (), (), ()
    )
    return Rapport(
        f"grille{s}.csv",
        EMPREINTE,
        f"{s}{candidat}",
        "non_certifiable",
        "non certifiable",
        (f"parceque{s}",),
        PointsVus(9, 10, 13, 11, "non_atteint"),
        (premier, second),
        lectures,
    )


def _provenance(s: str) -> Provenance:
    return Provenance(
        "jouet",
        f"Lejouet{s}",
        "2020.7",
        EMPREINTE,
        f"brouillon{s}",
        f"certain{s}",
        "r1",
        f"laregle{s}",
        f"chartre{s}",
        f"horsdoute{s}",
        "03/02/2025",
        ("1", "2"),
        (f"echue{s}",),
    )


def _lectures(s: str) -> tuple[LectureVue, ...]:
    return (
        LectureVue(
            "r2", f"autrement{s}", "certifiable", "certifiable", f"lemotif{s}", f"douteux{s}"
        ),
        LectureVue(
            "r3",
            f"jadis{s}",
            "certifiable",
            "certifiable",
            f"vieux{s}",
            "",
            jusqu_a="2019-12-31",
        ),
        LectureVue("r4", f"pareil{s}", "non_certifiable", "non certifiable", None, ""),
    )


def verdict(s: str = "") -> Verdicts:
    evaluations = Evaluations(
        EvaluationVue(f"avant{s}.csv", EMPREINTE, "04/05/2026"),
        EvaluationVue(f"apres{s}.csv", EMPREINTE, "06/07/2026"),
        ("2",),
        {"1.1.1": "finale", "1.1.2": "prealable"},
    )
    seul = _rapport("CAND", s, _lectures(s))._replace(evaluations=evaluations)
    return Verdicts(Resultats(_provenance(s), (seul,), 0), (), LARGE, JOUR)


def verdicts(s: str = "") -> Verdicts:
    plusieurs = tuple(_rapport(candidat, s, _lectures(s)) for candidat in ("CAND", "DEUX", "TROIS"))
    return Verdicts(Resultats(_provenance(s), plusieurs, 4), _refus(s), LARGE, JOUR)


def _refus(s: str = "") -> tuple[Diagnostic, ...]:
    ici = Position(f"faux{s}.csv")
    return (Diagnostic("F203", ici, f"fautif{s}", f"reprenez{s}.", Gravite.ERREUR),)


D_OU = ("laregle", "chartre", "horsdoute", "03/02/2025", "jouet 2020.7", "certain", ABREGEE)
D_OU += ("echue", f"clea {__version__}", "le jury décide")
VERDICT = ("CAND", "non certifiable", "parceque", "brouillon", "grille.csv")
VERDICT += ("Parler", "non maîtrisé", "2/5", "4 requis", "marge", "Compter", "7/8", "6 requis")
VERDICT += ("1.1.1", "Ecouter", "1.1.2", "Repondre", "non acquis", "1.1.3", "Demander")
VERDICT += ("non évalué", "9/13 (69,2 %)", "11 requis")
VERDICT += ("autrement", "lemotif", "douteux", "jadis", "vieux", "31/12/2019", "pareil")
VERDICT += ("même verdict", "avant.csv", "04/05/2026", "apres.csv", "06/07/2026")
DONNEES = ("CAND", "non_certifiable", "9", "13", "non_maitrise", "maitrise")
DU_JSON = ("jouet", "2020.7", EMPREINTE, "laregle", "grille.csv", "Parler", "Compter")
DU_JSON += (
    "1.1.1",
    "Ecouter",
    "1.1.2",
    "Repondre",
    "non_acquis",
    "1.1.3",
    "Demander",
    "non_evalue",
)
DU_JSON += ("r2", "lemotif", "r3", "vieux", "r4", "avant.csv", "apres.csv")
VERDICTS_DITS = ("CAND", "DEUX", "TROIS", "non certifiable", "9/13", "autrement", "jadis")
VERDICTS_DITS += ("31/12/2019", "brouillon", "4 fichiers refusés")
REFUS = ("faux.csv", "fautif", "reprenez")


# A cohorte: shares, a number that is hidden, what is left out, hours and days.


def cohorte(s: str = "") -> CohorteARendre:
    barres = TableauVu(
        "verdicts",
        f"Lesverdicts{s}",
        f"combien{s}",
        (f"lenom{s}", "personnes", "ecartes"),
        (
            LigneDeTableau(f"Reussi{s}", (Part(30, 40), Denombrement(7, "fichiers"))),
            LigneDeTableau(f"{s}Cache", (None, Denombrement(8, "fichiers")), detail=f"detail{s}"),
        ),
    )
    durees = TableauVu(
        "durees",
        "Lesdurees",
        "",
        ("site", "mediane", "ecart"),
        (LigneDeTableau("Lyon", (Mesure(750, "h"), Mesure(45, "jours"))),),
    )
    vue = CohorteVue(
        f"Cohorte{s}",
        (f"fait{s}", f"autre{s}"),
        (f"brouillon{s}", f"attention{s}"),
        (barres, durees),
        f"legende{s}",
        ((f"Regle{s}", f"laregle{s}"), ("", f"{s}Seul")),
    )
    return CohorteARendre(vue, LARGE)


COHORTE_DITE = ("Cohorte", "fait", "autre", "brouillon", "attention", "legende")
COHORTE_DITE += (f"clea {__version__}", "Lesverdicts", "combien", "Lesdurees")
NOMBRES = (
    "Reussi",
    "Cache",
    "detail",
    "Lyon",
    "personnes",
    "ecartes",
    "mediane",
    "ecart",
    "30",
    "7",
    "8",
    "45",
)
NOMBRES += ("Regle", "laregle", "Seul")
COHORTE_LUE = ("lenom", "30 (75,0 %, 59 à 86)", "12 h 30", "45 jours", "masqué")


# Files that were verified, with a fault of each gravity.


def verifiee(s: str = "") -> Verifiee:
    # The name of a file has no end of line, nor what a path cannot hold.
    dedans = s.replace("/", "").replace("\n", " ")
    bon, faux = f"bon{dedans}.yaml", f"faux{dedans}.yaml"
    fichiers = (
        FichierVerifie(
            bon,
            "id: a\n",
            correct=True,
            referentiel="jouet",
            version="2020.7",
            empreinte=EMPREINTE,
            resume=f"resume{s}",
            a_confirmer=(f"premier{s}", f"second{s}"),
        ),
        FichierVerifie(faux, "un: 1\n", correct=False),
    )
    fautes = (
        Diagnostic("R201", Position(faux, 23, 45), f"inconnue{s}", f"retirez{s}.", Gravite.ERREUR),
        Diagnostic(
            "R314", Position(bon, 67, 1), f"dejavu{s}", f"changez{s}.", Gravite.AVERTISSEMENT
        ),
        Diagnostic("R332", Position(bon, 89, 2), f"peremption{s}", f"relisez{s}.", Gravite.NOTE),
    )
    return Verifiee(fichiers, fautes)


CORRECT = ("bon.yaml", "correct", "resume", "premier", "second")
FAUTES = ("bon.yaml", "faux.yaml", "R201", "23", "inconnue", "retirez", "R314", "67", "dejavu")
FAUTES += ("changez", "R332", "89", "peremption", "relisez")
GRAVITES = ("erreur", "avertissement", "note")


# A document with a block of each kind.

MARKDOWN = """\
# Letitre§

Unephrase : avec *penche* et **gras**.

- premier§
- second

1. range

> Lencadre§

| Colonne | Autre |
|---|--:|
| cellule§ | 12 |
| derniere | 34 |

![Lafigure](figure:points)

![Signature | Cachet](cadre:30)

---

Lepied.
"""
CODE = "0123 4567 8901"


def document(s: str = "") -> DocumentARendre:
    figures = {"points": (Barre(f"Labarre{s}", 2, 3, 5, 4, "non maîtrisé"),)}
    faits = {"schema": "clea/provenance-jury/1", "code": CODE, "autre": f"cachee{s}"}
    texte = MARKDOWN.replace("§", brut(s))  # as templates are given values
    return DocumentARendre(Modeles(), texte, blocs.lire(texte, figures, faits, JOUR))


DOCUMENT = ("Letitre", "Unephrase : avec", "penche", "gras", "premier", "second", "range")
DOCUMENT += ("Lencadre", "Colonne", "Autre", "cellule", "12", "derniere", "34")
DOCUMENT += ("Signature", "Cachet", "Lepied.")
FIGURE = ("Labarre",)


class Vue(NamedTuple):
    """A kind of output: its formats, a value of it, what those to read say, what those of data say."""

    formats: Formats[Any]
    valeur: Callable[[str], Any]
    lus: tuple[str, ...]
    donnees: tuple[str, ...] = ()


VUES = {
    "un verdict": Vue(VERDICTS, verdict, VERDICT + D_OU, DONNEES + DU_JSON),
    "des verdicts": Vue(
        VERDICTS, verdicts, VERDICTS_DITS + D_OU, ("CAND", "DEUX", "TROIS", *REFUS)
    ),
    "une cohorte": Vue(
        COHORTE, cohorte, COHORTE_DITE + NOMBRES + COHORTE_LUE, (*NOMBRES, "40", "masque")
    ),
    "des vérifications": Vue(VERIFICATIONS, verifiee, CORRECT + FAUTES + GRAVITES, FAUTES),
    "un document": Vue(FORMATS_DU_PLAN, document, DOCUMENT + FIGURE),
}
AUTREMENT = {  # what a format leaves to something else, and to what
    ("un verdict", "csv"): (DU_JSON, "the columns of the contract"),
    ("des verdicts", "csv"): (REFUS, "faults stand on stderr"),
    ("des vérifications", "texte"): (FAUTES[1:] + GRAVITES, "faults stand on stderr"),
    ("une cohorte", "xlsx"): (COHORTE_LUE[:-1] + COHORTE_DITE[-3:], "numbers, in a sheet a table"),
    ("un document", "docx"): (FIGURE, "an image"),
    ("un document", "ics"): (("Signature", "Cachet", *FIGURE), "what is seen on paper alone"),
    ("un document", "texte"): (DOCUMENT + FIGURE, "the command line writes it"),
}
ATTEINT = [(genre, nom) for genre, vue in VUES.items() for nom in vue.formats]


def ecrit(genre: str, nom: str, s: str = "") -> bytes:
    return VUES[genre].formats[nom].ecrire(VUES[genre].valeur(s))


def fin(genre: str, nom: str) -> str:
    return next(iter(VUES[genre].formats[nom].fins), "")


def serre(texte: str) -> str:
    """A text whose lines may be cut anywhere, its case aside."""
    return re.sub(r"\s+", "", texte).casefold()


@pytest.mark.parametrize(("genre", "nom"), ATTEINT)
def test_chaque_format_dit_tout_ce_qui_lui_est_donne(genre, nom):
    vue = VUES[genre]
    ailleurs = AUTREMENT.get((genre, nom), ((), ""))[0]
    dus = vue.donnees if vue.formats[nom].donnees else vue.lus
    dit = serre(lire_formats.texte(ecrit(genre, nom), fin(genre, nom)))
    assert [mot for mot in dus if mot not in ailleurs and serre(mot) not in dit] == []


def cas(voulu: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    return [atteint for atteint in ATTEINT if voulu(*atteint)]


EN_TEXTE = cas(lambda genre, nom: fin(genre, nom) not in lire_formats.BINAIRES)
OBEIS = cas(lambda genre, nom: fin(genre, nom) in lire_formats.STRUCTURES)


@pytest.mark.parametrize("s", [HOSTILE, FORMULE], ids=["signes", "formule"])
@pytest.mark.parametrize(("genre", "nom"), OBEIS)
def test_rien_de_ce_qui_est_donne_n_est_obei(genre, nom, s):
    """All texts at once a tag, Markdown, an escape, quotes, an end of line: the rest stands as it stood."""
    hostile, sain = ecrit(genre, nom, s), ecrit(genre, nom)
    assert b"\x1b" not in hostile or fin(genre, nom) in lire_formats.BINAIRES
    ici = fin(genre, nom)
    assert lire_formats.structure(hostile, ici) == lire_formats.structure(sain, ici)


def test_chaque_fin_qui_se_lit_en_texte_dit_ce_qui_s_y_obeit():
    assert set(lire_formats.LECTEURS) - lire_formats.BINAIRES <= set(lire_formats.STRUCTURES)


SANS_COUPE = {
    **dict.fromkeys((".txt", ".md", ".ics", ".xlsx"), "its lines are cut by us, or by nobody"),
    **dict.fromkeys((".docx", ".pdf"), "the words of blocks, which are held together before"),
}


def en_page(genre: str, nom: str) -> bool:
    """Whether a program that knows no French cuts the lines that a person reads there."""
    return not VUES[genre].formats[nom].donnees and fin(genre, nom) not in SANS_COUPE


@pytest.mark.parametrize(("genre", "nom"), cas(en_page))
def test_aucune_ligne_n_est_coupee_devant_un_signe_francais(genre, nom):
    dit = lire_formats.LECTEURS[fin(genre, nom)](ecrit(genre, nom, " : oui"))
    mots = set(VUES[genre].lus) - set(FIGURE)  # what is drawn is never cut
    assert [mot for mot in mots if f"{mot} :" in dit] == []


EMPREINTES = """
from hashlib import sha256
from tests.promesses.test_formats_vues import ecrit, EN_TEXTE
for genre, nom in EN_TEXTE:
    print(nom, sha256(ecrit(genre, nom)).hexdigest())
"""


def test_les_octets_ne_dependent_pas_de_l_ordre_d_un_ensemble():
    """Python draws it anew for each process."""
    essais = [
        subprocess.Popen(
            [sys.executable, "-c", EMPREINTES],
            cwd=RACINE,
            env={**os.environ, "PYTHONHASHSEED": graine},
            stdout=subprocess.PIPE,
            text=True,
        )
        for graine in ("1", "2")
    ]
    (une, statut), (autre, dernier) = ((e.communicate()[0], e.returncode) for e in essais)
    assert (statut, dernier) == (0, 0)
    assert une.splitlines() == autre.splitlines()


PAGES = sorted((RACINE / "clea_cli").rglob("gabarits/*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_les_mots_d_une_page_ne_sont_pas_coupes_devant_un_signe_francais(page):
    """What its template says itself; what it is handed is held to its word before."""
    sans_code = re.sub(r"(?s)<(style|script).*?</\1>|{%.*?%}|{{.*?}}", "", page.read_text("utf-8"))
    mots = re.sub(r"<[^>]*>", "|", sans_code)
    assert not re.findall(r"[^\s|] [:;?!»]|« ", mots)


SANS_PROVENANCE = {"texte": "a screen", "ics": "its identifiers are drawn from it"}


@pytest.mark.parametrize("nom", [nom for nom in FORMATS_DU_PLAN if nom not in SANS_PROVENANCE])
def test_chaque_document_dit_de_quoi_il_a_ete_fait(nom):
    """Where tools look, and not where a person reads."""
    contenu = ecrit("un document", nom)
    assert lire_provenance.lire(contenu) == lire_provenance.PageDuJury()
    assert "cachee" not in lire_formats.texte(contenu, fin("un document", nom))


@pytest.mark.parametrize("resultats", [None, Resultats(_provenance(""), (), 1)])
@pytest.mark.parametrize("nom", VERDICTS)
def test_sans_verdict_un_format_dit_pourquoi_ou_se_tait(nom, resultats):
    dit = VERDICTS[nom].ecrire(Verdicts(resultats, _refus(), LARGE, JOUR))
    assert not dit or b"fautif" in dit


DES_FAUTES_SEULES = {"github", "gitlab", "sarif"}  # which say nothing of a file


@pytest.mark.parametrize("nom", [nom for nom in VERIFICATIONS if nom not in DES_FAUTES_SEULES])
def test_un_fichier_refuse_ne_se_dit_pas_comme_un_fichier_correct(nom):
    refuse = verifiee()
    corrects = refuse._replace(fichiers=[f._replace(correct=True) for f in refuse.fichiers])
    un, autre = (
        lire_formats.texte(VERIFICATIONS[nom].ecrire(v), fin("des vérifications", nom))
        for v in (refuse, corrects)
    )
    assert un != autre
