# Ce întreabă și ce confirmă ghișeul, în română.

## Taste: câte o literă; cele englezești merg unde sunt libere

key-do = d
key-amount = s
key-correct = c
key-facts = r
key-ask = i
key-judge = j
key-tell = p
key-options = o
key-other = a
key-customer = l
key-undo = u
key-next = n
key-help = ?
key-quit = x
key-colleague = i
key-yes = d
key-no = n

label-do = { $deed }
label-amount = altă sumă
label-correct = corectează ce s-a luat ca atare
label-facts = corectează un răspuns
label-ask = întreabă: { $authority }
label-colleague = întreabă un coleg
label-judge = după propria judecată
label-tell = am făcut-o deja, pentru că …
label-options = ce pot face?
label-other = altceva pentru omul acesta
label-customer = cine e clientul
label-undo = anulează
label-next = clientul următor
label-help = toate tastele
label-quit = ieși

## La început

subheading = { $actor }, { $authority }
subheading-plain = Ești aici ca { $authority }.
rehearsal = Ceasul acestei repetiții arată { $at }.
zone-assumed = Cartea nu numește un fus orar; se ia { $zone }.

## A asculta

wish-ask = Ce ar îndrepta lucrurile?
wish-hint = Întreabă și notează cu vorbele lui. Enter, dacă nu e nimic de notat.
wish-noted = Ar dori: { $wish }
choose-ask = Despre ce e vorba?
choose-hint = Un număr sau câteva litere din ce vrei să faci.
choose-number = Un număr de la 1 la { $most }, te rog.
choose-none = Nimic de aici nu seamănă cu „{ $text }”. Încearcă alte litere sau Enter, ca să vezi tot.
choose-own = Dacă e ceva al tău, apasă { $key }.
remedy-ask = Ce vrei să faci?
remedy-none = Aici nu e nimic de hotărât, doar ceva de făcut.
parameter-ask = { $name }: care anume?

## Sume și întrebări

amount-ask = Cât?
amount-hint = În { $currency }, de exemplu 150 sau 12,50.
amount-hint-up-to = În { $currency }. Tu decizi până la { $amount }.
question-hint-yes-no = { $yes } da, { $no } nu, Enter: nu știu
question-hint-choice = un număr din listă, Enter: nu știu
question-hint-number = un număr, Enter: nu știu
question-hint-date = o dată ca 2026-05-04, Enter: nu știu
question-hint-text = câteva cuvinte, Enter: nu știu
amount-wrong = Nu pare o sumă. Scrie de exemplu 150 sau 12,50.
amount-too-large = E prea mult pentru asta; se poate până la { $most }.
question-wrong = Nu se potrivește. { $hint }
facts-ask = Ce răspuns trebuie corectat?
customer-ask = Cine e clientul?
customer-matters = Aici contează cine e clientul.
customer-hint = Un nume, un telefon sau un număr de card. Enter, dacă nu se știe.

## A face și a anula

done = Gata. { $deed }.
done-undo = { $key } anulează în decurs de un minut.
changed-meanwhile = Între timp s-a schimbat ce mai rămăsese. Iată noul răspuns.
not-counted = Nu s-a înregistrat nimic, așa că deocamdată nu se poate da nimic: { $reason }
not-recorded = S-a înregistrat, dar nu a putut fi scris în jurnal: { $reason }
undone = Anulat. Nu s-a consumat nimic.
undo-late = A trecut un minut. Ce s-a dat rămâne înregistrat.
undo-nothing = Nu e nimic de anulat.

## A întreba mai sus

ask-here = Poate răspunde chiar aici { $authority }?
ask-here-hint = Numele, dacă da. Enter, dacă nu.
ask-colleague-here = E aici un coleg cu certificatul potrivit?
ask-later = Atunci asta e de întrebat.
ask-letter = { $actor } întreabă, decide { $authority }
ask-letter-colleague = { $actor } întreabă un coleg, { $authority }
ask-letter-leeway = { $actor } decide până la { $amount }.
ask-self = Nimeni nu-și răspunde singur la întrebare.
approver-title = { $approver }, ai o întrebare
label-approver-yes = da
label-approver-less = da, dar mai puțin
label-approver-step = da, și mai e ceva de făcut
label-approver-no = nu, pentru că …
approver-less-ask = Cât poate fi?
approver-step-ask = Ce mai e de făcut?
approver-no-ask = Nu, pentru că …
approver-reason-ask = De ce e bine aici? Într-o frază.
approver-said-no = { $approver } spune nu: { $reason }
key-approver-yes = d
key-approver-less = m
key-approver-step = s
key-approver-no = n

## Propria judecată, spus după aceea

judge-text-ask = Ce vrei să faci?
judge-reason-ask = De ce e bine aici? Într-o frază.
judge-principle-ask = Ce principiu servește?
judge-principle-hint = Un număr sau Enter, dacă niciunul.
tell-what-ask = Ce ai făcut?
tell-what-hint = Câteva litere sau cu vorbele tale.
tell-amount-ask = Cât a costat, cam?
tell-when-ask = Când a fost?
tell-when-hint = Enter: chiar acum. Sau ora, ca 14:30, sau câte minute în urmă, ca 20.
tell-when-wrong = Nu pare o oră. Scrie 14:30 sau 20, dacă au trecut douăzeci de minute.
tell-reason-ask = Pentru că …
told = Notat: { $deed }.
reason-needed = Ajunge o frază.

## Posibilități

options-heading = Ce poți face pentru omul acesta
options-up-to = până la { $amount }
options-yes = se poate
options-ask = decide { $authority }
options-no = nu se poate
options-find-out = află mai întâi
options-from = de la { $amount } în sus
options-from-to = de la { $from } la { $to }
options-try = încearcă o sumă
options-none = Aici nu avem ce oferi.

## La plecare

bye = Pe curând.
wrong-key = „{ $text }” nu e niciuna dintre taste.
help-heading = Tastele, oricând
