"""Fifty edits, each classed by hand before; and no grille that was read reads otherwise without a major change."""

import copy
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clea_cli.atelier.changements import Classe
from clea_cli.atelier.comparaison import comparer
from clea_cli.cli import main
from clea_cli.decision.decision import bareme, decide
from clea_cli.decision.lot import Lecture, lire_fichier
from tests.outils.jouets import donnees, regle

RIEN, FORME, MINEUR, MAJEUR = None, Classe.REDACTIONNEL, Classe.MINEUR, Classe.MAJEUR
LIBELLES = [
    "Noter un message",
    "Redire un propos",
    "Compter des pièces",
    "Lire une carte",
    "Aider un collègue",
]
CODES = ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.1.2"]


def base():
    d = donnees(
        {"1.1": [1, 1], "1.2": [1], "2.1": [1, 1]},
        [
            regle("points", domaine="50/100", ensemble="60/100"),
            regle("comptes", sous_domaine="75/100", exceptions={"2.1": 1}, obligatoires=["1.1.1"]),
        ],
        version="2020.1",
        succede={"version": "2019.1", "retires": ["9.1.1", "9.1.2"]},
        modalites={
            "prealable_heures_max": 7,
            "finale_heures_max": 3,
            "validite_ans": 5,
            "certitude": "confirme",
        },
        echelle={"acquis": ["oui", "x"], "non_acquis": ["non"], "non_evalue": ["NE", "vide"]},
    )
    d["sources"].append({"id": "autre", "titre": "Un autre", "editeur": "Les Autres"})
    for code, libelle in zip(CODES, LIBELLES, strict=True):
        critere(d, code)["libelle"] = libelle
    critere(d, "1.2.1")["remplace"] = ["1.2.1", "1.2.2"]
    for (domaine, _), libelle in zip(
        enumerate(d["domaines"]), ("Parler", "Travailler"), strict=True
    ):
        d["domaines"][domaine]["libelle"] = libelle
    return d


def criteres(d, sous_domaine):
    domaine, rang = (int(nombre) - 1 for nombre in sous_domaine.split("."))
    return d["domaines"][domaine]["sous_domaines"][rang]["criteres"]


def critere(d, code):
    sous_domaine = code.rpartition(".")[0]
    return next(c for c in criteres(d, sous_domaine) if c["code"] == code)


def poser(*chemin):
    *etapes, cle, valeur = chemin

    def editer(d):
        for etape in etapes:
            d = d[etape]
        d[cle] = copy.deepcopy(valeur)

    return editer


def oter(*chemin):
    *etapes, cle = chemin

    def editer(d):
        for etape in etapes:
            d = d[etape]
        del d[cle]

    return editer


def dire(code, cle, valeur):
    return lambda d: critere(d, code).update({cle: valeur})


def echanger(un, autre):
    def editer(d):
        ici, la = critere(d, un), critere(d, autre)
        ici["libelle"], la["libelle"] = la["libelle"], ici["libelle"]

    return editer


def supprimer_et_renumeroter(d):
    criteres(d, "1.1").pop(0)
    criteres(d, "1.1")[0]["code"] = "1.1.1"
    d["attendu"]["criteres"] -= 1
    d["succede"]["retires"].append("1.1.2")  # it is silent about its own version


def inserer_et_renumeroter(d):
    criteres(d, "2.1")[1]["code"] = "2.1.3"
    criteres(d, "2.1").insert(
        1, {"code": "2.1.2", "libelle": "Prévenir d'un danger", "certitude": "confirme"}
    )
    d["attendu"]["criteres"] += 1


def deplacer(d):
    """From 2.1 to 1.2, under the next code there."""
    parti = criteres(d, "2.1").pop(1)
    criteres(d, "1.2").append(parti | {"code": "1.2.2"})
    critere(d, "1.2.1")["remplace"] = ["1.2.1"]
    d["regles"][1]["sous_domaine"]["exceptions"]["2.1"]["requis"] = 1


def ranger_autrement(d):
    criteres(d, "1.1").reverse()


def ajouter(d):
    criteres(d, "1.2").append(
        {"code": "1.2.3", "libelle": "Peser", "certitude": "confirme", "remplace": []}
    )
    d["attendu"]["criteres"] += 1


