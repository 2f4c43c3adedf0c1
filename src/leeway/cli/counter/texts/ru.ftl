# Что спрашивает и подтверждает рабочее место, по-русски.

## Клавиши: по одной букве; английские работают там, где свободны

key-do = д
key-amount = м
key-correct = п
key-facts = ф
key-ask = з
key-judge = я
key-tell = т
key-options = ч
key-other = и
key-customer = к
key-undo = в
key-next = н
key-help = ?
key-quit = х
key-colleague = з
key-yes = д
key-no = н

label-do = { $deed }
label-amount = другая сумма
label-correct = поправить принятое как данность
label-facts = исправить ответ
label-ask = задать вопрос: { $authority }
label-colleague = задать вопрос коллеге
label-judge = я решаю на своё усмотрение
label-tell = так и сделано, потому что …
label-options = что можно?
label-other = другое для этого человека
label-customer = кто клиент
label-undo = вернуть как было
label-next = следующий клиент
label-help = все клавиши
label-quit = выход

## В начале

subheading = { $actor }, { $authority }
subheading-plain = Вы здесь как { $authority }.
rehearsal = Часы этой репетиции показывают { $at }.
zone-assumed = Часовой пояс в книге не указан, берётся { $zone }.

## Выслушать

wish-ask = Что бы всё исправило?
wish-hint = Спросите и запишите его словами. Enter, если записывать нечего.
wish-noted = Пожелание: { $wish }
choose-ask = О чём речь?
choose-hint = Номер или первые буквы того, что хотите сделать.
choose-number = Нужен номер от 1 до { $most }.
choose-none = Ничего похожего на «{ $text }» нет. Попробуйте другие буквы или Enter, чтобы увидеть всё.
choose-own = Если это что-то своё, нажмите { $key }.
remedy-ask = Что хотите сделать?
remedy-none = Решать здесь нечего, нужно только сделать.
parameter-ask = { $name }: что именно?

## Суммы и вопросы

amount-ask = Сколько?
amount-hint = В { $currency }, например 150 или 12,50.
amount-hint-up-to = В { $currency }. Сами вы решаете до { $amount }.
question-hint-yes-no = { $yes } да, { $no } нет, Enter: не знаю
question-hint-choice = номер из списка, Enter: не знаю
question-hint-number = число, Enter: не знаю
question-hint-date = дата вида 2026-05-04, Enter: не знаю
question-hint-text = несколько слов, Enter: не знаю
amount-wrong = На сумму не похоже. Напишите, например, 150 или 12,50.
amount-too-large = Для этого многовато: можно до { $most }.
question-wrong = Так не подходит. { $hint }
facts-ask = Какой ответ исправить?
customer-ask = Кто клиент?
customer-matters = Здесь важно, кто клиент.
customer-hint = Имя, телефон или номер карты. Enter, если неизвестно.

## Сделать и отменить

done = Готово. { $deed }.
done-undo = { $key } отменит это в течение минуты.
changed-meanwhile = Тем временем остаток изменился. Вот новый ответ.
not-counted = Ничего не учтено, поэтому выдавать пока нельзя: { $reason }
not-recorded = Учтено, но записать в журнал не удалось: { $reason }
undone = Отменено. Ничего не потрачено.
undo-late = Минута прошла. Что выдано, то учтено.
undo-nothing = Отменять нечего.

## Спросить наверху

ask-here = Может ли { $authority } ответить прямо здесь?
ask-here-hint = Имя, если да. Enter, если нет.
ask-colleague-here = Есть ли рядом коллега с нужным допуском?
ask-later = Тогда спросите вот об этом.
ask-letter = { $actor } спрашивает, решает { $authority }
ask-letter-colleague = { $actor } спрашивает коллегу, { $authority }
ask-letter-leeway = Без согласия: до { $amount } ({ $actor }).
ask-self = На собственный вопрос не отвечают.
approver-title = { $approver }, вопрос к вам
label-approver-yes = да
label-approver-less = да, но меньше
label-approver-step = да, и нужно сделать ещё кое-что
label-approver-no = нет, потому что …
approver-less-ask = Сколько можно?
approver-step-ask = Что ещё нужно сделать?
approver-no-ask = Нет, потому что …
approver-reason-ask = Почему здесь это правильно? Одной фразой.
approver-said-no = { $approver } против: { $reason }
key-approver-yes = д
key-approver-less = м
key-approver-step = щ
key-approver-no = н

## На своё усмотрение, рассказать потом

judge-text-ask = Что хотите сделать?
judge-reason-ask = Почему здесь это правильно? Одной фразой.
judge-principle-ask = Какому принципу это служит?
judge-principle-hint = Номер или Enter, если никакому.
tell-what-ask = Что вы сделали?
tell-what-hint = Первые буквы или своими словами.
tell-amount-ask = Сколько это примерно стоило?
tell-when-ask = Когда это было?
tell-when-hint = Enter: только что. Или время, как 14:30, или сколько минут назад, как 20.
tell-when-wrong = На время не похоже. Напишите 14:30 или 20, если двадцать минут назад.
tell-reason-ask = Потому что …
told = Записано: { $deed }.
reason-needed = Хватит одной фразы.

## Возможности

options-heading = Что можно сделать для этого человека
options-up-to = до { $amount }
options-yes = можно
options-ask = решает { $authority }
options-no = не получится
options-find-out = сначала уточните
options-from = от { $amount }
options-from-to = от { $from } до { $to }
options-try = попробуйте сумму
options-none = Предложить здесь нечего.

## На выходе

bye = До встречи.
wrong-key = «{ $text }» не подходит ни к одной клавише.
help-heading = Клавиши, в любой момент
