"""What every format promises, whoever adds it: the tables of the program are walked, none is listed here.

A new format is tried at once: the same facts as the JSON, the warning of a draft, « le jury décide », hostile values
as they are, a golden file, the ending of its files. A new kind of output is a red test until it is in `GENRES`.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from clea_cli.cli.app import application
from clea_cli.cli.formats import tables
from clea_cli.sorties.formats import Format, Formats
from tests.outils import lire_formats
from tests.outils.ecrivain import codes
from tests.promesses.test_cases import CAS, SESSION, ecrire_session, lancer
from tests.promesses.test_temoins import CAS as TEMOINS
from tests.promesses.test_temoins import parcourir

RACINE = Path(__file__).parent.parent.parent
EXEMPLE = (RACINE / "examples" / "lectures-differentes.csv").read_text(encoding="utf-8-sig")
NUMERIQUE = RACINE / "examples" / "candidate-numerique.csv"
JOUR = ("--date", "2026-11-28")
HOSTILE = '<img src=x onerror=a(1)> {{ 7*7 }} [/b] R&D "q" *a*'
HOSTILE_TABLEUR = '=HYPERLINK("http://exemple.invalid","x")'
BROUILLON = re.compile(
    "proposition de ce projet|La grille peut encore changer"
)  # of the draft that ships


def tables_des_commandes() -> Iterator[tuple[str, Formats[Any]]]:
    """Each command that writes, and the table of its formats."""
    toutes = typer.main.get_command(application([]))
    for chemin, est_un_groupe in parcourir(toutes):
        commande: Any = toutes
        for mot in chemin.split():
            commande = commande.commands[mot]
        for option in () if est_un_groupe else commande.params:
            if "--sortie" in option.opts or "--format" in option.opts:
                yield chemin, option.type.func.formats


COMMANDES = dict(tables_des_commandes())


class Genre(NamedTuple):
    """How a command is asked for its output, and what is promised of it.

    `commande` is of a file `g.csv`; `faits` takes the JSON of its score and gives what every format must say;
    `brouillon` is the command of a draft. `juge` is whether it shows a verdict, `cite` whether it shows the reference.
    """

    commande: str
    faits: Callable[[dict[str, Any]], list[str]]
    brouillon: str = ""
    juge: bool = True
    cite: bool = True


def _du_verdict(resultat: dict[str, Any]) -> list[str]:
    points = resultat["points"]
    return [resultat["candidat"], str(points["obtenus"]), str(points["total"])]


def _des_ecarts(resultat: dict[str, Any]) -> list[str]:
    return [resultat["candidat"], *(ecart["code"] for ecart in resultat["ecarts"])]


def _des_domaines(resultat: dict[str, Any]) -> list[str]:
    maitrises = [d["libelle"] for d in resultat["domaines"] if d["statut"] == "maitrise"]
    return [resultat["candidat"], *maitrises]


def _du_candidat(resultat: dict[str, Any]) -> list[str]:
    return [resultat["candidat"]]


def _des_codes(resultat: dict[str, Any]) -> list[str]:
    return [ecart["code"] for ecart in resultat["ecarts"]]


def _rien(resultat: dict[str, Any]) -> list[str]:
    return []


NUM = "numerique.csv"
SANS_CANDIDAT = {"juge": False, "cite": False}
GENRES = {
    "score": Genre("score g.csv", _du_verdict, f"score {NUM}"),
    "ecarts": Genre("ecarts g.csv", _des_ecarts, f"ecarts {NUM}"),
    "plan": Genre("plan g.csv", _du_candidat, f"plan {NUM} --catalogue modules.yaml"),
    "restitution": Genre("restitution g.csv", _du_candidat, f"restitution {NUM}"),
    "attestation": Genre("attestation g.csv", _des_domaines, f"attestation {NUM}"),
    "cohorte": Genre("cohorte tous.csv", _rien, "cohorte brouillons.csv", cite=False),
    "grille nouvelle": Genre(
        "grille nouvelle --candidat C-1",
        _des_codes,
        "grille nouvelle -r clea-numerique",
        **SANS_CANDIDAT,
    ),
    "grille convertir": Genre("grille convertir g.csv", _des_ecarts, juge=False),
    "grille rapprocher": Genre("grille rapprocher g.csv g2.csv", _des_ecarts, juge=False),
    "referentiel exporter": Genre(
        "referentiel exporter clea",
        _des_codes,
        "referentiel exporter clea-numerique",
        **SANS_CANDIDAT,
    ),
    "referentiel comparer": Genre(
        "referentiel comparer clea-107.yaml clea", _rien, **SANS_CANDIDAT
    ),
    "referentiel verifier": Genre(
        "referentiel verifier clea-107.yaml fautif.yaml --date 2026-11-23", _rien, **SANS_CANDIDAT
    ),
    "referentiel importer": Genre(
        "referentiel importer export.csv --date 2026-11-28", _des_codes, **SANS_CANDIDAT
    ),
    "referentiel schema": Genre("referentiel schema", _rien, **SANS_CANDIDAT),
}
AUTREMENT = {  # what writes a folder, or a copy: its files are those of another kind, or are tried elsewhere
    "grille corriger": "a copy of the grille, in its own format",
    "grille reunir": "a grille as it is converted",
    "documents": "those of ecarts, plan, restitution and attestation, to the byte",
    "jury preparer": "a page a dossier",
    "jury decisions": "a sheet in the folder of the session",
    "jury exporter": "from a closed session",
    "pseudonymiser": "grilles as they are converted",
}
SANS_PHRASE = {  # what shows a verdict and does not say that the jury decides, and why
    ("attestation", format_): "it says « après la décision d'un jury »"
    for format_ in COMMANDES["attestation"]
}
SANS_BROUILLON = {  # what does not repeat the warning, and why; it stands on stderr all the same
    ("score", "csv"): "the columns of the contract",
    ("cohorte", "csv"): "a row a measure",
    ("grille nouvelle", "csv"): "the headings of the contract",
    ("referentiel exporter", "case"): "the fields of the standard",
}
SANS_TEMOIN = {
    ("referentiel schema", "json"): "it is a file of ours",
    ("grille nouvelle", "html"): "a page of scripts, tried in a browser",
}


def test_chaque_commande_qui_ecrit_est_essayee():
    assert set(COMMANDES) - set(GENRES) - set(AUTREMENT) == set()


def test_chaque_table_du_programme_est_parcourue():
    parcourues = {id(formats) for formats in COMMANDES.values()}
    assert [
        formats
        for formats in tables()
        if id(formats) not in parcourues and list(formats) != ["docx", "pdf"]
    ] == []


def test_chaque_fin_declaree_sait_se_lire():
    fins = {
        format_.fins[0] if format_.fins else ""
        for formats in tables()
        for format_ in formats.values()
    }
    assert fins <= set(lire_formats.LECTEURS)


def cas(voulu: Callable[[str, str], bool]) -> list[tuple[str, str]]:
    """The formats of which something is promised."""
    tous = ((commande, nom) for commande in GENRES for nom in COMMANDES[commande])
    return [(commande, nom) for commande, nom in tous if voulu(commande, nom)]


def format_de(commande: str, nom: str) -> Format[Any]:
    return COMMANDES[commande][nom]


def a_lire(commande: str, nom: str) -> bool:
    """Whether a person reads a verdict there."""
    de_donnees = format_de(commande, nom).donnees
    return GENRES[commande].juge and not de_donnees and (commande, nom) not in SANS_PHRASE


def en_texte(commande: str, nom: str) -> bool:
    """Whether somebody reads its bytes in a diff."""
    return (
        not lire_formats.BINAIRES & set(format_de(commande, nom).fins)
        and (commande, nom) not in SANS_TEMOIN
    )


CAS_DE_FORMATS = cas(lambda commande, nom: True)
ENTIERS = ("grille nouvelle", "grille convertir", "referentiel exporter")  # what lists all critères


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """Grilles of one candidate, of a draft, of many; what référentiels are tried with."""
    ici = tmp_path_factory.mktemp("dossierdessai")
    (ici / "g.csv").write_text(EXEMPLE, encoding="utf-8")
    (ici / "g2.csv").write_text(EXEMPLE, encoding="utf-8")
    (ici / NUM).write_bytes(NUMERIQUE.read_bytes())
    (ici / "clea-107.yaml").write_bytes((RACINE / "examples" / "clea-107.yaml").read_bytes())
    (ici / "fautif.yaml").write_bytes(
        (RACINE / "examples" / "referentiel-fautif.yaml").read_bytes()
    )
    (ici / "modules.yaml").write_text(
        'schema: clea/catalogue/1\nlibelle: c\nreferentiel: clea-numerique\nheures_par_critere: {"1.1.1": 2}\n',
        encoding="utf-8",
    )
    (ici / "tous.csv").write_bytes((RACINE / "examples" / "douze-candidats.csv").read_bytes())
    (ici / "brouillons.csv").write_bytes(en_nombre(ici))
    lancer(ici, "referentiel", "exporter", "clea", "-o", "export.csv")
    return ici


def en_nombre(ici: Path) -> bytes:
    """Six candidates of the draft, in the wide form."""
    large = (
        lancer(ici, "grille", "convertir", NUM, "--forme", "large")
        .sortie.lstrip("\ufeff")
        .splitlines()
    )
    titres = next(rang for rang, ligne in enumerate(large) if ligne.startswith("candidat;"))
    reponses = large[titres + 1].partition(";")[2]
    return "\n".join(
        [*large[: titres + 1], *(f"N-{rang};{reponses}" for rang in range(6))]
    ).encode()


class Ecrit(NamedTuple):
    """What a command wrote, and what it said beside it."""

    contenu: bytes
    texte: str
    erreurs: str


@cache
def ecrire(ici: Path, ligne: str, commande: str, nom: str) -> Ecrit:
    """Write in one format, into a file of its ending."""
    voulu = format_de(commande, nom)
    fin = voulu.fins[0] if voulu.fins else ""
    sortie = ici / f"{abs(hash((ligne, nom)))}{fin or '.sans'}"
    jour = JOUR if commande in ("ecarts", "plan", "restitution", "attestation") else ()
    choix = ("--format", nom) if len(COMMANDES[commande]) > 1 else ()
    fait = lancer(ici, *ligne.split(), *choix, "--sortie", sortie.name, *jour)
    assert fait.statut in (0, 1), fait.erreurs
    contenu = sortie.read_bytes()
    return Ecrit(contenu, lire_formats.texte(contenu, fin), fait.erreurs)


def resultat(ici: Path, grille: str = "g.csv") -> dict[str, Any]:
    [seul] = json.loads(lancer(ici, "score", grille, "--format", "json").sortie)["resultats"]
    return seul


@pytest.mark.parametrize(("commande", "nom"), CAS_DE_FORMATS)
def test_chaque_format_dit_les_memes_faits_que_le_json(dossier, commande, nom):
    genre = GENRES[commande]
    dits = ecrire(dossier, genre.commande, commande, nom).texte
    # A table on the screen cuts labels: their words are all there.
    mots = [mot for fait in genre.faits(resultat(dossier)) for mot in fait.split()]
    assert [mot for mot in mots if mot not in dits] == []


@pytest.mark.parametrize(("commande", "nom"), cas(lambda commande, nom: commande in ENTIERS))
def test_chaque_format_dit_les_memes_codes_de_criteres(dossier, commande, nom):
    """Of the formats of one command, those for other programs and those to read name the same critères."""
    dits = ecrire(dossier, GENRES[commande].commande, commande, nom).texte
    assert set(codes()) - set(re.findall(r"\b\d\.\d\.\d{1,2}\b", dits)) == set()


@pytest.mark.parametrize(
    ("commande", "nom"), cas(lambda commande, nom: bool(GENRES[commande].brouillon))
)
def test_chaque_format_dit_que_le_referentiel_est_un_brouillon(dossier, commande, nom):
    ecrit = ecrire(dossier, GENRES[commande].brouillon, commande, nom)
    if not commande.startswith("referentiel"):  # that one writes the référentiel itself
        assert "R501" in ecrit.erreurs
    if (commande, nom) not in SANS_BROUILLON:
        assert BROUILLON.search(ecrit.texte)


@pytest.mark.parametrize(("commande", "nom"), cas(a_lire))
def test_chaque_format_a_lire_dit_que_le_jury_decide(dossier, commande, nom):
    assert (
        "le jury décide" in ecrire(dossier, GENRES[commande].commande, commande, nom).texte.lower()
    )


@pytest.mark.parametrize(("commande", "nom"), CAS_DE_FORMATS)
def test_aucun_format_ne_dit_le_dossier_ou_il_a_ete_fait(dossier, commande, nom):
    """Files are named as they were typed: a path would say whose machine it is, and change the bytes."""
    ecrit = ecrire(dossier, GENRES[commande].commande, commande, nom)
    assert dossier.name not in ecrit.texte
    assert dossier.name.encode() not in ecrit.contenu


def test_seuls_des_formats_de_donnees_se_disent_des_donnees():
    """A format that says that it is data owes no sentence: only those that no person reads may."""
    de_donnees = {".json", ".csv", ".yaml", ".sarif", ".xml"}
    for formats in tables():
        for format_ in formats.values():
            assert not format_.donnees or set(format_.fins[:1]) <= de_donnees, format_.nom


def hostile(valeur: str) -> str:
    """The example, of a candidate of that reference."""
    cellule = StringIO(newline="")
    csv.writer(cellule, delimiter=";", lineterminator="").writerow(["candidat", valeur])
    return re.sub(
        r"^candidat;.*$", lambda _: cellule.getvalue(), EXEMPLE, count=1, flags=re.MULTILINE
    )


@pytest.mark.parametrize("valeur", [HOSTILE, HOSTILE_TABLEUR])
@pytest.mark.parametrize(("commande", "nom"), cas(lambda commande, nom: GENRES[commande].cite))
def test_chaque_format_montre_une_valeur_hostile_telle_quelle(dossier, commande, nom, valeur):
    for grille in ("h.csv", "h2.csv"):
        (dossier / grille).write_text(hostile(valeur), encoding="utf-8")
    ligne = GENRES[commande].commande.replace("g.csv", "h.csv").replace("g2.csv", "h2.csv")
    (dossier / "h.csv").write_text(hostile(valeur), encoding="utf-8")
    ecrit = ecrire.__wrapped__(dossier, f"{ligne} --forcer", commande, nom)
    assert sans_blancs(valeur) in sans_blancs(ecrit.texte)
    if ".html" in format_de(commande, nom).fins:
        sain = ecrire(dossier, GENRES[commande].commande, commande, nom)
        assert lire_formats.elements(ecrit.contenu) == lire_formats.elements(sain.contenu)
    if ".md" in format_de(commande, nom).fins:
        sain = ecrire(dossier, GENRES[commande].commande, commande, nom)
        assert lire_formats.marques(ecrit.contenu) == lire_formats.marques(sain.contenu)


def cites_en_texte(commande: str, nom: str) -> bool:
    return GENRES[commande].cite and en_texte(commande, nom)


@pytest.mark.parametrize(("commande", "nom"), cas(cites_en_texte))
def test_aucun_format_n_ecrit_une_lettre_qui_commande_un_ecran(dossier, commande, nom):
    for grille in ("h.csv", "h2.csv"):
        (dossier / grille).write_text(hostile("C\x1b[31m-1"), encoding="utf-8")
    ligne = GENRES[commande].commande.replace("g.csv", "h.csv").replace("g2.csv", "h2.csv")
    ecrit = ecrire.__wrapped__(dossier, f"{ligne} --forcer", commande, nom)
    assert b"\x1b" not in ecrit.contenu


def sans_blancs(texte: str) -> str:
    """A text whose lines may be cut anywhere, quotes as typographers make them."""
    return re.sub(r"\s+", "", texte)


@pytest.mark.parametrize(("commande", "nom"), cas(en_texte))
def test_chaque_format_a_son_temoin(commande, nom):
    lignes = [ligne for ligne in TEMOINS.values() if ligne.startswith(f"{commande} ")]
    premier = nom == next(iter(COMMANDES[commande]))
    sans_format = any("--format" not in ligne and "--help" not in ligne for ligne in lignes)
    assert any(f"--format {nom}" in ligne for ligne in lignes) or (premier and sans_format)


@pytest.mark.parametrize(("commande", "nom"), CAS_DE_FORMATS)
def test_chaque_fin_donne_le_format_qui_la_declare(dossier, commande, nom):
    for fin in format_de(commande, nom).fins:
        declarent = [autre for autre in COMMANDES[commande].values() if fin in autre.fins]
        if declarent[0].nom != nom:
            continue
        sortie = f"fin-{commande.replace(' ', '-')}{fin.upper()}"
        jour = JOUR if commande in ("ecarts", "plan", "restitution", "attestation") else ()
        lancer(dossier, *GENRES[commande].commande.split(), "--sortie", sortie, "--forcer", *jour)
        attendu = ecrire(dossier, GENRES[commande].commande, commande, nom).contenu
        assert (dossier / sortie).read_bytes() == attendu


@pytest.mark.parametrize(("commande", "nom"), CAS_DE_FORMATS)
def test_chaque_format_est_dans_l_aide_de_sa_commande(commande, nom):
    aide = (RACINE / "tests" / "temoins" / f"aide-{commande.replace(' ', '-')}.txt").read_text(
        encoding="utf-8"
    )
    if len(COMMANDES[commande]) > 1:
        assert re.search(rf"\[[a-z|]*\b{nom}\b[a-z|]*\]", aide)
    fins = format_de(commande, nom).fins
    assert not fins or fins[0] in aide


@pytest.mark.parametrize(
    "format_", [nom for nom in COMMANDES["ecarts"] if nom not in ("docx", "pdf")]
)
def test_les_documents_d_un_candidat_sont_ceux_de_chaque_commande(dossier, format_):
    fait = lancer(dossier, "documents", "g.csv", "--format", format_, "-o", f"d-{format_}", *JOUR)
    assert fait.statut == 0
    ecrits = {
        fichier.stem: fichier.read_bytes() for fichier in (dossier / f"d-{format_}").iterdir()
    }
    assert set(ecrits) == {
        f"C-0004-{genre}" for genre in ("ecarts", "plan", "restitution", "attestation")
    }
    for genre in ("ecarts", "plan", "restitution", "attestation"):
        assert (
            ecrits[f"C-0004-{genre}"] == ecrire(dossier, f"{genre} g.csv", genre, format_).contenu
        )


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """A session of two dossiers, whose references are hostile."""
    ici = tmp_path_factory.mktemp("session")
    (ici / "jouet.yaml").write_bytes((CAS / "grille" / "jouet.yaml").read_bytes())
    ecrire_session(ici)
    reference = HOSTILE.replace('"', "''")
    texte = SESSION.replace("reference: P-1", f'reference: "{reference}"')
    (ici / "session.yaml").write_text(texte, encoding="utf-8")
    for nom in ("p1.csv", "p1-finale.csv"):
        grille = (ici / nom).read_text(encoding="utf-8")
        (ici / nom).write_text(
            grille.replace("candidat;P-1", f"candidat;{reference}"), encoding="utf-8"
        )
    fait = lancer(ici, "jury", "preparer", "session.yaml", "-o", "s")
    assert fait.statut == 0, fait.erreurs
    return ici / "s", reference


@pytest.mark.parametrize("nom", COMMANDES["jury preparer"])
def test_chaque_page_du_jury_dit_le_dossier_et_que_le_jury_decide(session, nom):
    ici, reference = session
    fin = format_de("jury preparer", nom).fins[0]
    pages = [
        lire_formats.texte(page.read_bytes(), fin)
        for page in sorted((ici / "dossiers").glob(f"*{fin}"))
    ]
    assert len(pages) == 2
    assert all("le jury décide" in page.lower() for page in pages)
    assert any(sans_blancs(reference) in sans_blancs(page) for page in pages)
    assert any("P-2" in page for page in pages)


@pytest.mark.parametrize("nom", COMMANDES["jury decisions"])
def test_chaque_feuille_du_jury_dit_les_dossiers(session, nom):
    ici, reference = session
    for reste in ici.glob("decisions.*"):
        reste.unlink()
    assert lancer(ici.parent, "jury", "decisions", "s", "--format", nom).statut == 0
    fin = format_de("jury decisions", nom).fins[0]
    dite = lire_formats.texte((ici / f"decisions{fin}").read_bytes(), fin)
    assert sans_blancs(reference) in sans_blancs(dite)
    assert "P-2" in dite
