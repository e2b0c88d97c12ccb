"""`clea referentiel comparer`: each kind of change has its class, the version is judged, people are counted."""

import copy
import json
import subprocess
from pathlib import Path

import pytest

from clea_cli.atelier.changements import Classe
from clea_cli.atelier.comparaison import comparer
from clea_cli.cli import main
from tests.outils.jouets import donnees, referentiel, regle

BASE = donnees(
    {"1.1": [1, 1], "1.2": [1, 1], "2.1": [1, 1, 1]},
    [
        regle("points", domaine="75/100", ensemble="75/100"),
        regle("comptes", sous_domaine="75/100", exceptions={"2.1": 2}, obligatoires=["1.1.1"]),
    ],
    version="2020.1",
)
MAJEUR, MINEUR, REDACTIONNEL = Classe.MAJEUR, Classe.MINEUR, Classe.REDACTIONNEL


def critere(d, sous_domaine, rang):
    return d["domaines"][sous_domaine[0]]["sous_domaines"][sous_domaine[1]]["criteres"][rang]


def poser(chemin, valeur):
    """An edit: put a value at the end of a way."""

    def editer(d):
        *avant, cle = chemin
        for etape in avant:
            d = d[etape]
        d[cle] = valeur

    return editer


def retirer_un_critere(d):
    del d["domaines"][1]["sous_domaines"][0]["criteres"][2]
    d["attendu"]["criteres"] -= 1


def retirer_un_domaine(d):
    del d["domaines"][1]
    d["attendu"] = {"domaines": 1, "sous_domaines": 2, "criteres": 4}
    del d["regles"][1]["sous_domaine"]["exceptions"]["2.1"]


def ajouter_un_critere(d):
    d["domaines"][0]["sous_domaines"][0]["criteres"].append(
        {"code": "1.1.3", "libelle": "neuf", "certitude": "confirme"}
    )
    d["attendu"]["criteres"] += 1


def echanger_deux_criteres(d):
    criteres = d["domaines"][0]["sous_domaines"][0]["criteres"]
    criteres[0], criteres[1] = criteres[1], criteres[0]


def renommer_un_critere(d):
    d["succede"] = {"version": "2020.1"}
    d["version"] = "2021.1"
    critere(d, (1, 0), 2).update(code="2.1.4", remplace=["2.1.3"])


def reunir_deux_criteres(d):
    d["succede"] = {"version": "2020.1"}
    d["version"] = "2021.1"
    retirer_un_critere(d)
    critere(d, (1, 0), 1)["remplace"] = ["2.1.2", "2.1.3"]


def allonger_la_finale(d):
    d["modalites"] = {
        "prealable_heures_max": 7,
        "finale_heures_max": 4,
        "validite_ans": 5,
        "certitude": "a_confirmer",
    }


