// The screens: begun works offered by name, then one domaine at a time. No verdict is computed
// here, and nothing is sent.
const ici = (id) => document.getElementById(id);
let travail = nouveauTravail();
let enAttente = false; // something was changed that the store did not take

const demander = (question) => confirm(coller(question));
const dire = (texte) => { ici("annonce").textContent = coller(texte); };
function alerter(texte) {
  ici("alerte").textContent = coller(texte);
  ici("alerte").hidden = !texte;
}
const SANS_MEMOIRE = "Ce navigateur ne garde pas vos réponses "
  + "(fenêtre privée, réglage ou place qui manque). "
  + "La page marche quand même : enregistrez la grille avant de la fermer.";

// Keep what was just changed, unless another page has the work now: then the person says what to do
// with it here.
function noter() {
  if (estAilleurs(travail)) {
    if (!ici("ailleurs").open) ici("ailleurs").showModal();
    return;
  }
  enAttente = !garder(travail);
  alerter(enAttente ? SANS_MEMOIRE : "");
}

function accueillir(message) {
  travail = nouveauTravail();
  enAttente = false;
  const travaux = travauxCommences();
  ici("commences").replaceChildren(...travaux.map(([id, commence]) => offre(id, commence)));
  const titre = travaux.length ? "Grilles commencées dans ce navigateur" : "Grille suivante";
  ici("titre-accueil").textContent = titre;
  ici("conseil").hidden = !travaux.length;
  ici("pour").textContent = grille.candidat ? ` pour ${grille.candidat}` : "";
  ici("travail").hidden = true;
  ici("ecran").replaceChildren();
  remplirFaits();
  rafraichir();
  ici("accueil").hidden = false;
  dire(message);
}
function offre(id, commence) {
  const nom = commence ? designation(commence) : "une grille illisible";
  const effacer = $("button", {type: "button", "aria-label": `Effacer ${nom}`,
    onclick: () => effacerOffre(id, nom)}, "Effacer");
  const illisible = $("p", {}, "Une grille que cette page ne peut pas lire");
  if (!commence) return $("li", {}, illisible, effacer);
  const faites = evalues(commence);
  const details = [`${faites} réponse${faites > 1 ? "s" : ""} sur ${CODES.length}`];
  if (commence.evaluation) details.unshift(`évaluation ${commence.evaluation}`);
  const autre = grille.candidat && commence.candidat !== grille.candidat;
  if (autre) details.push(`cette page est faite pour ${grille.candidat}`);
  return $("li", {},
    $("button", {type: "button", class: "reprendre", onclick: () => reprendreOffre(id)},
      `Reprendre ${nom}`, $("small", {}, details.join(" · "))),
    effacer);
}
function reprendreOffre(id) {
  const texte = lire(id);
  const repris = texte === null ? null : comprendre(id, texte);
  if (!repris) return accueillir("Cette grille n'est plus dans ce navigateur.");
  travail = repris;
  noter();
  travailler();
}
function effacerOffre(id, nom) {
  if (!demander(`Effacer ${nom} ? Ses réponses seront perdues.`)) return;
  const efface = oublier(id);
  accueillir(efface ? "La grille est effacée de ce navigateur." : NON_EFFACEE);
  ici("titre-accueil").focus();
}
const NON_EFFACEE = "Ce navigateur n'a pas pu effacer la grille : "
  + "effacez ses données de navigation.";

function travailler() {
  ici("accueil").hidden = true;
  ici("travail").hidden = false;
  dire("");
  remplirFaits();
  montrer();
}
function remplirFaits() {
  ici("candidat").value = travail.candidat;
  ici("date").value = travail.date;
  ici("evaluation").value = travail.evaluation;
  direLeJour();
}
const AUTRE_CANDIDAT = "Pour un autre candidat, ouvrez de nouveau cette page "
  + "et choisissez « Nouvelle grille ».";
// Answers were given for somebody: another reference is a mistake mended, or another person.
function nommer() {
  const avant = travail.candidat;
  const apres = ici("candidat").value.trim();
  const question = `Ces réponses ont été données pour ${avant}. `
    + `Sont-elles bien celles de ${apres || "ce candidat"} ? `
    + `« Annuler » garde la référence ${avant}.`;
  if (avant && apres !== avant && entame(travail) && !demander(question)) {
    ici("candidat").value = avant;
    return dire(AUTRE_CANDIDAT);
  }
  travail.candidat = apres;
  noter();
}
const JOUR_FAUX = "Ce jour n'existe pas, ou n'est pas écrit JJ/MM/AAAA.";
function direLeJour() {
  const lu = jour(travail.date);
  const faux = travail.date !== "" && lu === null;
  ici("date").setAttribute("aria-invalid", String(faux));
  ici("jour").textContent = faux ? JOUR_FAUX : lu ? jourEnMots(lu) : "";
}

function dater() {
  travail.date = ici("date").value.trim();
  direLeJour();
  noter();
}

