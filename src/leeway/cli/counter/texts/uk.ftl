# Що питає й підтверджує робоче місце, українською.

## Клавіші: по одній літері; англійські працюють там, де вільні

key-do = т
key-amount = м
key-correct = п
key-facts = ф
key-ask = з
key-judge = я
key-tell = б
key-options = щ
key-other = і
key-customer = к
key-undo = в
key-next = н
key-help = ?
key-quit = х
key-colleague = з
key-yes = т
key-no = н

label-do = { $deed }
label-amount = інша сума
label-correct = поправити прийняте як є
label-facts = виправити відповідь
label-ask = запитати: { $authority }
label-colleague = запитати колегу
label-judge = я вирішу на власний розсуд
label-tell = так і зроблено, бо …
label-options = що можна?
label-other = інше для цієї людини
label-customer = хто клієнт
label-undo = відмінити
label-next = наступний клієнт
label-help = усі клавіші
label-quit = вийти

## На початку

subheading = { $actor }, { $authority }
subheading-plain = Ви тут як { $authority }.
rehearsal = Годинник цієї репетиції показує { $at }.
zone-assumed = Часовий пояс у книзі не вказано, береться { $zone }.

## Вислухати

wish-ask = Що б усе виправило?
wish-hint = Запитайте й запишіть його словами. Enter, якщо записувати нічого.
wish-noted = Побажання: { $wish }
choose-ask = Про що йдеться?
choose-hint = Номер або перші літери того, що хочете зробити.
choose-number = Потрібен номер від 1 до { $most }.
choose-none = Нічого схожого на «{ $text }» немає. Спробуйте інші літери або Enter, щоб побачити все.
choose-own = Якщо це щось своє, натисніть { $key }.
remedy-ask = Що хочете зробити?
remedy-none = Вирішувати тут нічого, треба лише зробити.
parameter-ask = { $name }: що саме?

## Суми й запитання

amount-ask = Скільки?
amount-hint = У { $currency }, наприклад 150 або 12,50.
amount-hint-up-to = У { $currency }. Самі ви вирішуєте до { $amount }.
question-hint-yes-no = { $yes } так, { $no } ні, Enter: не знаю
question-hint-choice = номер зі списку, Enter: не знаю
question-hint-number = число, Enter: не знаю
question-hint-date = дата на зразок 2026-05-04, Enter: не знаю
question-hint-text = кілька слів, Enter: не знаю
amount-wrong = На суму не схоже. Напишіть, наприклад, 150 або 12,50.
amount-too-large = Для цього забагато: можна до { $most }.
question-wrong = Так не підходить. { $hint }
facts-ask = Яку відповідь виправити?
customer-ask = Хто клієнт?
customer-matters = Тут важливо, хто клієнт.
customer-hint = Ім’я, телефон або номер картки. Enter, якщо невідомо.

## Зробити й скасувати

done = Готово. { $deed }.
done-undo = { $key } скасує це протягом хвилини.
changed-meanwhile = Тим часом залишок змінився. Ось нова відповідь.
not-counted = Нічого не обліковано, тому видавати поки не можна: { $reason }
not-recorded = Обліковано, але записати до журналу не вдалося: { $reason }
undone = Скасовано. Нічого не витрачено.
undo-late = Хвилина минула. Що видано, те обліковано.
undo-nothing = Скасовувати нічого.

## Запитати нагорі

ask-here = Чи може { $authority } відповісти просто тут?
ask-here-hint = Ім’я, якщо так. Enter, якщо ні.
ask-colleague-here = Чи є поруч колега з потрібним допуском?
ask-later = Тоді запитайте ось про це.
ask-letter = { $actor } запитує, вирішує { $authority }
ask-letter-colleague = { $actor } запитує колегу, { $authority }
ask-letter-leeway = Без згоди: до { $amount } ({ $actor }).
ask-self = На власне запитання не відповідають.
approver-title = { $approver }, запитання до вас
label-approver-yes = так
label-approver-less = так, але менше
label-approver-step = так, і треба зробити ще дещо
label-approver-no = ні, бо …
approver-less-ask = Скільки можна?
approver-step-ask = Що ще треба зробити?
approver-no-ask = Ні, бо …
approver-reason-ask = Чому тут це правильно? Одним реченням.
approver-said-no = { $approver } проти: { $reason }
key-approver-yes = т
key-approver-less = м
key-approver-step = щ
key-approver-no = н

## На власний розсуд, розповісти згодом

judge-text-ask = Що хочете зробити?
judge-reason-ask = Чому тут це правильно? Одним реченням.
judge-principle-ask = Якому принципу це служить?
judge-principle-hint = Номер або Enter, якщо жодному.
tell-what-ask = Що ви зробили?
tell-what-hint = Перші літери або своїми словами.
tell-amount-ask = Скільки це приблизно коштувало?
tell-when-ask = Коли це було?
tell-when-hint = Enter: щойно. Або час, як 14:30, або скільки хвилин тому, як 20.
tell-when-wrong = На час не схоже. Напишіть 14:30 або 20, якщо двадцять хвилин тому.
tell-reason-ask = Бо …
told = Записано: { $deed }.
reason-needed = Досить одного речення.

## Можливості

options-heading = Що можна зробити для цієї людини
options-up-to = до { $amount }
options-yes = можна
options-ask = вирішує { $authority }
options-no = не вийде
options-find-out = спершу з’ясуйте
options-from = від { $amount }
options-from-to = від { $from } до { $to }
options-try = спробуйте суму
options-none = Запропонувати тут нічого.

## На виході

bye = До зустрічі.
wrong-key = «{ $text }» не пасує до жодної клавіші.
help-heading = Клавіші, будь-коли