RS = {
    "repertoire": "RS",
    "numero": "RS1",
    "echeance": "2026-11-24",
    "certitude": "confirme",
    "verifie_le": "2026-11-01",
}
LIBELLE = ("domaines", 0, "sous_domaines", 0, "criteres", 0, "libelle")
CHANGEMENTS = {  # an edit, and the changes that it makes: class, kind, where
    "critère retiré": (retirer_un_critere, [(MAJEUR, "critere-retire", "2.1.3")]),
    "critère ajouté": (ajouter_un_critere, [(MAJEUR, "critere-ajoute", "1.1.3")]),
    "finale plus longue": (
        allonger_la_finale,
        [(MINEUR, "modalite", "modalites.finale_heures_max")],
    ),
    "critère renommé": (
        renommer_un_critere,
        [(MAJEUR, "critere-renomme", "2.1.4"), (MINEUR, "succession", "succede")],
    ),
    "critères réunis": (
        reunir_deux_criteres,
        [(MAJEUR, "criteres-reunis", "2.1.2"), (MINEUR, "succession", "succede")],
    ),
    "domaine retiré": (
        retirer_un_domaine,
        [
            (MAJEUR, "domaine-retire", "2"),
            (MAJEUR, "sous-domaine-retire", "2.1"),
            *((MAJEUR, "critere-retire", code) for code in ("2.1.1", "2.1.2", "2.1.3")),
            (MAJEUR, "compte", "comptes, 2.1"),
        ],
    ),
    "points": (
        poser(("domaines", 0, "sous_domaines", 0, "criteres", 0, "points"), 2),
        [(MAJEUR, "points", "1.1.1")],
    ),
    "seuil d'un domaine": (
        poser(("regles", 0, "domaine", "seuil"), "80/100"),
        [(MAJEUR, "seuil-domaine", "points")],
    ),
    "le même seuil écrit autrement": (
        poser(("regles", 0, "domaine", "seuil"), "3/4"),
        [(REDACTIONNEL, "mise-en-forme", "fichier")],
    ),
    "seuil de l'ensemble retiré": (
        poser(("regles", 0, "ensemble"), {"domaines": "tous"}),
        [(MAJEUR, "seuil-ensemble", "points")],
    ),
    "critère obligatoire": (
        poser(("regles", 1, "sous_domaine", "obligatoires"), ["1.1.2"]),
        [(MAJEUR, "obligatoires", "comptes")],
    ),
    "compte": (
        poser(("regles", 1, "sous_domaine", "exceptions", "2.1", "requis"), 3),
        [(MAJEUR, "compte", "comptes, 2.1")],
    ),
    "certitude d'un compte": (
        poser(("regles", 1, "sous_domaine", "exceptions", "2.1", "certitude"), "a_confirmer"),
        [(MINEUR, "certitude", "comptes, 2.1")],
    ),
    "règle renommée": (
        poser(("regles", 1, "id"), "autre"),
        [(MAJEUR, "regle-retiree", "comptes"), (MAJEUR, "regle-ajoutee", "autre")],
    ),
    "mot de l'échelle": (
        poser(("echelle", "acquis"), ["oui", "ok"]),
        [(MINEUR, "echelle", "acquis")],
    ),
    "mot à deux sens": (
        poser(("echelle", "a_preciser"), ["en cours"]),
        [(MINEUR, "a-preciser", "à préciser")],
    ),
    "enregistrement": (
        poser(("enregistrement",), RS),
        [(MINEUR, "enregistrement", "enregistrement")],
    ),
    "lignes relues": (
        poser(("verifie_le",), "2026-11-30"),
        [(REDACTIONNEL, "verifie-le", "lignes")],
    ),
    "règle close": (
        poser(("regles", 1, "jusqu_a"), "2026-11-30"),
        [(MINEUR, "jusqu-a", "comptes")],
    ),
    "certitude d'un seuil": (
        poser(("regles", 0, "domaine", "certitude"), "a_confirmer"),
        [(MINEUR, "certitude", "points, domaine")],
    ),
    "sources d'un seuil": (
        poser(("regles", 0, "ensemble", "sources"), ["jouet"]),
        [(MINEUR, "sources", "points, ensemble")],
    ),
    "note d'un seuil": (
        poser(("regles", 1, "sous_domaine", "note"), "à relire"),
        [(REDACTIONNEL, "note", "comptes, sous_domaine")],
    ),
    "note d'un compte": (
        poser(("regles", 1, "sous_domaine", "exceptions", "2.1", "note"), "à relire"),
        [(REDACTIONNEL, "note", "comptes, 2.1")],
    ),
    "le même mot en majuscules": (
        poser(("echelle", "acquis"), ["OUI"]),
        [(REDACTIONNEL, "mise-en-forme", "fichier")],
    ),
    "état": (poser(("etat",), "publie"), []),
    "identifiant": (poser(("id",), "autre"), [(MAJEUR, "identifiant", "id")]),
    "libellé": (poser(LIBELLE, "tout autre chose"), [(MINEUR, "libelle", "1.1.1")]),
    "ponctuation d'un libellé": (
        poser(LIBELLE, "Critère « 1.1.1 »."),
        [(REDACTIONNEL, "libelle", "1.1.1")],
    ),
    "sources d'une ligne": (
        poser(("domaines", 0, "sources"), ["jouet"]),
        [(MINEUR, "sources", "1")],
    ),
    "note": (poser(("domaines", 0, "note"), "à relire"), [(REDACTIONNEL, "note", "1")]),
    "certitude": (poser(("domaines", 0, "certitude"), "recoupe"), [(MINEUR, "certitude", "1")]),
    "source décrite": (
        poser(("sources", 0, "titre"), "Deux jouets"),
        [(MINEUR, "source", "jouet")],
    ),
    "règle relue": (
        poser(("regles", 0, "verifie_le"), "2026-11-24"),
        [(REDACTIONNEL, "verifie-le", "points")],
    ),
    "ordre": (echanger_deux_criteres, [(REDACTIONNEL, "ordre", "domaines")]),
    "exemples": (
        poser(
            ("exemples",),
            [{"libelle": "tout", "defaut": "acquis", "sauf": {}, "verdict": "certifiable"}],
        ),
        [(REDACTIONNEL, "exemples", "exemples")],
    ),
}