function repondre(code, valeur) {
  travail.reponses[code] = valeur;
  noter();
  rafraichir();
  dire(`${code} : ${valeur}. ${compte(travail, grille.domaines[travail.domaine])}`);
}
function rafraichir() {
  document.querySelectorAll("[data-compte]").forEach((noeud) => {
    noeud.textContent = compte(travail, grille.domaines[Number(noeud.dataset.compte)]);
  });
}
function choix(critere, valeur, rang) {
  const id = `r-${critere.code}-${rang}`;
  const bouton = $("input", {type: "radio", name: `r-${critere.code}`, id, value: valeur,
    autocomplete: "off", onchange: () => repondre(critere.code, valeur)});
  bouton.checked = reponse(travail, critere.code) === valeur;
  return $("span", {}, bouton, $("label", {for: id, class: `c${rang}`}, valeur));
}
function commentaire(critere) {
  const champ = $("input", {type: "text", maxlength: "300", autocomplete: "off",
    oninput: () => { travail.notes[critere.code] = champ.value; noter(); }});
  champ.value = travail.notes[critere.code] || "";
  return $("label", {class: "note"}, "Commentaire ", champ);
}
function ecranDomaine(rang) {
  const domaine = grille.domaines[rang];
  const lignes = domaine.criteres.map((critere) => $("fieldset", {},
    $("legend", {}, $("span", {class: "code"}, critere.code), " ", critere.libelle),
    ...(critere.contexte ? [$("p", {class: "contexte"}, critere.contexte)] : []),
    $("div", {class: "choix"}, ...REPONSES.map((valeur, place) => choix(critere, valeur, place))),
    commentaire(critere)));
  const bouton = (texte, vers) => $("button", {type: "button", onclick: () => aller(vers)}, texte);
  return $("section", {},
    $("h2", {tabindex: "-1"}, `Domaine ${domaine.code} : ${domaine.libelle}`),
    $("p", {class: "compte", "data-compte": String(rang)}),
    ...lignes,
    $("nav", {"aria-label": "Domaine précédent, suivant"},
      ...(rang > 0 ? [bouton("← Domaine précédent", rang - 1)] : []),
      ...(rang + 1 < grille.domaines.length ? [bouton("Domaine suivant →", rang + 1)] : [])));
}
function aller(rang) {
  travail.domaine = rang;
  if (travail.garde) noter(); // a grille that was only looked at is no begun work
  montrer();
  document.querySelector("#ecran h2").focus();
}
function montrer() {
  ici("ecran").replaceChildren(ecranDomaine(travail.domaine));
  document.querySelectorAll("#sommaire button").forEach((bouton, rang) => {
    bouton.setAttribute("aria-current", String(rang === travail.domaine));
  });
  rafraichir();
}

function enregistrer() {
  if (travail.date && !jour(travail.date)) {
    dire("La date de l'évaluation est à corriger avant d'enregistrer.");
    return ici("date").focus();
  }
  const nom = nomDuFichier(travail);
  const adresse = URL.createObjectURL(new Blob([enCsv(travail)], {type: "text/csv"}));
  const lien = $("a", {href: adresse, download: nom});
  document.body.append(lien);
  lien.click();
  lien.remove();
  setTimeout(() => URL.revokeObjectURL(adresse), 10000);
  document.querySelectorAll(".fichier").forEach((noeud) => { noeud.textContent = nom; });
  dire(`Une fois ${nom} enregistré, tapez : clea score ${nom}`);
  ici("confirmation").showModal();
}
// Nothing of the candidate stays: neither in the store nor in this page.
function quitter(message) {
  if (estAilleurs(travail)) return noter();
  const efface = oublier(travail.id) || !travail.garde;
  document.querySelectorAll(".fichier").forEach((noeud) => noeud.replaceChildren());
  alerter("");
  accueillir(efface ? message : NON_EFFACEE);
  ici("titre-accueil").focus();
}

function brancher() {
  const clic = (id, faire) => ici(id).addEventListener("click", faire);
  ici("candidat").addEventListener("change", nommer);
  ici("date").addEventListener("input", dater);
  ici("date").addEventListener("change", dater); // filled by the browser itself
  ici("evaluation").addEventListener("change", () => {
    travail.evaluation = ici("evaluation").value;
    noter();
  });
  clic("nouvelle", () => { travailler(); ici("candidat").focus(); });
  clic("enregistrer", enregistrer);
  clic("effacer", () => {
    if (!demander("Effacer cette grille ? Ses réponses seront perdues.")) return;
    quitter("La grille est effacée.");
  });
  clic("oui", () => {
    ici("confirmation").close();
    quitter("C'est fait : il ne reste rien de ce candidat dans ce navigateur.");
  });
  clic("pas-encore", () => {
    ici("confirmation").close();
    dire("La grille est gardée dans cette page. Enregistrez-la de nouveau quand vous voulez.");
  });
  clic("a-part", () => {
    Object.assign(travail, {id: hasard(), garde: false});
    ici("ailleurs").close();
    noter();
  });
  clic("fermer", () => {
    ici("ailleurs").close();
    accueillir("La grille est fermée dans cette page.");
  });
  ici("ailleurs").addEventListener("cancel", (quoi) => quoi.preventDefault());
  // what comes from the browser itself
  addEventListener("storage", () => { if (estAilleurs(travail)) noter(); });
  addEventListener("beforeunload", (quoi) => { if (enAttente) quoi.preventDefault(); });
  addEventListener("beforeprint", () => ici("papier").replaceChildren(...feuille(travail)));
  addEventListener("afterprint", () => ici("papier").replaceChildren());
}

brancher();
ici("sommaire").replaceChildren(...grille.domaines.map((domaine, rang) => $("li", {},
  $("button", {type: "button", onclick: () => aller(rang)},
    `${domaine.code} · ${domaine.libelle} `, $("small", {"data-compte": String(rang)})))));
if (!magasinOuvert()) alerter(SANS_MEMOIRE);
if (travauxCommences().length) accueillir("");
else travailler();
