# Ce spune o decizie, în română. La persoana a doua, scurt, cald, fără vinovați.

## Rezultatul, cu litere mari

outcome-go-ahead = Dă-i înainte
outcome-find-out = Află mai întâi
outcome-ask = Întreabă: { $authority }
outcome-ask-colleague = Întreabă un coleg
outcome-decline = Așa nu se poate
outcome-told = Mulțumim că ai spus

## Rezultatul într-o frază

deed = { $action } { $amount }
deed-titled = { $action }: { $amount }
sentence-go-ahead = { $deed }. Decizia e a ta.
sentence-go-ahead-judgement = { $deed }, după judecata ta. Avem încredere în tine.
sentence-go-ahead-approved = { $deed }. A fost de acord: { $approver }.
sentence-find-out = { $count ->
    [one] Un singur răspuns hotărăște.
    [few] Hotărăsc { $count } răspunsuri.
   *[other] Hotărăsc { $count } de răspunsuri.
}
sentence-ask-authority = Nu trebuie să hotărăști asta pe cont propriu; acordul îl poate da { $authority }.
sentence-ask-beyond = Până la { $amount } decizi tu; peste această sumă decide { $authority }.
sentence-ask-judgement = Aici trebuie cântărită situația; o poate face { $authority }.
sentence-ask-colleague = Un coleg cu certificatul potrivit poate decide pe loc.
sentence-decline-rule = Nimeni nu are voie să facă asta, pentru nimeni. Nu ține de tine și nici de client.
sentence-decline-limit = Ce a mai rămas nu ajunge pentru asta.
sentence-decline = Nicio îndrumare nu merge atât de departe.
sentence-raise-limit = Limita o poate ridica { $authority }.
sentence-own-judgement = Dacă vezi un motiv bun, poți hotărî după propria judecată: mai e loc.
sentence-told-ordinary = Era în limitele tale. Nu mai e nevoie de nimic.
sentence-told-exception = Am notat-o ca excepție. Ai ajutat și ai spus, iar asta contează.

## Cât de departe

leeway-up-to = Tu decizi până la { $amount }.
leeway-none = Deocamdată nu ți-a mai rămas nimic aici.
leeway-line = { $label }: { $left }
left-money = au mai rămas { $left } din { $cap }
left-count = { $left ->
    [one] a mai rămas { $left }
   *[other] au mai rămas { $left }
} din { $cap } { $cap ->
    [one] dată
    [few] ori
   *[other] de ori
}
meters-wide = { $count ->
    [one] O limită comună mai are loc din plin.
    [few] { $count } limite comune mai au loc din plin.
   *[other] { $count } de limite comune mai au loc din plin.
}
no-ceiling = fără plafon
bar-money = { $left } din { $cap }
bar-count = { $left } din { $cap } { $cap ->
    [one] dată
    [few] ori
   *[other] de ori
}
scope-case = Cazul acesta
scope-customer = Clientul acesta
scope-actor = Tu
scope-site = Punctul acesta de lucru
scope-network = Toată rețeaua
meter-life = { $scope }
meter-window = { $scope }, { $window }
meter-overall = { $label }, în total
meter-own-judgement = { $label }, după propria judecată
meter-anonymous = { $label }, clienți necunoscuți
meter-told = { $label }, ținut separat
window-day = azi
window-week = săptămâna aceasta
window-month = luna aceasta
window-quarter = trimestrul acesta
window-year = anul acesta
window-days = { $days ->
    [one] { $days } zi
    [few] { $days } zile
   *[other] { $days } de zile
}
window-hours = { $hours ->
    [one] { $hours } oră
    [few] { $hours } ore
   *[other] { $hours } de ore
}

## De ce

