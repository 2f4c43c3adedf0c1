# Что говорит решение, по-русски. На «вы», коротко, тепло, без виноватых.

## Итог, крупно

outcome-go-ahead = Действуйте
outcome-find-out = Сначала уточните
outcome-ask = Спросите: { $authority }
outcome-ask-colleague = Спросите коллегу
outcome-decline = Так не получится
outcome-told = Спасибо, что рассказали

## Итог одной фразой

deed = { $action } { $amount }
deed-titled = { $action }: { $amount }
sentence-go-ahead = { $deed }. Это решаете вы.
sentence-go-ahead-judgement = { $deed }, на ваше усмотрение. Вам доверяют.
sentence-go-ahead-approved = { $deed }. Согласие есть: { $approver }.
sentence-find-out = { $count ->
    [1] Всё решит один ответ.
    [one] Всё решит { $count } ответ.
    [few] Всё решат { $count } ответа.
    [many] Всё решат { $count } ответов.
   *[other] Всё решат { $count } ответа.
}
sentence-ask-authority = Это не нужно решать в одиночку: согласие может дать { $authority }.
sentence-ask-beyond = До { $amount } решаете вы сами, а выше решает { $authority }.
sentence-ask-judgement = Здесь нужно взвесить обстоятельства, и сделает это { $authority }.
sentence-ask-colleague = Решить прямо сейчас может коллега с нужным допуском.
sentence-decline-rule = Этого нельзя никому и ни для кого. Дело не в вас и не в клиенте.
sentence-decline-limit = На это уже не хватает того, что осталось.
sentence-decline = Ни одно правило сервиса так далеко не заходит.
sentence-raise-limit = Поднять лимит может { $authority }.
sentence-own-judgement = Если видите вескую причину, решите по-своему: запас для этого есть.
sentence-told-ordinary = Вы и так имели на это право. Больше ничего не нужно.
sentence-told-exception = Записано как исключение. Вы помогли и рассказали об этом, а это главное.

## Насколько далеко

leeway-up-to = Сами вы решаете до { $amount }.
leeway-none = Сейчас ваш запас здесь исчерпан.
leeway-line = { $label }: { $left }
left-money = осталось { $left } из { $cap }
left-count = осталось { $left } из { $cap } { $cap ->
    [one] раза
    [few] раз
    [many] раз
   *[other] раза
}
meters-wide = { $count ->
    [1] В общем лимите ещё много места.
    [one] В { $count } общем лимите ещё много места.
    [few] В { $count } общих лимитах ещё много места.
    [many] В { $count } общих лимитах ещё много места.
   *[other] В { $count } общего лимита ещё много места.
}
no-ceiling = без потолка
bar-money = { $left } из { $cap }
bar-count = { $left } из { $cap } { $cap ->
    [one] раза
    [few] раз
    [many] раз
   *[other] раза
}
scope-case = Это обращение
scope-customer = Этот клиент
scope-actor = Вы
scope-site = Эта точка
scope-network = Вся сеть
meter-life = { $scope }
meter-window = { $scope }, { $window }
meter-overall = { $label }, всего
meter-own-judgement = { $label }, на своё усмотрение
meter-anonymous = { $label }, незнакомые клиенты
meter-told = { $label }, учтено отдельно
window-day = сегодня
window-week = на этой неделе
window-month = в этом месяце
window-quarter = в этом квартале
window-year = в этом году
window-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}
window-hours = { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
    [many] { $hours } часов
   *[other] { $hours } часа
}

## Почему

