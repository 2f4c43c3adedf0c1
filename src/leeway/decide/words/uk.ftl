# Що каже рішення, українською. На «ви», коротко, тепло, без винних.

## Підсумок, великими літерами

outcome-go-ahead = Дійте
outcome-find-out = Спершу з’ясуйте
outcome-ask = Запитайте: { $authority }
outcome-ask-colleague = Запитайте колегу
outcome-decline = Так не вийде
outcome-told = Дякуємо, що розповіли

## Підсумок одним реченням

deed = { $action } { $amount }
deed-titled = { $action }: { $amount }
sentence-go-ahead = { $deed }. Вирішуєте ви.
sentence-go-ahead-judgement = { $deed }, на ваш розсуд. Вам довіряють.
sentence-go-ahead-approved = { $deed }. Згода є: { $approver }.
sentence-find-out = { $count ->
    [1] Усе вирішить одна відповідь.
    [one] Усе вирішить { $count } відповідь.
    [few] Усе вирішать { $count } відповіді.
    [many] Усе вирішать { $count } відповідей.
   *[other] Усе вирішать { $count } відповіді.
}
sentence-ask-authority = Самотужки це вирішувати не треба: згоду може дати { $authority }.
sentence-ask-beyond = До { $amount } вирішуєте ви самі, а понад це вирішує { $authority }.
sentence-ask-judgement = Тут треба зважити обставини, і зробить це { $authority }.
sentence-ask-colleague = Вирішити просто зараз може колега з потрібним допуском.
sentence-decline-rule = Цього не можна нікому і ні для кого. Річ не у вас і не в клієнтові.
sentence-decline-limit = На це вже не стає того, що залишилося.
sentence-decline = Так далеко жодна настанова не сягає.
sentence-raise-limit = Підняти ліміт може { $authority }.
sentence-own-judgement = Якщо бачите вагому причину, вирішіть на власний розсуд: запас на це є.
sentence-told-ordinary = Ви й так мали на це право. Більше нічого не треба.
sentence-told-exception = Записано як виняток. Ви допомогли й розповіли про це, а це головне.

## Наскільки далеко

leeway-up-to = Самі ви вирішуєте до { $amount }.
leeway-none = Зараз ваш запас тут вичерпано.
leeway-line = { $label }: { $left }
left-money = залишилося { $left } із { $cap }
left-count = залишилося { $left } із { $cap } { $cap ->
    [one] разу
    [few] разів
    [many] разів
   *[other] разу
}
meters-wide = { $count ->
    [1] У спільному ліміті ще багато місця.
    [one] У { $count } спільному ліміті ще багато місця.
    [few] У { $count } спільних лімітах ще багато місця.
    [many] У { $count } спільних лімітах ще багато місця.
   *[other] У { $count } спільного ліміту ще багато місця.
}
no-ceiling = без стелі
bar-money = { $left } із { $cap }
bar-count = { $left } із { $cap } { $cap ->
    [one] разу
    [few] разів
    [many] разів
   *[other] разу
}
scope-case = Це звернення
scope-customer = Цей клієнт
scope-actor = Ви
scope-site = Ця точка
scope-network = Уся мережа
meter-life = { $scope }
meter-window = { $scope }, { $window }
meter-overall = { $label }, загалом
meter-own-judgement = { $label }, на власний розсуд
meter-anonymous = { $label }, незнайомі клієнти
meter-told = { $label }, обліковано окремо
window-day = сьогодні
window-week = цього тижня
window-month = цього місяця
window-quarter = цього кварталу
window-year = цього року
window-days = { $days ->
    [one] { $days } день
    [few] { $days } дні
    [many] { $days } днів
   *[other] { $days } дня
}
window-hours = { $hours ->
    [one] { $hours } година
    [few] { $hours } години
    [many] { $hours } годин
   *[other] { $hours } години
}

## Чому