reason-rule = Regula „{ $clause }” nu permite asta.
reason-rule-unknown = Regula „{ $clause }” s-ar putea să nu permită asta; încă nu se știe.
reason-rule-in-error = Regula „{ $clause }” nu a putut fi verificată cu aceste date.
reason-grants = „{ $clause }” lasă asta în seama ta.
reason-grants-level = După „{ $clause }”, aici decide { $authority }.
reason-with-a-yes = „{ $clause }” permite asta cu un acord de mai sus.
reason-condition-false = „{ $clause }” vorbește despre alte situații.
reason-condition-unknown = „{ $clause }” s-ar putea potrivi; încă nu se știe.
reason-in-error = „{ $clause }” nu a putut fi verificată cu aceste date.
reason-no-limit-for-level = „{ $clause }” se deschide de la nivelul: { $authority }.
reason-no-limit-for-level-unnamed = „{ $clause }” se deschide la un nivel mai înalt.
reason-certificate = „{ $clause }” cere un certificat: { $names }.
reason-anonymous = Pentru „{ $clause }” trebuie să știm cine este clientul.
reason-stopped = „{ $clause }” este în pauză deocamdată.
reason-limit = „{ $clause }” nu mai are loc pentru asta. { $line }, iar aici e nevoie de { $need }.
reason-not-named = Nicio îndrumare nu vorbește despre asta. Ce nu e interzis e permis, în limita ta.
reason-not-named-level = Nicio îndrumare nu vorbește despre asta, așa că decide { $authority }.
reason-own-judgement = Pentru propria judecată există aici o rezervă.
reason-own-judgement-level = Rezerva pentru propria judecată o are aici nivelul: { $authority }.
reason-principle = Servește un principiu: { $names }.
reason-unattestable = Nimeni de aici nu știe: { $names }. Poate confirma { $authority }.
reason-nobody-above = Mai sus de tine nu mai e pe cine întreba.
reason-on-error = Ceva nu merge cum trebuie la noi, așa că decide { $authority }.
reason-nothing-else = Nici altceva nu avem de oferit. Spune asta deschis și notează ce și-a dorit omul.
reason-otherwise-go-ahead = Nimic nu se opune. Ce nu e interzis e permis.
reason-otherwise-no = Standardul nostru nu prevede așa ceva.
reason-otherwise-ask = Nicio îndrumare nu vorbește despre asta, așa că decide { $authority }.
reason-no-own-judgement = Aici nu există rezervă pentru propria judecată.
reason-departs = Se abate de la „{ $clause }”.
reason-approved = A fost de acord: { $names }.
clause-otherwise = ce nu e interzis e permis
clause-own-judgement = propria judecată
clause-overall = limitele pe total
reason-other = A contat și „{ $clause }”.
reason-other-unnamed = A contat și standardul nostru.

## Întrebări

question-boolean = Așa este: { $fact }?
question-number = { $fact }: cât sau câte?
question-unit = { $fact }: cât ({ $unit })?
question-choice = { $fact }: care anume?
question-date = { $fact }: la ce dată?
question-time = { $fact }: la ce oră?
question-value = { $fact }: ce se știe?
question-verify = de verificat, nu doar de auzit
question-system = așa cum arată sistemul
question-attest = Dacă nimeni de aici nu știe, poate confirma { $authority }.
answer-yes = da
answer-no = nu
answer-unknown = nu știu

## Ce faci, ce spui, ce oferi

step-if = Dacă { $condition }: { $step }
alternative-go-ahead = { $action }
alternative-go-ahead-up-to = { $action }, până la { $amount }
alternative-ask = { $action }: decide { $authority }
alternative-ask-up-to = { $action }, până la { $amount }: decide { $authority }
alternative-find-out = { $action }: află mai întâi
quoted = „{ $name }”
presumed = { $fact }: { $value }

## A întreba, a spune, a reciti

ask-obstacles = E vorba despre: { $names }.
told-departed = Abatere de la { $clauses }.
told-charged = { $amount } au intrat în ce îți rămăsese.
told-excess = { $amount } au trecut peste și se țin separat, așa că nimeni nu are mai puțin.
review = Va fi citită ca să învățăm, nu ca să pedepsim: { $review }.
exception = Este o excepție, și ai încrederea noastră.

## Cheltuiala cea mai mare

exposure-none = Standardul acesta nu cheltuiește nimic.
exposure-most = Cel mult { $amount } pe lună, pentru { $sites ->
    [one] { $sites } punct
    [few] { $sites } puncte
   *[other] { $sites } de puncte
} de lucru împreună.
exposure-site = Cel mult { $amount } pe lună la un punct de lucru.
exposure-one-site = Cel mult { $amount } pe lună.
exposure-largest = Partea cea mai mare: „{ $clause }”, { $amount } pe lună.
exposure-uncapped = Fără plafon: { $names }.

## Titluri

heading-left-after = Ce rămâne după asta
heading-left = Ce a mai rămas
heading-do = De făcut
heading-points = De spus, cu vorbele tale
heading-why = De ce
heading-instead = Sau în loc
heading-not-this-but = Nu asta, ci …
heading-questions = De aflat
heading-presumed = Luate ca atare
heading-good = Cum iese bine
heading-bad = Mai bine nu
heading-ask = Pe cine întrebi