def echanger_les_domaines(d):
    ici, la = d["domaines"]
    ici["libelle"], la["libelle"] = la["libelle"], ici["libelle"]


def renverser(cle):
    return lambda d: d[cle].reverse()


def regle_par_defaut(d):
    d["regles"][0]["defaut"], d["regles"][1]["defaut"] = False, True


def succeder(**succede):
    """A next version, that succeeds the base."""

    def editer(d):
        critere(d, "1.2.1").pop("remplace")
        d.update(version="2021.1", succede={"version": "2020.1", **succede})

    return editer


def succeder_en_renommant(d):
    succeder()(d)
    critere(d, "2.1.2").update(code="2.1.4", remplace=["2.1.2"])


DOMAINE, REGLE, COMPTE = ("domaines", 0), ("regles", 0), ("regles", 1, "sous_domaine")
EDITIONS = {  # an edit: its class, and the kinds of change among the gravest
    # how grilles are read
    "un mot de plus": (poser("echelle", "acquis", ["oui", "x", "ok"]), MINEUR, {"echelle"}),
    "un mot de moins": (poser("echelle", "acquis", ["oui"]), MAJEUR, {"echelle"}),
    "un mot passe d'une réponse à l'autre": (
        poser(
            "echelle", {"acquis": ["oui"], "non_acquis": ["non", "x"], "non_evalue": ["NE", "vide"]}
        ),
        *(MAJEUR, {"echelle"}),
    ),
    "des mots dans un autre ordre": (
        poser("echelle", "acquis", ["x", "oui"]),
        FORME,
        {"rangement"},
    ),
    "un mot en majuscules": (poser("echelle", "acquis", ["OUI", "X"]), FORME, {"mise-en-forme"}),
    "un critère repris de moins de codes": (
        dire("1.2.1", "remplace", ["1.2.1"]),
        MAJEUR,
        {"remplace"},
    ),
    "un critère repris d'autres codes": (
        dire("1.2.1", "remplace", ["1.2.1", "1.2.3"]),
        MAJEUR,
        {"remplace"},
    ),
    "un critère dit nouveau": (dire("2.1.1", "remplace", []), MAJEUR, {"remplace"}),
    "un critère dit le même": (dire("2.1.1", "remplace", ["2.1.1"]), FORME, {"mise-en-forme"}),
    "des codes repris dans un autre ordre": (
        dire("1.2.1", "remplace", ["1.2.2", "1.2.1"]),
        FORME,
        {"rangement"},
    ),
    "un code retiré de plus": (
        poser("succede", "retires", ["9.1.1", "9.1.2", "9.1.3"]),
        MAJEUR,
        {"retires"},
    ),
    "un code retiré de moins": (poser("succede", "retires", ["9.1.1"]), MAJEUR, {"retires"}),
    "des codes retirés dans un autre ordre": (
        poser("succede", "retires", ["9.1.2", "9.1.1"]),
        FORME,
        {"rangement"},
    ),
    "une autre version précédente": (poser("succede", "version", "2018.1"), MAJEUR, {"succession"}),
    "succeder à la base, sans rien changer": (succeder(), MAJEUR, {"succession"}),
    "succeder à la base en renommant": (
        succeder_en_renommant,
        MAJEUR,
        {"succession", "critere-renomme"},
    ),
    "l'identifiant": (poser("id", "autre"), MAJEUR, {"identifiant"}),
    # lines
    "deux libellés échangés": (echanger("1.1.1", "1.1.2"), MAJEUR, {"critere-deplace"}),
    "deux libellés échangés d'un domaine à l'autre": (
        echanger("1.1.2", "2.1.1"),
        MAJEUR,
        {"critere-deplace"},
    ),
    "un critère supprimé, la suite renumérotée": (
        supprimer_et_renumeroter,
        *(MAJEUR, {"critere-deplace", "critere-retire", "retires"}),
    ),
    "un critère inséré, la suite renumérotée": (
        inserer_et_renumeroter,
        *(MAJEUR, {"critere-deplace", "critere-insere"}),
    ),
    "un critère déplacé": (deplacer, MAJEUR, {"critere-deplace", "remplace"}),
    "un critère ajouté": (ajouter, MAJEUR, {"critere-ajoute"}),
    "deux domaines échangés": (echanger_les_domaines, MAJEUR, {"libelle-deplace"}),
    "un libellé récrit": (dire("1.1.1", "libelle", "Prendre un message"), MINEUR, {"libelle"}),
    "un libellé ponctué": (dire("1.1.1", "libelle", "Noter un message."), FORME, {"libelle"}),
    "un libellé en majuscules": (dire("1.1.1", "libelle", "NOTER UN MESSAGE"), FORME, {"libelle"}),
    "le libellé d'un domaine": (poser(*DOMAINE, "libelle", "Dire"), MINEUR, {"libelle"}),
    "des critères dans un autre ordre": (ranger_autrement, FORME, {"ordre"}),
    "un critère vaut deux": (dire("1.2.1", "points", 2), MAJEUR, {"points"}),
    "un point qui va sans dire": (
        lambda d: critere(d, "1.2.1").pop("points"),
        FORME,
        {"mise-en-forme"},
    ),
    "une certitude": (dire("1.1.1", "certitude", "recoupe"), MINEUR, {"certitude"}),
    "une note": (dire("1.1.1", "note", "à relire"), FORME, {"note"}),
    "les sources d'une ligne": (dire("1.1.1", "sources", ["jouet"]), MINEUR, {"sources"}),
    # how evaluations are held
    "cinq ans deviennent un": (poser("modalites", "validite_ans", 1), MAJEUR, {"modalite"}),
    "cinq ans deviennent six": (poser("modalites", "validite_ans", 6), MAJEUR, {"modalite"}),
    "une finale plus courte": (poser("modalites", "finale_heures_max", 2), MAJEUR, {"modalite"}),
    "une finale plus longue": (poser("modalites", "finale_heures_max", 4), MINEUR, {"modalite"}),
    "la certitude des modalités": (
        poser("modalites", "certitude", "recoupe"),
        MINEUR,
        {"modalite"},
    ),
    # rules
    "un seuil": (poser(*REGLE, "domaine", "seuil", "60/100"), MAJEUR, {"seuil-domaine"}),
    "un seuil écrit autrement": (
        poser(*REGLE, "domaine", "seuil", "1/2"),
        FORME,
        {"mise-en-forme"},
    ),
    "le seuil de l'ensemble": (
        poser(*REGLE, "ensemble", "seuil", "61/100"),
        MAJEUR,
        {"seuil-ensemble"},
    ),
    "un compte": (poser(*COMPTE, "exceptions", "2.1", "requis", 2), MAJEUR, {"compte"}),
    "un critère obligatoire de moins": (
        poser(*COMPTE, "obligatoires", []),
        MAJEUR,
        {"obligatoires"},
    ),
    "la règle par défaut": (regle_par_defaut, MAJEUR, {"regle-par-defaut"}),
    "une règle de moins": (oter("regles", 1), MAJEUR, {"regle-retiree"}),
    "des règles dans un autre ordre": (renverser("regles"), FORME, {"rangement"}),
    "une règle relue": (poser(*REGLE, "verifie_le", "2026-11-24"), FORME, {"verifie-le"}),
    "le libellé d'une règle": (poser(*REGLE, "libelle", "la moitié"), MINEUR, {"libelle"}),
    # the rest
    "l'état": (lambda d: d.update(etat="brouillon", avertissement="à relire"), MAJEUR, {"etat"}),
    "le titre": (poser("libelle", "Un autre jouet"), MINEUR, {"libelle"}),
    "une source décrite": (poser("sources", 1, "titre", "Encore un"), MINEUR, {"source"}),
    "des sources dans un autre ordre": (renverser("sources"), FORME, {"rangement"}),
    "des clés dans un autre ordre": (
        lambda d: d.update(regles=d.pop("regles")),
        FORME,
        {"mise-en-forme"},
    ),
    "des exemples": (
        poser(
            "exemples",
            [{"libelle": "tout", "defaut": "acquis", "sauf": {}, "verdict": "certifiable"}],
        ),
        *(FORME, {"exemples"}),
    ),
    "rien": (lambda d: None, RIEN, set()),
}


