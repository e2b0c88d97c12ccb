"""`make mutation`: the program changed on purpose, a small fault at a time: do the tests notice?

mutmut makes the faults and runs the tests. It wants one choice of tests for a whole project, and
its folder beside the sources; so each module is tried in a copy of its own under `build/mutation/`,
with the tests that speak of it. `docs/mutation.md` holds what was measured, and why each fault that
survives is no fault.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mutmut.stats import status_by_exit_code

RACINE = Path(__file__).parent.parent
ESSAIS = RACINE / "build" / "mutation"
ENTIERS = ("clea_cli", "docs", "examples", "referentiels", "tests")
EXIGE = 0.9  # of the faults, at least
COEURS = "2"
# How the run of a fault ends where pytest could not even begin; mutmut calls that a timeout.
NON_JUGEE = 255


class Module(NamedTuple):
    """The file that is changed, under `clea_cli`, and the tests that must notice."""

    fichier: str
    essais: tuple[str, ...]


CAS = "tests/promesses/test_cases.py"
JURY = "tests/jury/test_jury.py"
CAS_DE_GRILLES = tuple(
    f"{CAS}::{essai}"
    for essai in (
        "test_le_fichier_produit_exactement_les_codes_de_son_nom",
        "test_la_faute_est_a_sa_place",
        "test_la_faute_nomme_ce_qu_il_faut_corriger",
        "test_la_grille_acceptee_a_les_reponses_decidees_a_la_main",
    )
)
CAS_DE_COMMANDES = f"{CAS}::test_la_commande_produit_exactement_les_codes_de_son_nom"
TABLES = "tests/jury/test_tables_lues.py"
CHECK_REFERENTIEL = "tests/referentiel/test_check_referentiel.py"
IMPORTATION = (
    "tests/atelier/test_importation_lue.py",
    *(
        f"tests/atelier/test_importation.py::test_{essai}"
        for essai in (
            "chaque_forme_donne_les_memes_lignes",
            "rien_n_est_lu_de_travers_sans_le_dire",
            "d_autres_dispositions_se_lisent",
            "un_libelle_peut_ressembler_a_un_code",
            "ce_qui_n_est_pas_lu_est_nomme",
            "les_nombres_d_un_classeur_sont_des_codes",
            "l_onglet_de_la_grille_est_celui_qui_a_le_plus_de_codes",
            "un_export_relu_donne_le_meme_referentiel",
            "un_export_garde_l_apostrophe_d_une_formule",
        )
    ),
)
VALEURS = "tests/sources/test_valeurs_lues.py"
LECTURE = (
    "tests/grille/test_grille_lignes.py",
    "tests/grille/test_grille_forme.py",
    "tests/grille/test_mises_en_page.py",
    "tests/grille/test_compte.py",
)
EXPORTS = tuple(
    f"tests/atelier/test_referentiel_exporter.py::test_{essai}"
    for essai in (
        "le_json_complet_dit_tout",
        "le_json_est_en_utf8_avec_deux_espaces_et_finit_par_une_ligne",
        "les_caracteres_qu_un_referentiel_refuse_sont_ecrits_autrement",
        "le_csv_relu_donne_le_meme_referentiel",
        "le_csv_de_clea_a_la_forme_promise",
        "aucune_cellule_du_csv_ne_s_execute",
    )
)
YAML = tuple(
    f"tests/atelier/test_mise_en_forme.py::test_{essai}"
    for essai in (
        "la_mise_en_forme_est_celle_decidee_a_la_main",
        "chaque_commentaire_reste_a_sa_place",
        "un_texte_est_relu_pareil_ou_qu_il_soit",
        "un_texte_sans_piege_reste_nu",
        "un_texte_qui_se_lirait_autrement_est_entre_guillemets",
        "entre_crochets_la_ponctuation_de_yaml_demande_des_guillemets",
        "la_largeur_est_comptee_a_une_colonne_pres",
        "entre_guillemets_rien_ne_reste_invisible",
        "des_valeurs_que_nul_n_a_tapees_ont_leur_forme_la_plus_simple",
        "les_referentiels_livres_sont_en_forme",
    )
)
VERIFICATION = "tests/atelier/test_verification_rendue.py"
TERMINAL = "tests/atelier/test_pages_terminal.py"
MODULES = {
    "decision": Module("decision/decision.py", ("tests/decision/test_decision.py",)),
    "marge": Module(
        "decision/marge.py",
        tuple(
            f"{JURY}::test_la_marge_{essai}"
            for essai in ("dit_ce_qu_un_critere_retournerait", "de_toute_grille_de_trois_domaines")
        ),
    ),
    "evaluations": Module("decision/evaluations.py", ("tests/decision/test_deux_grilles.py",)),
    "accord": Module("grille/accord.py", ("tests/decision/test_deux_grilles.py",)),
    "parcours": Module("decision/parcours.py", ("tests/decision/test_parcours.py",)),
    "recherche": Module("decision/recherche.py", ("tests/decision/test_parcours.py",)),
    "check-grille": Module(
        "grille/verifier.py",
        (
            *CAS_DE_GRILLES,
            "tests/grille/test_check_grille.py",
            "tests/grille/test_grille_tableur.py",
        ),
    ),
    "check-reponses": Module(
        "grille/verifier_reponses.py",
        (
            *CAS_DE_GRILLES,
            "tests/grille/test_check_grille.py",
            "tests/grille/test_grille_tableur.py",
            "tests/grille/test_compte.py",
        ),
    ),
    "check-session": Module("jury/verifier_session.py", ("tests/jury/test_check_session.py",)),
    "check-decisions": Module("jury/verifier_decisions.py", ("tests/jury/test_check_session.py",)),
    "check-referentiel": Module("referentiel/verifier.py", (CHECK_REFERENTIEL,)),
    "check-regles": Module("referentiel/verifier_regles.py", (CHECK_REFERENTIEL,)),
    "check-codes": Module("referentiel/verifier_codes.py", (CHECK_REFERENTIEL,)),
    "check-succession": Module("referentiel/verifier_succession.py", (CHECK_REFERENTIEL,)),
    "check-texte": Module("sources/texte.py", (CHECK_REFERENTIEL,)),
    "check-catalogue": Module(
        "documents/verifier_catalogue.py", ("tests/documents/test_check_catalogue.py",)
    ),
    "check-contexte": Module(
        "referentiel/verifier_contexte.py", ("tests/referentiel/test_contexte.py",)
    ),
    "referentiel-yaml": Module("referentiel/lire.py", (VALEURS,)),
    "modele": Module("sources/modele.py", (VALEURS,)),
    "contexte-yaml": Module("referentiel/lire_contexte.py", (VALEURS,)),
    "catalogue-yaml": Module("documents/lire_catalogue.py", (VALEURS,)),
    "session-yaml": Module("jury/lire_session.py", (VALEURS,)),
    "session-modele": Module("jury/session_modele.py", (VALEURS,)),
    "forme": Module("sources/forme.py", ("tests/sources/test_forme.py",)),
    "financement-yaml": Module("documents/lire_financement.py", (VALEURS,)),
    "dossiers": Module("cohorte/lire_dossiers.py", (TABLES,)),
    "manifeste": Module("jury/lire_manifeste.py", ("tests/jury/test_journal.py",)),
    "provenance": Module("documents/lire_provenance.py", ("tests/documents/test_provenance.py",)),
    "importation": Module("atelier/lire_importation.py", IMPORTATION),
    "importation-disposition": Module("atelier/importation_disposition.py", IMPORTATION),
    "importation-export": Module("atelier/importation_export.py", IMPORTATION),
    "importation-lignes": Module("atelier/importation_lignes.py", IMPORTATION),
    "schema-json": Module(
        "sources/schema_json.py",
        (
            "tests/referentiel/test_schema.py::test_le_schema_livre_est_celui_des_modeles",
            "tests/referentiel/test_schema.py::test_le_schema_des_sessions_est_celui_des_modeles_et_admet_l_exemple",
        ),
    ),
    "yaml-syntaxe": Module("sources/yaml_syntaxe.py", ("tests/sources/test_yaml_source.py",)),
    "yaml-source": Module("sources/yaml_source.py", ("tests/sources/test_yaml_source.py",)),
    "grille-forme": Module("grille/lire_forme.py", LECTURE),
    "grille-lignes": Module("grille/lire_lignes.py", LECTURE),
    "compte": Module("grille/compte.py", ("tests/grille/test_compte.py",)),
    "noms-des-criteres": Module("grille/noms_des_criteres.py", ("tests/grille/test_compte.py",)),
    "reconnaitre": Module(
        "grille/reconnaitre.py", ("tests/grille/test_compte.py", "tests/grille/test_legendes.py")
    ),
    "ratures": Module(
        "grille/ratures.py", ("tests/grille/test_ratures.py", "tests/grille/test_voiles.py")
    ),
    "masquage": Module("cohorte/masquage.py", ("tests/cohorte/test_masquage.py",)),
    "combinaisons": Module("cohorte/combinaisons.py", ("tests/cohorte/test_masquage.py",)),
    "grille-csv": Module("grille/lire_csv.py", ("tests/grille/test_grille_csv.py",)),
    "encodages": Module("sources/encodages.py", ("tests/sources/test_encodages.py",)),
    "grille-sure": Module("grille/cellules_sures.py", ("tests/decision/test_grille_blocs.py",)),
    "blocs-fichier": Module("decision/blocs/fichier.py", ("tests/decision/test_grille_blocs.py",)),
    "blocs-lecteur": Module("decision/blocs/lecteur.py", ("tests/decision/test_grille_blocs.py",)),
    "blocs-cellules": Module(
        "decision/blocs/cellules.py", ("tests/decision/test_grille_blocs.py",)
    ),
    "decision-colonnes": Module(
        "decision/colonnes.py", ("tests/decision/test_decision_colonnes.py",)
    ),
    "grille-tableur": Module("grille/lire_classeur.py", ("tests/grille/test_grille_tableur.py",)),
    "classeur": Module("sources/classeur.py", ("tests/sources/test_classeur.py",)),
    "classeur-ods": Module("sources/classeur_ods.py", ("tests/sources/test_classeur_ods.py",)),
    "classeur-ods-styles": Module(
        "sources/classeur_ods_styles.py",
        (
            "tests/sources/test_classeur_ods.py",
            "tests/grille/test_ratures.py",
            "tests/grille/test_voiles.py",
        ),
    ),
    "classeur-xlsx": Module(
        "sources/classeur_xlsx_lent.py", ("tests/sources/test_classeur_xlsx.py",)
    ),
    "table": Module("sources/table.py", ("tests/sources/test_table.py",)),
    "grille-xlsx": Module("grille/rendus/xlsx.py", ("tests/sorties/test_classeurs_ecrits.py",)),
    "decisions-xlsx": Module(
        "jury/rendus/decisions_xlsx.py", ("tests/sorties/test_classeurs_ecrits.py",)
    ),
    "session-xlsx": Module(
        "jury/rendus/session_xlsx.py", ("tests/sorties/test_classeurs_ecrits.py",)
    ),
    "tableur-xlsx": Module("sorties/tableur_xlsx.py", ("tests/sorties/test_classeurs_ecrits.py",)),
    "score-csv": Module("decision/rendus/csv.py", ("tests/sorties/test_sorties.py",)),
    "score-json": Module("decision/rendus/json.py", ("tests/sorties/test_sorties.py",)),
    "tableur-ods": Module("sorties/tableur_ods.py", ("tests/sorties/test_sorties.py",)),
    "cohorte-csv": Module("cohorte/rendus/csv.py", ("tests/sorties/test_sorties.py",)),
    "referentiel-csv": Module("atelier/rendus/referentiel_csv.py", EXPORTS),
    "referentiel-json": Module("atelier/rendus/referentiel_json.py", EXPORTS),
    "yaml": Module("atelier/rendus/yaml.py", YAML),
    "yaml-marges": Module("atelier/rendus/yaml_marges.py", YAML),
    "lignes-csv": Module("sources/lignes_csv.py", ("tests/sources/test_lignes_csv.py",)),
    "grille-titres": Module("grille/titres.py", ("tests/grille/test_grille_titres.py",)),
    "sequences": Module(
        "sources/temps.py", (f"{JURY}::test_les_heures_se_lisent_comme_on_les_ecrit",)
    ),
    "liste": Module("jury/lire_liste.py", (TABLES,)),
    "identites": Module("jury/lire_identites.py", (TABLES,)),
    "lire-decisions": Module("jury/lire_decisions.py", (TABLES,)),
    "ecriture": Module("sorties/ecriture.py", ("tests/sorties/test_fichiers.py",)),
    "fichiers": Module("sources/fichiers.py", ("tests/sorties/test_fichiers.py",)),
    "journal": Module("jury/journal.py", ("tests/jury/test_journal.py",)),
    "tableur-csv": Module(
        "sorties/tableur_csv.py",
        ("tests/grille/test_grille_conversion.py", "tests/atelier/test_importation.py"),
    ),
    "certificateur-csv": Module(
        "jury/rendus/certificateur_csv.py",
        tuple(
            f"{JURY}::test_{essai}"
            for essai in (
                "le_fichier_du_certificateur_est_exact",
                "une_case_absente_reste_nue_et_un_guillemet_est_double",
            )
        ),
    ),
    "referentiel-texte": Module("atelier/rendus/referentiel_texte.py", (TERMINAL,)),
    "comparaison-texte": Module("atelier/rendus/comparaison_texte.py", (TERMINAL,)),
    "difference": Module("sorties/difference.py", (TERMINAL,)),
    "rapprochement-texte": Module("decision/rendus/rapprochement_texte.py", (TERMINAL,)),
    "session-texte": Module("jury/rendus/session_texte.py", (TERMINAL,)),
    "cohorte-texte": Module("cohorte/rendus/texte.py", (TERMINAL,)),
    "constats": Module("atelier/rendus/constats.py", (VERIFICATION,)),
    "verification-json": Module("atelier/rendus/verification_json.py", (VERIFICATION,)),
    "verification-sarif": Module("atelier/rendus/verification_sarif.py", (VERIFICATION,)),
    "verification-junit": Module("atelier/rendus/verification_junit.py", (VERIFICATION,)),
    "verification-github": Module("atelier/rendus/verification_github.py", (VERIFICATION,)),
    "verification-gitlab": Module("atelier/rendus/verification_gitlab.py", (VERIFICATION,)),
    "referentiel-markdown": Module(
        "atelier/rendus/referentiel_markdown.py", ("tests/atelier/test_pages_markdown.py",)
    ),
    "comparaison-markdown": Module(
        "atelier/rendus/comparaison_markdown.py", ("tests/atelier/test_pages_markdown.py",)
    ),
    "comparaison-json": Module(
        "atelier/rendus/comparaison_json.py",
        (
            "tests/sorties/test_sorties.py::test_le_json_d_une_comparaison_est_le_contrat",
            "tests/sorties/test_sorties.py::test_le_json_d_une_comparaison_sans_grille_le_dit",
        ),
    ),
    "cohorte-xlsx": Module("cohorte/rendus/xlsx.py", ("tests/sorties/test_classeurs_ecrits.py",)),
    "referentiel-case": Module(
        "atelier/rendus/referentiel_case.py",
        tuple(
            f"tests/atelier/test_referentiel_case.py::test_{essai}"
            for essai in (
                "un_paquet_est_celui_decide_a_la_main",
                "un_paquet_sans_regle_verifiee_est_date_de_1970_et_dit_le_reste",
                "des_libelles_hostiles_restent_valides_et_tels_quels",
                "le_json_est_en_utf8_lisible",
            )
        ),
    ),
    "cohorte-html": Module("cohorte/rendus/html.py", ("tests/cohorte/test_pages_html.py",)),
    "referentiel-html": Module(
        "atelier/rendus/referentiel_html.py",
        (
            "tests/cohorte/test_pages_html.py",
            "tests/atelier/test_referentiel_pages.py::test_un_nom_que_la_page_ignore_est_un_defaut",
        ),
    ),
    "yaml-usages": Module("atelier/rendus/yaml_usages.py", ("tests/atelier/test_yaml_usages.py",)),
    "score-texte": Module("decision/rendus/texte.py", ("tests/decision/test_score_texte.py",)),
    "document-blocs": Module(
        "documents/rendus/blocs.py",
        (
            "tests/documents/test_document_lu.py",
            "tests/documents/test_document_blocs.py::test_ce_qui_tient_aux_morceaux_voisins_est_lu_d_un_coup",
        ),
    ),
    "document-lignes": Module(
        "documents/rendus/lignes.py", ("tests/documents/test_document_lu.py",)
    ),
    "document-html": Module(
        "documents/rendus/html.py", ("tests/documents/test_documents_ecrits.py",)
    ),
    "document-texte": Module(
        "documents/rendus/texte.py", ("tests/documents/test_documents_ecrits.py",)
    ),
    "document-markdown": Module(
        "documents/rendus/markdown.py", ("tests/documents/test_documents_ecrits.py",)
    ),
    "document-docx": Module(
        "documents/rendus/docx.py", ("tests/documents/test_docx_pdf_ecrits.py",)
    ),
    "document-pdf": Module("documents/rendus/pdf.py", ("tests/documents/test_docx_pdf_ecrits.py",)),
    "diagnostics": Module("sorties/fautes.py", ("tests/sorties/test_diagnostics_ecrits.py",)),
    "grille-html": Module(
        "grille/rendus/html.py",
        tuple(
            f"tests/grille/test_grille_conversion.py::test_la_{essai}"
            for essai in (
                "grille_du_navigateur_ne_va_rien_chercher_et_rien_n_y_est_obei",
                "page_du_navigateur_porte_la_grille_ses_feuilles_de_style_et_son_script",
                "page_du_navigateur_sans_avertissement_n_a_pas_de_note_ni_de_demi_caractere",
            )
        ),
    ),
    "modele-rempli": Module(
        "documents/rendus/modele.py",
        (
            "tests/documents/test_modeles_remplis.py",
            "tests/documents/test_documents_candidat.py::test_les_filtres_ecrivent_le_francais",
        ),
    ),
    "modele-enfant": Module(
        "documents/rendus/modele_enfant.py", ("tests/documents/test_modeles_remplis.py",)
    ),
    "texte": Module("sorties/texte.py", ("tests/sorties/test_texte.py",)),
    "markdown": Module("sorties/markdown.py", ("tests/sorties/test_texte.py",)),
    "json-utf8": Module("sorties/json_utf8.py", ("tests/sorties/test_texte.py",)),
    "barres": Module("sorties/barres.py", ("tests/documents/test_documents_ecrits.py",)),
}
PLUS_COURT = (
    "tests/decision/test_parcours.py"
    "::test_le_plus_court_est_le_choix_du_moins_cher_parmi_un_par_critere"
)
# They start the program anew, where mutmut changes nothing, or last too long to be run for each
# fault.
ECARTES = (
    "tests/decision/test_deux_grilles.py::test_suivre_recalcule_a_chaque_enregistrement",
    *(f"{PLUS_COURT}[poids-{regle}]" for regle in ("ensemble-seul", "comptes", "sous-domaines")),
    "tests/decision/test_parcours.py::test_un_catalogue_trop_enchevetre_est_dit_plutot_que_cherche_sans_fin",
    "tests/decision/test_decision_colonnes.py::test_clea_est_decide_pareil_par_chacune_de_ses_regles",
    "tests/decision/test_decision_colonnes.py::test_toute_regle_de_tout_referentiel_decide_pareil_des_deux_facons",
    "tests/decision/test_score_blocs.py::test_tout_fichier_meme_abime_dit_et_ecrit_les_memes_octets_des_deux_facons",
    "tests/decision/test_score_blocs.py::test_toute_forme_longue_meme_abimee_dit_et_ecrit_les_memes_octets_des_deux_facons",
    "tests/decision/test_score_blocs.py::test_un_fichier_de_quelques_ko_ne_charge_pas_numpy",
    "tests/decision/test_score_blocs.py::test_un_fichier_refuse_n_ecrit_rien_sur_la_sortie",
    "tests/sources/test_yaml_source.py::test_ce_qu_ecrit_pyyaml_est_relu_pareil_et_au_meme_endroit",
    "tests/sources/test_yaml_source.py::test_chaque_valeur_est_trouvee_la_ou_elle_a_ete_ecrite",
    "tests/sources/test_yaml_source.py::test_des_octets_quelconques_donnent_un_document_ou_des_fautes_placees",
    "tests/sorties/test_fichiers.py::test_un_fichier_sans_fin_n_est_pas_lu_sans_fin",
    "tests/sorties/test_fichiers.py::test_un_programme_tue_laisse_l_ancien_ou_le_nouveau_et_la_suite_s_ecrit",
    f"{CAS_DE_COMMANDES}[D203-boucle-sans-fin.txt]",
    f"{JURY}::test_coupee_a_n_importe_quelle_operation_la_preparation_se_reprend",
    f"{JURY}::test_deux_processus_font_les_memes_octets",
    f"{JURY}::test_l_exemple_est_celui_que_fait_le_script",
    f"{JURY}::test_n_importe_quelle_",
    "tests/grille/test_grille_csv.py::test_des_bouts_de_grille_en_desordre_donnent_un_tableau_ou_des_fautes",
    "tests/grille/test_grille_csv.py::test_des_octets_quelconques_donnent_un_tableau_ou_des_fautes",
    "tests/grille/test_grille_csv.py::test_une_grille_abimee_donne_un_tableau_ou_des_fautes",
    "tests/grille/test_grille_forme.py::test_aucune_faute_ne_cite_une_identite",
    "tests/grille/test_grille_forme.py::test_les_fautes_essayees_en_sont",
    "tests/grille/test_grille_forme.py::test_un_fichier_coupe_ne_cite_pas_une_identite",
    "tests/grille/test_grille_tableur.py::test_un_classeur_abime_ne_donne_que_des_fautes_connues",
    "tests/grille/test_grille_tableur.py::test_un_classeur_et_un_csv_disent_les_memes_reponses_et_les_memes_fautes",
)


def configuration(module: Module) -> str:
    """What mutmut reads: every file is copied, only that of the module is changed."""
    listes = {
        "source_paths": ["clea_cli"],
        "only_mutate": [f"clea_cli/{module.fichier}"],
        "also_copy": [entier for entier in ENTIERS if entier not in ("clea_cli", "tests")],
        "pytest_add_cli_args_test_selection": list(module.essais),
        # the same examples at each run, none made simpler once it has failed, none remembered
        "pytest_add_cli_args": [
            "-x",
            "--hypothesis-profile=mutation",
            *(f"--deselect={nom}" for nom in ECARTES),
        ],
    }
    simples = {
        # Nothing that a test remembers goes from one fault to the next.
        "process_isolation": "forkserver",
        "timeout_multiplier": 6,  # of the time that its tests take without a fault, and ten seconds
        "timeout_constant": 10,
    }
    lignes = ["[mutmut]"]
    for cle, simple in simples.items():
        lignes.append(f"{cle}={simple}")
    for cle, valeurs in listes.items():
        lignes.append(f"{cle}=")
        # A line that is indented belongs to the key above.
        for valeur in valeurs:
            lignes.append(f"    {valeur}")
    texte = "\n".join(lignes)
    return f"{texte}\n"


def preparer(nom: str) -> Path:
    """A fresh copy of the project for one module."""
    dossier = ESSAIS / nom
    shutil.rmtree(dossier, ignore_errors=True)
    sauf = shutil.ignore_patterns("__pycache__")
    for entier in ENTIERS:
        shutil.copytree(RACINE / entier, dossier / entier, ignore=sauf)
    shutil.copy(RACINE / "pyproject.toml", dossier)
    reglages = configuration(MODULES[nom])
    (dossier / "setup.cfg").write_text(reglages, encoding="utf-8")
    return dossier


def resultats(dossier: Path, module: Module) -> Iterator[tuple[str, str]]:
    """The name of each fault, and what became of it, in mutmut's words."""
    fichier = dossier / "mutants" / "clea_cli" / f"{module.fichier}.meta"
    lu = json.loads(fichier.read_text(encoding="utf-8"))
    for mutant, statut in lu["exit_code_by_key"].items():
        issue = "not judged"
        if statut != NON_JUGEE:
            issue = status_by_exit_code[statut]
        yield mutant, issue


