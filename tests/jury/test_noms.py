"""No word that a person typed leaves a faulty cell for what many will read; what names is kept apart."""

import re
import sys

import pytest

from clea_cli.diagnostics import Position, diagnostic
from clea_cli.jury.sobre import dire
from tests.jury.test_jury import TITRES, exporter, fichiers, manifeste, preparer, toy  # noqa: F401 — a fixture
from tests.outils.lire_classeurs import decrire
from tests.promesses.test_cases import SESSION
from tests.promesses.test_cases import clore as clore_session

ICI = Position("g.csv", 3, 2, "B3")
NOM = "Mme Duchêne absente"


@pytest.mark.parametrize(
    ("faute", "dite"),
    [
        (diagnostic("F203", ICI, valeur=NOM, admis="acquis"), "le résultat « … » n'est pas admis"),
        (
            diagnostic("F203", ICI, valeur="0612345678", admis="acquis"),
            "le résultat « … » n'est pas admis",
        ),
        (
            diagnostic(
                "F205", ICI, nombre="1 critère", criteres="2.2.1 et tout le domaine 2", avant=""
            ),
            "il manque 1 critère : …",
        ),
        (
            diagnostic("J202", ICI, evaluation="l'évaluation préalable", duree="8 h 30", maximum=7),
            "l'évaluation préalable dure 8 h 30, au-delà des 7 h prévues",
        ),
        (
            diagnostic("J202", ICI, evaluation=NOM, duree="8 h 30", maximum=7),
            "… dure …, au-delà des … h prévues",
        ),
        (
            diagnostic("J205", ICI, personne=NOM),
            "« … » est à la fois évaluateur et formateur de ce candidat",
        ),
    ],
)
def test_une_faute_se_dit_sans_un_mot_de_personne(faute, dite):
    obtenue = dire(faute)
    assert obtenue in (dite, dite.replace(" : …", " : 2.2.1 et tout le domaine 2"))


@pytest.mark.parametrize("ou", ["grille", "liste"])
def test_ni_le_classeur_ni_une_page_ni_le_manifeste_ne_citent_une_case_fautive(toy, ou):  # noqa: F811
    if ou == "grille":
        texte = (toy / "p2.csv").read_text(encoding="utf-8")
        (toy / "p2.csv").write_text(texte.replace("non acquis", NOM), encoding="utf-8")
    else:
        titres = [titre.replace(" :", "") for titre in TITRES]
        lignes = [
            ["P-1", "02/03/2026", "9h-12h", "E-1", "p1.csv", *[""] * 6],
            ["P-2", "02/03/2026", NOM, "E-1", "p2.csv", *[""] * 6],
        ]
        (toy / "liste.csv").write_text(
            "\n".join(map(";".join, [titres, *lignes])), encoding="utf-8"
        )
        (toy / "session.yaml").write_text(
            f"{SESSION[: SESSION.index('dossiers:')]}liste: liste.csv\n"
        )
    execution = preparer(toy)
    assert execution.statut == 3
    assert NOM in execution.erreurs, "whoever typed it is told, on the screen"
    [refuse] = manifeste(toy / "s")["refuses"]
    assert refuse["reference"] == "P-2"
    ecrits = fichiers(toy / "s")
    dits = "\n".join(decrire(ecrits.pop("session.xlsx")))
    dits += b"".join(ecrits.values()).decode(errors="replace")
    assert "Duchêne" not in dits
    place = (
        "évaluation préalable, cellule C5"
        if ou == "grille"
        else "fichier de la session, cellule C3"
    )
    assert place in dits


def test_une_reference_refusee_ne_nomme_pas_son_dossier(toy):  # noqa: F811
    texte = SESSION.replace(
        "reference: P-2",
        f"reference: {NOM}, à rappeler avant la session au numéro de sa sœur aînée",
    )
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    assert preparer(toy).statut == 3
    [refuse] = manifeste(toy / "s")["refuses"]
    assert (refuse["reference"], refuse["codes"]) == ("ligne 15", ["R204"])
    dits = b"".join(
        contenu for nom, contenu in fichiers(toy / "s").items() if nom != "session.xlsx"
    )
    assert "Duchêne" not in dits.decode(errors="replace")


def test_une_faute_de_grille_dit_la_ligne_de_son_dossier(toy):  # noqa: F811
    (toy / "p2.csv").unlink()
    erreurs = preparer(toy).erreurs
    assert "Dossier : P-2, ligne 15 de session.yaml." in erreurs