def edite(*noms):
    d = base()
    for nom in noms:
        EDITIONS[nom][0](d)
    return d


def lu(d):
    from clea_cli.decision.charger import charger
    from clea_cli.decision.verification import verifier

    return verifier(json.dumps(d).encode(), "jouet.yaml", charger).value


AVANT = lu(base())


@pytest.mark.parametrize("nom", EDITIONS)
def test_une_edition_a_la_classe_decidee_a_la_main(nom):
    _, classe, genres = EDITIONS[nom]
    apres = lu(edite(nom))
    assert apres is not None, "the edit has a fault"
    comparaison = comparer(AVANT, apres)
    assert comparaison.classe is classe, comparaison.changements
    assert {c.genre for c in comparaison.changements if c.classe is classe} == genres


def test_le_remplace_a_ecrire_est_dit(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(json.dumps(base()), encoding="utf-8")
    Path("b.yaml").write_text(
        json.dumps(edite("un critère inséré, la suite renumérotée")), encoding="utf-8"
    )
    main(["referentiel", "comparer", "a.yaml", "b.yaml"])
    dit = " ".join(capsys.readouterr().out.split())
    assert 'écrivez remplace: ["2.1.2"], et succede' in dit
    assert "écrivez remplace: []" in dit


def test_ce_que_remplace_dit_n_est_pas_devine():
    d = edite("succeder à la base, sans rien changer", "deux libellés échangés")
    critere(d, "1.1.1")["remplace"] = ["1.1.2"]
    critere(d, "1.1.2")["remplace"] = ["1.1.1"]
    genres = {c.genre for c in comparer(AVANT, lu(d)).changements}
    assert "critere-renomme" in genres
    assert "critere-deplace" not in genres


def test_un_libelle_que_plusieurs_portent_ne_dit_rien():
    avant, apres = base(), base()
    for d in (avant, apres):
        critere(d, "1.1.1")["libelle"] = critere(d, "1.1.2")["libelle"] = "Pareil"
    critere(apres, "2.1.1")["libelle"] = "Pareil"
    genres = {c.genre for c in comparer(lu(avant), lu(apres)).changements}
    assert genres == {"libelle"}


# Grilles

FORMES = {  # a form of grille: its headings, and the row of an answer
    "longue": ("critere;resultat\n", lambda code, mot: f"{code};{mot}\n"),
    "coches": (
        "critere;acquis;non acquis;non évalué\n",
        lambda code, mot: (
            f"{code};"
            + ";".join(
                "x" if mot == m or (m == "NE" and mot not in ("oui", "non")) else ""
                for m in ("oui", "non", "NE")
            )
            + "\n"
        ),
    ),
}
MOTS = ["oui", "x", "non", "NE", "vide", "acquis", "ok", "OUI"]


def grille(forme, version, mots):
    """A grille of the base, or of the version before it."""
    codes = (
        CODES
        if version != "2019.1"
        else ["1.1.1", "1.1.2", "1.2.1", "1.2.2", "2.1.1", "2.1.2", "9.1.1", "9.1.2"]
    )
    tete = f"version;{version}\n" if version else ""
    if forme == "large":
        codes, mots = codes, [*mots, *mots]
        return f"{tete}candidat;{';'.join(codes)}\nC-1;{';'.join(mots[: len(codes)])}\n"
    titres, rangee = FORMES[forme]
    return (
        tete
        + titres
        + "".join(rangee(code, mot) for code, mot in zip(codes, [*mots, *mots], strict=False))
    )


def lecture(texte, referentiel, dossier):
    """What `score` makes of a grille: nothing, or its answers by code and its verdict by each rule."""
    (dossier / "g.csv").write_text(texte, encoding="utf-8")
    grilles = lire_fichier(str(dossier / "g.csv"), Lecture(), referentiel, "C").grilles
    if not grilles:
        return None
    reponses = {c.code: grilles[0].resultat(rang) for rang, c in enumerate(referentiel.criteres)}
    regle = referentiel.regle(None)
    return reponses, decide(bareme(referentiel, regle), grilles[0]).verdict


MOT = st.sampled_from(MOTS[:5]) | st.sampled_from(MOTS)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(EDITIONS)), min_size=1, max_size=2, unique=True),
    st.sampled_from(["longue", "coches", "large"]),
    st.sampled_from(["", "2020.1", "2019.1"]),
    st.lists(MOT, min_size=5, max_size=5),
)
def test_aucune_grille_ne_se_lit_autrement_sans_un_changement_majeur(
    tmp_path_factory, noms, forme, version, mots
):
    try:
        apres = lu(edite(*noms))
    except (StopIteration, KeyError, IndexError):
        return  # the second edit looks for what the first took away
    if apres is None or (
        version == "2020.1" and apres.version != version and apres.succede is None
    ):
        return
    dossier = tmp_path_factory.mktemp("g")
    texte = grille(forme, version, mots)
    # of one that was refused nobody has a verdict: a word more may let it in
    ici, la = lecture(texte, AVANT, dossier), lecture(texte, apres, dossier)
    if ici is not None and ici != la:
        comparaison = comparer(AVANT, apres)
        assert comparaison.classe is MAJEUR
        assert all(c.genre != "autre" for c in comparaison.changements)


