# What a decision says, in English. Second person, short, warm, nobody at fault.

## The outcome, large

outcome-go-ahead = Go ahead
outcome-find-out = Find out first
outcome-ask = Ask the { $authority }
outcome-ask-colleague = Ask a colleague
outcome-decline = Not this
outcome-told = Thank you for telling

## The outcome in a sentence

deed = { $action } { $amount }
deed-titled = { $action }: { $amount }
sentence-go-ahead = { $deed }. This is yours to decide.
sentence-go-ahead-judgement = { $deed }, on your own judgement. You are trusted with this.
sentence-go-ahead-approved = { $deed }. { $approver } said yes.
sentence-find-out = { $count ->
    [one] One answer decides it.
   *[other] { $count } answers decide it.
}
sentence-ask-authority = This is more than you decide alone; the { $authority } can say yes.
sentence-ask-beyond = Up to { $amount } is yours to decide; above that, the { $authority } can say yes.
sentence-ask-judgement = This calls for the judgement of the { $authority }.
sentence-ask-colleague = A colleague with the right certificate can decide this here and now.
sentence-decline-rule = Nobody may do this, for anyone. It is not up to you or to them.
sentence-decline-limit = What is left does not reach this far.
sentence-decline = No guideline reaches this far.
sentence-raise-limit = The { $authority } may raise the limit.
sentence-own-judgement = If you see a good reason, your own judgement has room for it.
sentence-told-ordinary = It was within your leeway. Nothing more is needed.
sentence-told-exception = It is written down as an exception. You acted, and you said so; that is what counts.

## How far

leeway-up-to = You decide up to { $amount }.
leeway-none = Nothing is left for you here at the moment.
leeway-line = { $label }: { $left }
left-money = { $left } of { $cap } left
left-count = { $left } of { $cap } { $cap ->
    [one] time
   *[other] times
} left
meters-wide = { $count ->
    [one] A wider limit has plenty left.
   *[other] { $count } wider limits have plenty left.
}
no-ceiling = no ceiling
bar-money = { $left } of { $cap }
bar-count = { $left } of { $cap } { $cap ->
    [one] time
   *[other] times
}
scope-case = This matter
scope-customer = This customer
scope-actor = You
scope-site = This site
scope-network = The whole network
meter-life = { $scope }
meter-window = { $scope }, { $window }
meter-overall = { $label }, in all
meter-own-judgement = { $label }, own judgement
meter-anonymous = { $label }, customers not known
meter-told = { $label }, kept apart
window-day = today
window-week = this week
window-month = this month
window-quarter = this quarter
window-year = this year
window-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
window-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}

## Why

reason-rule = “{ $clause }” rules this out.
reason-rule-unknown = “{ $clause }” may rule this out; that is not known yet.
reason-rule-in-error = “{ $clause }” could not be worked out with these facts.
reason-grants = “{ $clause }” leaves this to you.
reason-grants-level = “{ $clause }” leaves this to the { $authority }.
reason-with-a-yes = “{ $clause }” allows it with a yes from above.
reason-condition-false = “{ $clause }” is about other situations.
reason-condition-unknown = “{ $clause }” may cover this; that is not known yet.
reason-in-error = “{ $clause }” could not be worked out with these facts.
reason-no-limit-for-level = “{ $clause }” is open from the { $authority } upwards.
reason-no-limit-for-level-unnamed = “{ $clause }” is open to a higher authority.
reason-certificate = “{ $clause }” asks for a certificate: { $names }.
reason-anonymous = “{ $clause }” needs to know who the customer is.
reason-stopped = “{ $clause }” is paused for now.
reason-limit = “{ $clause }” has no room for this. { $line }; this takes { $need }.
reason-not-named = No guideline speaks of this. What is not forbidden is allowed, within an allowance of your own.
reason-not-named-level = No guideline speaks of this, so the { $authority } decides.
reason-own-judgement = Own judgement has an allowance for this.
reason-own-judgement-level = The { $authority } has an allowance for this in own judgement.
reason-principle = It serves a principle of the book: { $names }.
reason-unattestable = Nobody present can say: { $names }. The { $authority } may vouch for it.
reason-nobody-above = Nobody above you is left to ask.
reason-on-error = Something on our side is not working as it should, so the { $authority } decides.
reason-nothing-else = There is nothing else to offer either. Say so honestly, and write down what was wished for.
reason-otherwise-go-ahead = Nothing speaks against it. What is not forbidden is allowed.
reason-otherwise-no = This book does not offer that.
reason-otherwise-ask = No guideline speaks of this, so the { $authority } decides.
reason-no-own-judgement = There is no allowance for own judgement here.
reason-departs = It leaves “{ $clause }”.
reason-approved = { $names } said yes.
clause-otherwise = what is not forbidden is allowed
clause-own-judgement = own judgement
clause-overall = limits on everything together
reason-other = “{ $clause }” had a say in this.
reason-other-unnamed = The policy book had a say in this.

## Questions

question-boolean = Is this so: { $fact }?
question-number = { $fact }: how much or how many?
question-unit = { $fact }: how many ({ $unit })?
question-choice = { $fact }: which one?
question-date = { $fact }: which date?
question-time = { $fact }: at what time?
question-value = { $fact }: what is it?
question-verify = to be checked, not only heard
question-system = as your system shows it
question-attest = If nobody here can say, the { $authority } may vouch for it.
answer-yes = yes
answer-no = no
answer-unknown = don't know

## What to do, say and offer

step-if = If { $condition }: { $step }
alternative-go-ahead = { $action }
alternative-go-ahead-up-to = { $action }, up to { $amount }
alternative-ask = { $action }: ask the { $authority }
alternative-ask-up-to = { $action }, up to { $amount }: ask the { $authority }
alternative-find-out = { $action }: find out first
quoted = “{ $name }”
presumed = { $fact }: { $value }

## Asking, telling, reviewing

ask-obstacles = It is about { $names }.
told-departed = It left { $clauses }.
told-charged = { $amount } came out of what you had left.
told-excess = { $amount } went beyond it and is kept apart, so nobody else has less.
review = It will be read to learn from, not to punish: { $review }.
exception = This is an exception, and a trusted one.

## Exposure

exposure-none = This book spends nothing.
exposure-most = At most { $amount } a month, over all { $sites ->
    [one] { $sites } site
   *[other] { $sites } sites
}.
exposure-site = At most { $amount } a month at one site.
exposure-one-site = At most { $amount } a month.
exposure-largest = The largest part is “{ $clause }”: { $amount } a month.
exposure-uncapped = Without a ceiling: { $names }.

## Headings

heading-left-after = What is left after this
heading-left = What is left
heading-do = Do
heading-points = Points, in your own words
heading-why = Why
heading-instead = Or instead
heading-not-this-but = Not this, but …
heading-questions = Find out
heading-presumed = Taken for granted
heading-good = How it goes well
heading-bad = Better not
heading-ask = Whom to ask