def test_une_grille_de_plusieurs_dossiers_dit_sa_faute_une_fois(toy):  # noqa: F811
    texte = SESSION.replace("grille: p1.csv", "grille: absente.csv").replace(
        "grille: p2.csv", "grille: absente.csv"
    )
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    erreurs = preparer(toy).erreurs
    assert re.findall(r"erreur (\w+)", erreurs) == ["S101"]
    assert "Dossier : P-1, ligne 11 de session.yaml, P-2, ligne 15 de session.yaml." in erreurs


# What a grille says above its headings, and its session


@pytest.mark.parametrize(
    ("haut", "codes"),
    [
        ("date de l'évaluation;02/03/2026\n", []),
        ("date de l'évaluation;04/03/2026\n", []),
        ("date de l'évaluation;03/03/2026\n", ["J615"]),
        ("évaluation;préalable\n", []),
        ("évaluation;finale\n", ["J616"]),
        ("évaluation;finale\ndate de l'évaluation;03/03/2026\n", ["J616", "J615"]),
        ("évaluation;\ndate;\n", []),
    ],
)
def test_ce_que_dit_la_grille_et_ce_que_dit_la_session_sont_d_accord(toy, haut, codes):  # noqa: F811
    texte = SESSION.replace(
        'sequences: ["09:00-12:00"], evaluateur: E-1, grille: p2.csv', DEUX_JOURS
    )
    (toy / "session.yaml").write_text(texte, encoding="utf-8")
    grille = (toy / "p2.csv").read_text(encoding="utf-8")
    (toy / "p2.csv").write_text(haut + grille, encoding="utf-8")
    execution = preparer(toy)
    assert re.findall(r"erreur (\w+)", execution.erreurs) == codes
    assert execution.statut == (3 if codes else 0)
    assert execution.erreurs.count("ligne 15 de session.yaml") == 2 * len(codes)


DEUX_JOURS = 'sequences: ["09:00-12:00", "04/03/2026 09:00-10:00"], evaluateur: E-1, grille: p2.csv'


@pytest.mark.skipif(sys.platform == "win32", reason="rights are those of Unix")
def test_le_fichier_du_certificateur_ne_se_lit_que_de_son_proprietaire(toy):  # noqa: F811
    clore_session(toy, "s")
    exporter(toy, "--identites", "identites.csv", "-o", "f.csv")
    assert (toy / "f.csv").stat().st_mode & 0o777 == 0o600
    assert (toy / "s" / "decisions.csv").stat().st_mode & 0o077 != 0, (
        "what names nobody is as any file"
    )


@pytest.mark.parametrize("ou", ["s/f.csv", "s/dossiers/f.csv", "lien/f.csv"])
def test_ce_qui_nomme_ne_va_jamais_dans_le_dossier_d_une_session(toy, ou):  # noqa: F811
    clore_session(toy, "s")
    (toy / "lien").symlink_to(toy / "s")
    execution = exporter(toy, "--identites", "identites.csv", "-o", ou)
    assert (execution.statut, re.findall(r"erreur (\w+)", execution.erreurs)) == (1, ["J612"])


# What looks like a name is told, and never quoted


@pytest.mark.parametrize(
    ("avant", "apres", "ou"),
    [
        ("reference: P-1", "reference: Hortense Dupontel", "référence (1 dossier)"),
        ("formateurs: [F-1]", "formateurs: [Hortense Dupontel, F-2]", "formateurs (1 dossier)"),
        ("evaluateur: E-1", "evaluateur: Hortense Dupontel", "évaluateur (2 dossiers)"),
        ("statut: salarié", "statut: Mme Dupontel", "statut (1 dossier)"),
        ("statut: salarié", "prescripteur: France Travail", None),
        ("statut: salarié", "prescripteur: Mission Locale", None),
        ("statut: salarié", "financement: Région Bretagne", None),
    ],
)
def test_un_texte_qui_ressemble_a_un_nom_est_dit_sans_etre_repris(toy, avant, apres, ou):  # noqa: F811
    session = SESSION.replace("reference: P-2", "reference: P-2\n    statut: salarié")
    assert avant in session
    (toy / "session.yaml").write_text(session.replace(avant, apres), encoding="utf-8")
    erreurs = preparer(toy, "--simuler").erreurs
    assert ("J639" in erreurs) is (ou is not None)
    assert ou is None or f"nom d'une personne : {ou}" in erreurs
    if ou != "référence (1 dossier)":  # a grille of another candidate refuses that one by its name
        assert "Dupontel" not in erreurs