# Files

QUI = ("-c", "user.name=essai", "-c", "user.email=essai@exemple.invalid")


@pytest.fixture
def depot(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(json.dumps(base(), indent=1), encoding="utf-8")
    return enregistrer


def enregistrer():
    for commande in (
        ["init", "-q", "-b", "main"],
        ["add", "r.yaml"],
        [*QUI, "commit", "-qm", "base"],
    ):
        subprocess.run(["git", *commande], check=True)  # noqa: S607 — the git of whoever runs the tests


def comparer_a_main(capsys, *arguments):
    statut = main(
        ["referentiel", "comparer", "r.yaml", "--git", "main", "--format", "json", *arguments]
    )
    sortie, erreurs = capsys.readouterr()
    return statut, json.loads(sortie) if sortie else None, erreurs


@pytest.mark.parametrize(
    "octets", [lambda b: b.replace(b"\n", b"\r\n"), lambda b: b"\xef\xbb\xbf" + b]
)
def test_ce_que_git_dirait_inchange_l_est(depot, capsys, octets):
    depot()
    Path("r.yaml").write_bytes(octets(Path("r.yaml").read_bytes()))
    statut, vue, _ = comparer_a_main(capsys, "--echec-si", "version")
    assert (statut, vue["classe"], vue["changements"]) == (0, "aucun", [])


def test_une_branche_peut_reparer_la_principale(depot, capsys):
    bon = base()
    faux = edite("un compte")
    faux["regles"][1]["sous_domaine"]["exceptions"]["2.1"]["requis"] = 9
    Path("r.yaml").write_text(json.dumps(faux), encoding="utf-8")
    depot()
    Path("r.yaml").write_text(json.dumps(bon), encoding="utf-8")
    statut, vue, erreurs = comparer_a_main(capsys)
    assert statut == 0
    assert "S123" in erreurs
    assert [(c["genre"], c["avant"], c["apres"]) for c in vue["changements"]] == [
        ("compte", "9", "1")
    ]
    assert vue["effets"] == []


def test_les_grilles_se_lisent_comme_score_les_lirait(tmp_path, monkeypatch, capsys):
    """A word taken from the scale, and a grille that says a version that nothing succeeds."""
    monkeypatch.chdir(tmp_path)
    Path("g").mkdir()
    for nom, mot in (("a", "oui"), ("b", "x")):
        Path(f"g/{nom}.csv").write_text(grille("longue", "", [mot] * 5), encoding="utf-8")
    Path("g/c.csv").write_text(grille("longue", "2019.1", ["oui"] * 5), encoding="utf-8")
    Path("r.yaml").write_text(json.dumps(base()), encoding="utf-8")
    Path("n.yaml").write_text(
        json.dumps(edite("un mot de moins", "une autre version précédente")), encoding="utf-8"
    )
    statut = main(
        ["referentiel", "comparer", "r.yaml", "n.yaml", "--grilles", "g", "--format", "json"]
    )
    vue = json.loads(capsys.readouterr().out)
    assert statut == 3
    assert (vue["grilles"]["lues"], vue["grilles"]["refusees"]) == (3, 0)
    assert vue["grilles"]["perdues"] == ["g/b.csv", "g/c.csv"]