reason-rule = Это исключает правило «{ $clause }».
reason-rule-unknown = Правило «{ $clause }» может этого не допускать, пока неясно.
reason-rule-in-error = Правило «{ $clause }» не удалось проверить с этими данными.
reason-grants = «{ $clause }» оставляет это вам.
reason-grants-level = По «{ $clause }» это решает { $authority }.
reason-with-a-yes = «{ $clause }» допускает это с согласия сверху.
reason-condition-false = «{ $clause }» говорит о других ситуациях.
reason-condition-unknown = «{ $clause }» может подойти, пока неясно.
reason-in-error = «{ $clause }» не удалось проверить с этими данными.
reason-no-limit-for-level = «{ $clause }» доступно с уровня: { $authority }.
reason-no-limit-for-level-unnamed = «{ $clause }» доступно на уровень выше.
reason-certificate = Для «{ $clause }» нужен допуск: { $names }.
reason-anonymous = Для «{ $clause }» нужно знать, кто клиент.
reason-stopped = «{ $clause }» пока приостановлено.
reason-limit = В «{ $clause }» на это не хватает места. { $line }, а нужно { $need }.
reason-not-named = В правилах сервиса об этом ничего нет. Что не запрещено, то можно, в пределах вашего запаса.
reason-not-named-level = В правилах сервиса об этом ничего нет, поэтому решает { $authority }.
reason-own-judgement = Для решений на своё усмотрение здесь есть запас.
reason-own-judgement-level = Запас для решений на своё усмотрение здесь есть у уровня: { $authority }.
reason-principle = Это служит принципу: { $names }.
reason-unattestable = Здесь этого никто не знает: { $names }. Подтвердить может { $authority }.
reason-nobody-above = Выше вас спросить уже некого.
reason-on-error = У нас что-то не сработало, поэтому решает { $authority }.
reason-nothing-else = Предложить взамен тоже нечего. Скажите об этом честно и запишите, чего человек хотел.
reason-otherwise-go-ahead = Возражений нет: что не запрещено, то можно.
reason-otherwise-no = Такого правила сервиса не предусматривают.
reason-otherwise-ask = В правилах сервиса об этом ничего нет, поэтому решает { $authority }.
reason-no-own-judgement = Запаса на своё усмотрение здесь нет.
reason-departs = Это отступление от «{ $clause }».
reason-approved = Согласие есть: { $names }.
clause-otherwise = что не запрещено, то можно
clause-own-judgement = на своё усмотрение
clause-overall = общие лимиты
reason-other = На решение повлияло «{ $clause }».
reason-other-unnamed = На решение повлияли правила сервиса.

## Вопросы

question-boolean = Верно ли: { $fact }?
question-number = { $fact }: сколько?
question-unit = { $fact }: сколько ({ $unit })?
question-choice = { $fact }: что именно?
question-date = { $fact }: какого числа?
question-time = { $fact }: во сколько?
question-value = { $fact }: что известно?
question-verify = нужно проверить, а не только услышать
question-system = как показывает ваша система
question-attest = Если здесь никто не знает, подтвердить может { $authority }.
answer-yes = да
answer-no = нет
answer-unknown = не знаю

## Что сделать, сказать и предложить

step-if = Если { $condition }: { $step }
alternative-go-ahead = { $action }
alternative-go-ahead-up-to = { $action }, до { $amount }
alternative-ask = { $action }: решает { $authority }
alternative-ask-up-to = { $action }, до { $amount }: решает { $authority }
alternative-find-out = { $action }: сначала уточните
quoted = «{ $name }»
presumed = { $fact }: { $value }

## Спросить, рассказать, разобрать

ask-obstacles = Речь о следующем: { $names }.
told-departed = Отступление от { $clauses }.
told-charged = { $amount } вошло в то, что у вас оставалось.
told-excess = { $amount } вышло сверх этого и учтено отдельно, ни у кого не убыло.
review = Это прочтут, чтобы учиться, а не наказывать: { $review }.
exception = Это исключение, и вам его доверяют.

## Наибольшие затраты

exposure-none = Эти правила ничего не тратят.
exposure-most = Не больше { $amount } в месяц на { $sites ->
    [one] { $sites } точку
    [few] { $sites } точки
    [many] { $sites } точек
   *[other] { $sites } точки
} вместе.
exposure-site = Не больше { $amount } в месяц на одну точку.
exposure-one-site = Не больше { $amount } в месяц.
exposure-largest = Самая большая часть: «{ $clause }», { $amount } в месяц.
exposure-uncapped = Без предела: { $names }.

## Заголовки

heading-left-after = Что останется после этого
heading-left = Что осталось
heading-do = Сделайте
heading-points = О чём сказать, своими словами
heading-why = Почему
heading-instead = Или вместо этого
heading-not-this-but = Не это, а …
heading-questions = Уточните
heading-presumed = Принято как данность
heading-good = Как это удаётся
heading-bad = Лучше не надо
heading-ask = Кого спросить
