# What the counter asks and confirms, in English.

## Keys: one letter each; the English ones work in every language where they are free

key-do = y
key-amount = a
key-correct = p
key-facts = f
key-ask = s
key-judge = j
key-tell = b
key-options = o
key-other = e
key-customer = c
key-undo = u
key-next = n
key-help = h
key-quit = q
key-colleague = s
key-yes = y
key-no = n

label-do = { $deed }
label-amount = another amount
label-correct = something taken for granted is different
label-facts = correct an answer
label-ask = ask the { $authority }
label-colleague = ask a colleague
label-judge = by my own judgement
label-tell = I did this because …
label-options = what may I do?
label-other = something else for this person
label-customer = who is the customer
label-undo = take it back
label-next = next customer
label-help = all keys
label-quit = leave

## At the start

subheading = { $actor }, { $authority }
subheading-plain = You are the { $authority }.
rehearsal = The clock of this rehearsal stands at { $at }.
zone-assumed = The book names no time zone; { $zone } is used.

## Listening

wish-ask = What would put it right?
wish-hint = Ask, and note it in their words. Enter, if there is nothing to note.
wish-noted = They wish: { $wish }
choose-ask = What is it about?
choose-hint = A number, or a few letters of what you would like to do.
choose-number = A number from 1 to { $most }, please.
choose-none = Nothing here goes by “{ $text }”. Try other letters, or Enter to see everything.
choose-own = If it is something of your own, press { $key }.
remedy-ask = What would you like to do?
remedy-none = There is nothing to decide here, only something to do.
parameter-ask = { $name }: which one?

## Amounts and questions

amount-ask = How much?
amount-hint = In { $currency }, for example 150 or 12.50.
amount-hint-up-to = In { $currency }. You decide up to { $amount }.
question-hint-yes-no = { $yes } yes, { $no } no, Enter: don’t know
question-hint-choice = a number from the list, Enter: don’t know
question-hint-number = a number, Enter: don’t know
question-hint-date = a date such as 2026-05-04, Enter: don’t know
question-hint-text = a few words, Enter: don’t know
amount-wrong = That does not look like an amount. Write it like 150 or 12.50.
amount-too-large = That is too much for this; it goes up to { $most }.
question-wrong = That does not fit. { $hint }
facts-ask = Which answer is to be corrected?
customer-ask = Who is the customer?
customer-matters = It matters here who the customer is.
customer-hint = A name, a phone or a card number. Enter, if not known.

## Doing and undoing

done = Done. { $deed }.
done-undo = { $key } takes it back within a minute.
changed-meanwhile = What was left has changed in the meantime. Here is the new answer.
not-counted = Nothing was counted, so nothing may be given yet: { $reason }
not-recorded = It is counted, but it could not be written into the record: { $reason }
undone = Taken back. Nothing has been used.
undo-late = A minute has passed. What was given stays counted.
undo-nothing = There is nothing to take back.

## Asking upwards

ask-here = Can the { $authority } answer right here?
ask-here-hint = Their name, if so. Enter, if not.
ask-colleague-here = Is there a colleague with the certificate?
ask-later = Then this is what to ask them.
ask-letter = { $actor } asks the { $authority }
ask-letter-colleague = { $actor } asks a colleague, { $authority }
ask-letter-leeway = { $actor } decides up to { $amount }.
ask-self = One cannot answer one’s own question.
approver-title = { $approver }, you are asked
label-approver-yes = yes
label-approver-less = yes, but less
label-approver-step = yes, and something more is to be done
label-approver-no = no, because …
approver-less-ask = How much may it be?
approver-step-ask = What else is to be done?
approver-no-ask = No, because …
approver-reason-ask = Why is it right here? One sentence.
approver-said-no = { $approver } says no: { $reason }
key-approver-yes = y
key-approver-less = l
key-approver-step = s
key-approver-no = n

## Own judgement, told afterwards

judge-text-ask = What would you like to do?
judge-reason-ask = Why is it right here? One sentence.
judge-principle-ask = Which principle does it serve?
judge-principle-hint = A number, or Enter for none of them.
tell-what-ask = What did you do?
tell-what-hint = A few letters of it, or in your own words.
tell-amount-ask = What did it cost, more or less?
tell-when-ask = When was it?
tell-when-hint = Enter: just now. Or the time, such as 14:30, or minutes ago, such as 20.
tell-when-wrong = That does not look like a time. Write it like 14:30, or 20 for twenty minutes ago.
tell-reason-ask = Because …
told = Written down: { $deed }.
reason-needed = One sentence is enough.

## Options

options-heading = What you may do for this person
options-up-to = up to { $amount }
options-yes = go ahead
options-ask = ask the { $authority }
options-no = not this
options-find-out = find out first
options-from = from { $amount } up
options-from-to = { $from } to { $to }
options-try = try an amount
options-none = There is nothing in this book to offer.

## Leaving

bye = Until next time.
wrong-key = “{ $text }” is none of these keys.
help-heading = Keys, at any time