def edite(editer, **autres):
    d = copy.deepcopy(BASE)
    editer(d)
    return d | autres


@pytest.mark.parametrize("nom", CHANGEMENTS)
def test_un_changement_a_sa_classe_et_sa_place(nom):
    editer, attendus = CHANGEMENTS[nom]
    trouves = comparer(referentiel(BASE), referentiel(edite(editer))).changements
    assert sorted((c.classe, c.genre, c.ou) for c in trouves) == sorted(attendus)


def test_les_plus_graves_viennent_d_abord():
    d = edite(poser(LIBELLE, "tout autre chose"))
    poser(("domaines", 0, "note"), "à relire")(d)
    poser(("regles", 0, "domaine", "seuil"), "80/100")(d)
    classes = [c.classe for c in comparer(referentiel(BASE), referentiel(d)).changements]
    assert classes == [MAJEUR, MINEUR, REDACTIONNEL]


def test_les_points_requis_sont_compares_niveau_par_niveau():
    effets = comparer(
        referentiel(BASE), referentiel(edite(poser(("regles", 0, "domaine", "seuil"), "1/2")))
    ).effets
    assert [tuple(effet) for effet in effets] == [
        ("points", "1", (3, 4), (2, 4)),
        ("points", "2", (3, 3), (2, 3)),
    ]


VERSIONS = {  # class of the change -> version after 2020.1: enough or not
    MAJEUR: {
        "2020.1": False,
        "2020.2": False,
        "2020.1.1": False,
        "2019.9": False,
        "2021.1": True,
        "2021": True,
    },
    MINEUR: {
        "2020.1": False,
        "2020.1.1": False,
        "2020.0": False,
        "2020.2": True,
        "2020.10": True,
        "2021.1": True,
    },
    REDACTIONNEL: {
        "2020.1": False,
        "2020.1.0": False,
        "2020.1.1": True,
        "2020.2": True,
        "2021.1": True,
        "2020": False,
    },
}
EDITIONS = {
    MAJEUR: poser(("regles", 0, "domaine", "seuil"), "80/100"),
    MINEUR: poser(LIBELLE, "tout autre chose"),
    REDACTIONNEL: poser(("domaines", 0, "note"), "à relire"),
}


@pytest.mark.parametrize(
    ("classe", "version", "suffit"),
    [(c, v, s) for c, versions in VERSIONS.items() for v, s in versions.items()],
)
def test_la_version_doit_dire_la_classe_du_changement(classe, version, suffit):
    comparaison = comparer(referentiel(BASE), referentiel(edite(EDITIONS[classe], version=version)))
    assert comparaison.classe is classe
    assert comparaison.version_suffisante is suffit


@pytest.mark.parametrize("classe", [MAJEUR, MINEUR, REDACTIONNEL])
@pytest.mark.parametrize(("avant", "apres"), [(1, 1), (1, 2), (2, 3), (3, 2)])
def test_la_revision_dit_tout_changement_qui_n_est_pas_majeur(classe, avant, apres):
    base = referentiel(BASE | {"revision": avant})
    comparaison = comparer(base, referentiel(edite(EDITIONS[classe], revision=apres)))
    assert comparaison.classe is classe
    assert comparaison.version_suffisante is (apres > avant and classe is not MAJEUR)


def test_deux_enregistrements_se_comparent_cle_a_cle():
    apres = RS | {
        "echeance": "2027-11-24",
        "verifie_le": "2026-11-30",
        "precedents": [RS | {"numero": "RS0"}],
    }
    fait = comparer(
        referentiel(BASE | {"enregistrement": RS}), referentiel(BASE | {"enregistrement": apres})
    )
    assert [(c.classe, c.ou, c.avant, c.apres) for c in fait.changements] == [
        (MINEUR, "enregistrement.echeance", "2026-11-24", "2027-11-24"),
        (MINEUR, "enregistrement.precedents", "rien", "RS0"),
        (REDACTIONNEL, "enregistrement.verifie_le", "2026-11-01", "2026-11-30"),
    ]


