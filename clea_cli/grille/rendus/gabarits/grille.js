"use strict";
// A grille filled in the browser. It computes no verdict, and sends nothing: its answers stay here until they are saved.
const grille = JSON.parse(document.getElementById("grille").textContent);
const CLE = "clea:" + grille.referentiel + ":" + grille.version + ":" + (grille.candidat || "");
const REPONSES = ["acquis", "non acquis", "non évalué"];
const etat = {candidat: grille.candidat, reponses: {}, notes: {}, domaine: 0};
const $ = (nom, attributs = {}, ...dedans) => {
  const noeud = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (cle.startsWith("on")) noeud.addEventListener(cle.slice(2), valeur);
    else noeud.setAttribute(cle, valeur);
  }
  noeud.append(...dedans);
  return noeud;
};

function restaurer() {
  try {
    Object.assign(etat, JSON.parse(localStorage.getItem(CLE) || "{}"));
  } catch { /* what was kept is unreadable, or the browser keeps nothing: the grille starts empty */ }
}
function garder() {
  try { localStorage.setItem(CLE, JSON.stringify(etat)); } catch { dire("Ce navigateur ne garde rien : enregistrez souvent."); }
}
const reponse = (code) => etat.reponses[code] || "non évalué";
const dire = (texte) => { document.getElementById("annonce").textContent = texte; };

function compte(domaine) {
  let obtenus = 0, restants = 0;
  for (const critere of domaine.criteres) {
    if (reponse(critere.code) === "acquis") obtenus += critere.points;
    if (reponse(critere.code) === "non évalué") restants += 1;
  }
  const requis = domaine.requis === null ? "" : ` · ${nombre(domaine.requis)} requis`;
  return `${nombre(obtenus)} acquis sur ${nombre(domaine.total)}${requis} · ${restants} à évaluer`;
}
const nombre = (n) => String(n).replace(".", ",");

function repondre(code, valeur) {
  etat.reponses[code] = valeur;
  garder();
  rafraichir();
  dire(`${code} : ${valeur}. ${compte(grille.domaines[etat.domaine])}`);
}
function rafraichir() {
  document.querySelectorAll("[data-compte]").forEach((noeud) => {
    noeud.textContent = compte(grille.domaines[Number(noeud.dataset.compte)]);
  });
}

function ecranDomaine(rang) {
  const domaine = grille.domaines[rang];
  const lignes = domaine.criteres.map((critere) => $("fieldset", {},
    $("legend", {}, $("span", {class: "code"}, critere.code), " ", critere.libelle),
    $("div", {class: "choix"}, ...REPONSES.map((valeur) => {
      const id = `r-${critere.code}-${REPONSES.indexOf(valeur)}`;
      const bouton = $("input", {type: "radio", name: `r-${critere.code}`, id, value: valeur,
        onchange: () => repondre(critere.code, valeur)});
      bouton.checked = reponse(critere.code) === valeur;
      return $("span", {}, bouton, $("label", {for: id, class: `c${REPONSES.indexOf(valeur)}`}, valeur));
    })),
    $("label", {class: "note"}, "Commentaire ", (() => {
      const champ = $("input", {type: "text", maxlength: "300",
        oninput: (quoi) => { etat.notes[critere.code] = quoi.target.value; garder(); }});
      champ.value = etat.notes[critere.code] || "";
      return champ;
    })())));
  const aller = (vers) => () => { etat.domaine = vers; garder(); montrer(); document.querySelector("h2").focus(); };
  return $("section", {},
    $("h2", {tabindex: "-1"}, `Domaine ${domaine.code} : ${domaine.libelle}`),
    $("p", {class: "compte", "data-compte": String(rang)}),
    ...lignes,
    $("nav", {"aria-label": "Domaine précédent, suivant"},
      ...(rang > 0 ? [$("button", {type: "button", onclick: aller(rang - 1)}, "← Domaine précédent")] : []),
      ...(rang + 1 < grille.domaines.length
        ? [$("button", {type: "button", onclick: aller(rang + 1)}, "Domaine suivant →")] : [])));
}

function montrer() {
  document.getElementById("ecran").replaceChildren(ecranDomaine(etat.domaine));
  document.querySelectorAll("#sommaire button").forEach((bouton, rang) => {
    bouton.setAttribute("aria-current", String(rang === etat.domaine));
  });
  rafraichir();
}

const cellule = (texte) => {
  const propre = String(texte).replace(/[\r\n\t]+/g, " ").replace(/^(?='*[=+\-@])/, "'");
  return /[;"]/.test(propre) ? `"${propre.replaceAll('"', '""')}"` : propre;
};
function enCsv() {
  const lignes = [["référentiel", grille.referentiel], ["version", grille.version]];
  if (etat.candidat) lignes.push(["candidat", etat.candidat]);
  lignes.push([], ["critere", "libelle", "resultat", "commentaire"]);
  for (const domaine of grille.domaines) {
    lignes.push(["", `Domaine ${domaine.code} : ${domaine.libelle}`, "", ""]);
    for (const {code, libelle} of domaine.criteres) lignes.push([code, libelle, reponse(code), etat.notes[code] || ""]);
  }
  return "\ufeff" + lignes.map((ligne) => ligne.map(cellule).join(";") + "\r\n").join("");
}
function enregistrer() {
  const nom = (etat.candidat || "grille").normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "grille";
  const adresse = URL.createObjectURL(new Blob([enCsv()], {type: "text/csv"}));
  const lien = $("a", {href: adresse, download: `${nom}.csv`});
  document.body.append(lien);
  lien.click();
  lien.remove();
  setTimeout(() => URL.revokeObjectURL(adresse), 10000);
  dire(`${nom}.csv est enregistré. Tapez ensuite : clea score ${nom}.csv`);
}

restaurer();
const candidat = document.getElementById("candidat");
candidat.value = etat.candidat;
candidat.addEventListener("input", () => { etat.candidat = candidat.value.trim(); garder(); });
document.getElementById("enregistrer").addEventListener("click", enregistrer);
document.getElementById("effacer").addEventListener("click", () => {
  if (!confirm("Effacer toutes les réponses de cette grille ?")) return;
  etat.reponses = {}; etat.notes = {};
  try { localStorage.removeItem(CLE); } catch { /* nothing was kept */ }
  montrer();
  dire("Les réponses sont effacées.");
});
document.getElementById("sommaire").replaceChildren(...grille.domaines.map((domaine, rang) => $("li", {},
  $("button", {type: "button", onclick: () => { etat.domaine = rang; garder(); montrer(); }},
    `${domaine.code} · ${domaine.libelle} `, $("small", {"data-compte": String(rang)})))));
montrer();