def essayer(nom: str) -> bool:
    """Try one module: say each fault that no test noticed, then the figures.

    True if enough were noticed.
    """
    dossier = preparer(nom)
    debut = time.monotonic()
    mutmut = [sys.executable, "-m", "mutmut"]
    # The copy is imported, not the package that is installed here.
    environnement = {**os.environ, "PYTHONPATH": str(dossier)}
    with (dossier / "mutmut.log").open("w", encoding="utf-8") as journal:
        subprocess.run(
            [*mutmut, "run", "--max-children", COEURS],
            cwd=dossier,
            env=environnement,
            stdout=journal,
            stderr=subprocess.STDOUT,
            check=False,
        )
    trouves = list(resultats(dossier, MODULES[nom]))
    for mutant, statut in trouves:
        if statut not in ("killed", "timeout"):
            vu = subprocess.run(
                [*mutmut, "show", mutant],
                cwd=dossier,
                env=environnement,
                capture_output=True,
                text=True,
                check=False,
            )
            print(vu.stdout, flush=True)
    comptes = Counter([statut for _, statut in trouves])
    vus = comptes["killed"] + comptes["timeout"]
    tous = len(trouves)
    detail = ", ".join([f"{combien} {statut}" for statut, combien in comptes.most_common()])
    duree = round(time.monotonic() - debut)
    # Cut to one decimal: rounding would show 90 % for a little less.
    milliemes = 1000 * vus // max(1, tous)
    print(f"{nom}: {vus} / {tous} ({milliemes / 10} %), {detail}, {duree} s", flush=True)
    return tous > 0 and vus >= EXIGE * tous


if __name__ == "__main__":
    demandes = sys.argv[1:] or list(MODULES)
    if inconnus := [nom for nom in demandes if nom not in MODULES]:
        sys.exit(f"unknown: {', '.join(inconnus)}; one of {', '.join(MODULES)}")
    assez = [essayer(nom) for nom in demandes]
    sys.exit(not all(assez))