@pytest.mark.parametrize(("version", "suffit"), [("v1", False), ("v2", True), ("2020.1", True)])
def test_une_version_en_mots_doit_seulement_etre_autre(version, suffit):
    avant = referentiel(BASE | {"version": "v1"})
    assert (
        comparer(avant, referentiel(edite(EDITIONS[MAJEUR], version=version))).version_suffisante
        is suffit
    )


@pytest.mark.parametrize("version", ["2020.1-x", "version deux", "v2021.1", "1e9"])
def test_une_version_de_nombres_reste_faite_de_nombres(version):
    assert not comparer(
        referentiel(BASE), referentiel(edite(EDITIONS[MAJEUR], version=version))
    ).version_suffisante


def test_sans_changement_toute_version_suffit():
    assert comparer(referentiel(BASE), referentiel(BASE)).version_suffisante
    assert comparer(referentiel(BASE), referentiel(BASE)).classe is None


# The command

QUI = ["-c", "user.name=essai", "-c", "user.email=essai@exemple.invalid"]


@pytest.fixture
def depot(tmp_path, monkeypatch):
    """A git repository that holds the base as `r.yaml`, where the tests then stand."""
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(json.dumps(BASE, indent=2), encoding="utf-8")
    for commande in (["init", "-q"], ["add", "r.yaml"], [*QUI, "commit", "-qm", "base"]):
        subprocess.run(["git", *commande], check=True)  # noqa: S607 — the git of whoever runs the tests
    return tmp_path


def lancer(capsysbinary, *arguments):
    statut = main(["referentiel", "comparer", *arguments])
    sortie, erreurs = capsysbinary.readouterr()
    return statut, sortie.decode(), erreurs.decode()


@pytest.mark.parametrize(
    ("classe", "version", "echec_si", "statut"),
    [
        (MAJEUR, "2020.1", "majeur", 5),
        (MAJEUR, "2021.1", "majeur", 5),
        (MAJEUR, "2021.1", "version", 0),
        (MAJEUR, "2020.2", "version", 5),
        (MINEUR, "2020.2", "majeur", 0),
        (MINEUR, "2020.1", "version", 5),
        (REDACTIONNEL, "2020.1.1", "version", 0),
    ],
)
def test_un_fichier_se_compare_a_ce_qu_il_etait(
    depot, capsysbinary, classe, version, echec_si, statut
):
    Path("r.yaml").write_text(
        json.dumps(edite(EDITIONS[classe], version=version)), encoding="utf-8"
    )
    rendu = lancer(
        capsysbinary, "r.yaml", "--git", "HEAD", "--echec-si", echec_si, "--format", "json"
    )
    assert rendu[0] == statut
    assert json.loads(rendu[1])["classe"] == classe.name.lower()
    assert json.loads(rendu[1])["avant"]["source"] == "HEAD:r.yaml"


def test_un_fichier_nouveau_n_a_rien_a_quoi_se_comparer(depot, capsysbinary):
    Path("neuf.yaml").write_text(json.dumps(BASE), encoding="utf-8")
    statut, sortie, erreurs = lancer(
        capsysbinary, "neuf.yaml", "--git", "HEAD", "--echec-si", "version"
    )
    assert (statut, sortie) == (0, "")
    assert "nouveau" in erreurs


def test_un_fichier_renomme_se_compare_a_celui_qu_il_etait(depot, capsysbinary):
    """Else a change of name would hide a major change from an integration."""
    Path("r.yaml").unlink()
    Path("autre").mkdir()
    Path("autre/s.yaml").write_text(json.dumps(edite(EDITIONS[MAJEUR])), encoding="utf-8")
    statut, sortie, _ = lancer(
        capsysbinary, "autre/s.yaml", "--git", "HEAD", "--echec-si", "version", "--format", "json"
    )
    assert statut == 5
    assert json.loads(sortie)["avant"]["source"] == "HEAD:r.yaml"


def test_une_copie_n_est_pas_un_fichier_renomme(depot, capsysbinary):
    Path("copie.yaml").write_text(json.dumps(edite(EDITIONS[MAJEUR])), encoding="utf-8")
    assert lancer(capsysbinary, "copie.yaml", "--git", "HEAD", "--echec-si", "version")[0] == 0