reason-rule = Цього не дозволяє правило «{ $clause }».
reason-rule-unknown = Правило «{ $clause }» може цього не дозволяти, поки неясно.
reason-rule-in-error = Правило «{ $clause }» не вдалося перевірити з цими даними.
reason-grants = «{ $clause }» залишає це вам.
reason-grants-level = За настановою «{ $clause }» це вирішує { $authority }.
reason-with-a-yes = «{ $clause }» дозволяє це за згодою згори.
reason-condition-false = «{ $clause }» говорить про інші ситуації.
reason-condition-unknown = «{ $clause }» може підійти, поки неясно.
reason-in-error = «{ $clause }» не вдалося перевірити з цими даними.
reason-no-limit-for-level = «{ $clause }» доступна з рівня: { $authority }.
reason-no-limit-for-level-unnamed = «{ $clause }» доступна на рівень вище.
reason-certificate = Для «{ $clause }» потрібен допуск: { $names }.
reason-anonymous = Для «{ $clause }» треба знати, хто клієнт.
reason-stopped = «{ $clause }» поки призупинено.
reason-limit = У «{ $clause }» на це бракує місця. { $line }, а треба { $need }.
reason-not-named = Про це настанов немає. Що не заборонено, те можна, у межах вашого запасу.
reason-not-named-level = Про це настанов немає, тому вирішує { $authority }.
reason-own-judgement = Для рішень на власний розсуд тут є запас.
reason-own-judgement-level = Запас для рішень на власний розсуд тут має рівень: { $authority }.
reason-principle = Це служить принципу: { $names }.
reason-unattestable = Тут цього ніхто не знає: { $names }. Підтвердити може { $authority }.
reason-nobody-above = Вище за вас питати вже нікого.
reason-on-error = У нас щось не спрацювало, тому вирішує { $authority }.
reason-nothing-else = Запропонувати натомість теж нічого. Скажіть про це чесно й запишіть, чого людина хотіла.
reason-otherwise-go-ahead = Заперечень немає: що не заборонено, те можна.
reason-otherwise-no = Такого стандарт обслуговування не передбачає.
reason-otherwise-ask = Про це настанов немає, тому вирішує { $authority }.
reason-no-own-judgement = Запасу на власний розсуд тут немає.
reason-departs = Це відступ від «{ $clause }».
reason-approved = Згода є: { $names }.
clause-otherwise = що не заборонено, те можна
clause-own-judgement = на власний розсуд
clause-overall = загальні ліміти
reason-other = На рішення вплинуло «{ $clause }».
reason-other-unnamed = На рішення вплинув стандарт обслуговування.

## Запитання

question-boolean = Чи це так: { $fact }?
question-number = { $fact }: скільки?
question-unit = { $fact }: скільки ({ $unit })?
question-choice = { $fact }: що саме?
question-date = { $fact }: якого числа?
question-time = { $fact }: о котрій?
question-value = { $fact }: що відомо?
question-verify = треба перевірити, а не лише почути
question-system = як показує ваша система
question-attest = Якщо тут ніхто не знає, підтвердити може { $authority }.
answer-yes = так
answer-no = ні
answer-unknown = не знаю

## Що зробити, сказати й запропонувати

step-if = Якщо { $condition }: { $step }
alternative-go-ahead = { $action }
alternative-go-ahead-up-to = { $action }, до { $amount }
alternative-ask = { $action }: вирішує { $authority }
alternative-ask-up-to = { $action }, до { $amount }: вирішує { $authority }
alternative-find-out = { $action }: спершу з’ясуйте
quoted = «{ $name }»
presumed = { $fact }: { $value }

## Запитати, розповісти, розібрати

ask-obstacles = Ідеться про таке: { $names }.
told-departed = Відступ від { $clauses }.
told-charged = { $amount } увійшло в те, що у вас залишалося.
told-excess = { $amount } вийшло понад це й обліковано окремо, ні в кого не поменшало.
review = Це прочитають, щоб учитися, а не карати: { $review }.
exception = Це виняток, і вам його довіряють.

## Найбільші витрати

exposure-none = Цей стандарт нічого не витрачає.
exposure-most = Не більше ніж { $amount } на місяць на { $sites ->
    [one] { $sites } точку
    [few] { $sites } точки
    [many] { $sites } точок
   *[other] { $sites } точки
} разом.
exposure-site = Не більше ніж { $amount } на місяць на одну точку.
exposure-one-site = Не більше ніж { $amount } на місяць.
exposure-largest = Найбільша частка: «{ $clause }», { $amount } на місяць.
exposure-uncapped = Без межі: { $names }.

## Заголовки

heading-left-after = Що залишиться після цього
heading-left = Що залишилося
heading-do = Зробіть
heading-points = Про що сказати, своїми словами
heading-why = Чому
heading-instead = Або натомість
heading-not-this-but = Не це, а …
heading-questions = З’ясуйте
heading-presumed = Прийнято як є
heading-good = Як це вдається
heading-bad = Краще не треба
heading-ask = Кого запитати