@pytest.mark.parametrize("nom", ["clea", "absent.yaml"])
def test_avec_git_il_faut_un_fichier(depot, capsysbinary, nom):
    statut, sortie, erreurs = lancer(
        capsysbinary, nom, "--git", "HEAD", "--echec-si", "majeur", "--format", "json"
    )
    assert (statut, sortie) == (1, "")
    assert "S101" in erreurs


@pytest.mark.parametrize("revision", ["nulle", "-v", "--output=x", "", "HEAD..HEAD", "HEAD:r.yaml"])
def test_une_revision_inconnue_est_une_faute_de_la_ligne_de_commande(depot, capsysbinary, revision):
    statut, sortie, erreurs = lancer(capsysbinary, "r.yaml", f"--git={revision}")
    assert (statut, sortie) == (2, "")
    assert "S106" in erreurs
    assert sorted(p.name for p in depot.iterdir()) == [".git", "r.yaml"]


def test_sans_git_la_faute_le_dit(depot, capsysbinary, monkeypatch):
    monkeypatch.setenv("PATH", str(depot))
    statut, _, erreurs = lancer(capsysbinary, "r.yaml", "--git", "HEAD")
    assert statut == 1
    assert "S107" in erreurs


def test_une_ancienne_version_fautive_est_dite_avec_sa_revision(depot, capsysbinary):
    Path("r.yaml").write_text("id: [", encoding="utf-8")
    subprocess.run(["git", *QUI, "commit", "-qam", "faute"], check=True)  # noqa: S607 — as above
    Path("r.yaml").write_text(json.dumps(BASE), encoding="utf-8")
    statut, _, erreurs = lancer(capsysbinary, "r.yaml", "--git", "HEAD")
    assert statut == 1
    assert erreurs.startswith("HEAD:r.yaml:")


@pytest.mark.parametrize("arguments", [["r.yaml"], ["r.yaml", "r.yaml", "--git", "HEAD"]])
def test_il_faut_deux_fichiers_ou_une_revision(depot, capsysbinary, arguments):
    assert lancer(capsysbinary, *arguments)[0] == 2


def test_un_seul_fichier_de_grilles_refuse_n_empeche_pas_les_autres(depot, capsysbinary):
    Path("g").mkdir()
    codes = [
        f"{sd}.{rang}"
        for sd, nombre in (("1.1", 2), ("1.2", 2), ("2.1", 3))
        for rang in range(1, nombre + 1)
    ]
    for nom, non in (("a", []), ("b", ["1.1.1"]), ("c", ["1.1.1", "1.1.2"])):
        lignes = [f"{code};{'non' if code in non else 'oui'}" for code in codes]
        Path(f"g/{nom}.csv").write_text("\n".join(["critere;resultat", *lignes]), encoding="utf-8")
    Path("g/d.csv").write_text("rien", encoding="utf-8")
    Path("n.yaml").write_text(
        json.dumps(edite(poser(("regles", 0, "domaine", "seuil"), "1/1"))), encoding="utf-8"
    )
    statut, sortie, erreurs = lancer(
        capsysbinary, "r.yaml", "n.yaml", "--grilles", "g", "--format", "json"
    )
    grilles = json.loads(sortie)["grilles"]
    assert statut == 3
    assert "F103" in erreurs
    assert (grilles["lues"], grilles["refusees"]) == (3, 1)
    assert [(c["candidat"], c["avant"], c["apres"]) for c in grilles["changent"]] == [
        ("b", "certifiable", "non_certifiable")
    ]


def test_un_libelle_hostile_reste_du_texte_en_markdown(depot, capsysbinary):
    hostile = "a | b <script> **x** [l](u) `c` &amp; _i_"
    Path("n.yaml").write_text(json.dumps(edite(poser(LIBELLE, hostile))), encoding="utf-8")
    sortie = lancer(capsysbinary, "r.yaml", "n.yaml", "--format", "md")[1]
    [ligne] = [ligne for ligne in sortie.splitlines() if "script" in ligne]
    assert ligne.count(" | ") == 1  # between the two cells
    assert r"a \| b \<script\> \*\*x\*\* \[l\](u) \`c\` \&amp; \_i\_" in ligne
