# ما يقوله القرار بالعربية: بصيغة المخاطب، قصير، ودود، بلا لوم لأحد.

## النتيجة بخط كبير

outcome-go-ahead = تفضّل
outcome-find-out = تحقّق أولًا
outcome-ask = اسأل: { $authority }
outcome-ask-colleague = اسأل زميلًا
outcome-decline = ليس هذا
outcome-told = شكرًا لأنك أخبرتنا

## النتيجة في جملة

deed = { $action } { $amount }
deed-titled = { $action }: { $amount }
sentence-go-ahead = { $deed }. القرار لك.
sentence-go-ahead-judgement = { $deed }، بتقديرك أنت. نحن نثق بك.
sentence-go-ahead-approved = { $deed }. وافق { $approver }.
sentence-find-out = { $count ->
    [one] جواب واحد يحسم الأمر.
    [two] جوابان يحسمان الأمر.
    [few] { $count } أجوبة تحسم الأمر.
    [many] { $count } جوابًا تحسم الأمر.
   *[other] { $count } جواب تحسم الأمر.
}
sentence-ask-authority = هذا أكثر مما تقرره وحدك؛ يستطيع الموافقة: { $authority }.
sentence-ask-beyond = حتى { $amount } القرار لك؛ وفوق ذلك يستطيع الموافقة: { $authority }.
sentence-ask-judgement = هذا يحتاج إلى تقدير: { $authority }.
sentence-ask-colleague = يستطيع زميل يحمل الشهادة المناسبة أن يقرر هذا هنا والآن.
sentence-decline-rule = لا يجوز هذا لأحد ومن أي أحد. الأمر ليس بيدك ولا بيدهم.
sentence-decline-limit = ما بقي لا يكفي لهذا.
sentence-decline = لا تصل أي من الإرشادات إلى هذا.
sentence-raise-limit = يستطيع رفع الحد: { $authority }.
sentence-own-judgement = إن رأيت سببًا وجيهًا ففي تقديرك الخاص متسع لهذا.
sentence-told-ordinary = كان هذا ضمن صلاحيتك. لا حاجة إلى شيء آخر.
sentence-told-exception = سُجّل هذا استثناءً. تصرّفت وأخبرت، وهذا هو المهم.

## إلى أي حد

leeway-up-to = القرار لك حتى { $amount }.
leeway-none = لم يبقَ لك شيء هنا في الوقت الحالي.
leeway-line = { $label }: { $left }
left-money = بقي { $left } من { $cap }
left-count = بقي { $left } من { $cap ->
    [one] مرة واحدة
    [two] مرتين
    [few] { $cap } مرات
    [many] { $cap } مرة
   *[other] { $cap } مرة
}
meters-wide = { $count ->
    [one] هناك حد أوسع فيه متسع كبير.
    [two] هناك حدّان أوسع فيهما متسع كبير.
    [few] هناك { $count } حدود أوسع فيها متسع كبير.
    [many] هناك { $count } حدًا أوسع فيها متسع كبير.
   *[other] هناك { $count } حد أوسع فيها متسع كبير.
}
no-ceiling = بلا سقف
bar-money = { $left } من { $cap }
bar-count = { $left } من { $cap ->
    [one] مرة واحدة
    [two] مرتين
    [few] { $cap } مرات
    [many] { $cap } مرة
   *[other] { $cap } مرة
}
scope-case = هذه المسألة
scope-customer = هذا العميل
scope-actor = أنت
scope-site = هذا الموقع
scope-network = الشبكة كلها
meter-life = { $scope }
meter-window = { $scope }، { $window }
meter-overall = { $label }، في المجموع
meter-own-judgement = { $label }، تقدير خاص
meter-anonymous = { $label }، عملاء غير معروفين
meter-told = { $label }، محسوب على حدة
window-day = اليوم
window-week = هذا الأسبوع
window-month = هذا الشهر
window-quarter = هذا الربع
window-year = هذه السنة
window-days = { $days ->
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}
window-hours = { $hours ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $hours } ساعات
    [many] { $hours } ساعة
   *[other] { $hours } ساعة
}

## لماذا

reason-rule = «{ $clause }» تمنع هذا.
reason-rule-unknown = «{ $clause }» قد تمنع هذا؛ لا يُعرف ذلك بعد.
reason-rule-in-error = تعذّر تطبيق «{ $clause }» بهذه الوقائع.
reason-grants = «{ $clause }» تترك هذا لك.
reason-grants-level = «{ $clause }» تترك هذا لـ: { $authority }.
reason-with-a-yes = «{ $clause }» تسمح به بموافقة من أعلى.
reason-condition-false = «{ $clause }» تخص حالات أخرى.
reason-condition-unknown = «{ $clause }» قد تشمل هذا؛ لا يُعرف ذلك بعد.
reason-in-error = لم يمكن تطبيق «{ $clause }» بهذه الوقائع.
reason-no-limit-for-level = «{ $clause }» متاحة ابتداءً من: { $authority }.
reason-no-limit-for-level-unnamed = «{ $clause }» متاحة لصلاحية أعلى.
reason-certificate = «{ $clause }» تتطلب شهادة: { $names }.
reason-anonymous = «{ $clause }» تحتاج إلى معرفة من هو العميل.
reason-stopped = «{ $clause }» متوقفة الآن.
reason-limit = لا متسع لهذا في «{ $clause }». { $line }؛ وهذا يأخذ { $need }.
reason-not-named = لا تذكر الإرشادات هذا. ما ليس ممنوعًا مسموح، ضمن مخصص خاص بك.
reason-not-named-level = لا تذكر الإرشادات هذا، فالقرار لـ: { $authority }.
reason-own-judgement = في التقدير الخاص مخصص لهذا.
reason-own-judgement-level = لدى { $authority } مخصص لهذا في التقدير الخاص.
reason-principle = هذا يخدم مبدأ من مبادئ الكتاب: { $names }.
reason-unattestable = لا أحد من الحاضرين يستطيع أن يعرف: { $names }. يمكن أن يشهد بذلك: { $authority }.
reason-nobody-above = لم يبقَ فوقك من تسأله.
reason-on-error = شيء ما عندنا لا يعمل كما ينبغي، فالقرار لـ: { $authority }.
reason-nothing-else = ولا يوجد شيء آخر نعرضه. قل ذلك بصدق، واكتب ما كان مطلوبًا.
reason-otherwise-go-ahead = لا شيء يمنع. ما ليس ممنوعًا مسموح.
reason-otherwise-no = هذا الكتاب لا يقدّم ذلك.
reason-otherwise-ask = لا تتحدث أي من الإرشادات عن هذا، فالقرار لـ: { $authority }.
reason-no-own-judgement = لا مخصص للتقدير الخاص هنا.
reason-departs = هذا يخرج عن «{ $clause }».
reason-approved = وافق { $names }.
clause-otherwise = ما ليس ممنوعًا مسموح
clause-own-judgement = التقدير الخاص
clause-overall = حدود كل شيء معًا
reason-other = كان لـ«{ $clause }» رأي في هذا.
reason-other-unnamed = كان لكتاب السياسات رأي في هذا.

## أسئلة

question-boolean = هل هذا صحيح: { $fact }؟
question-number = { $fact }: كم؟
question-unit = { $fact }: كم ({ $unit })؟
question-choice = { $fact }: أيها؟
question-date = { $fact }: أي تاريخ؟
question-time = { $fact }: في أي ساعة؟
question-value = { $fact }: ما هو؟
question-verify = يُتحقق منه، لا يُسمع فقط
question-system = كما يظهر في نظامكم
question-attest = إن لم يستطع أحد هنا أن يقول، يمكن أن يشهد به: { $authority }.
answer-yes = نعم
answer-no = لا
answer-unknown = لا أعرف

## ما يُفعل ويقال ويُعرض

step-if = إذا { $condition }: { $step }
alternative-go-ahead = { $action }
alternative-go-ahead-up-to = { $action }، حتى { $amount }
alternative-ask = { $action }: اسأل { $authority }
alternative-ask-up-to = { $action }، حتى { $amount }: اسأل { $authority }
alternative-find-out = { $action }: تحقّق أولًا
quoted = «{ $name }»
presumed = { $fact }: { $value }

## السؤال والإخبار والمراجعة

ask-obstacles = الأمر يتعلق بـ: { $names }.
told-departed = خرج هذا عن { $clauses }.
told-charged = خُصم { $amount } مما بقي لك.
told-excess = { $amount } تجاوزت ذلك وحُسبت على حدة، فلا ينقص نصيب أحد.
review = سيُقرأ للتعلّم لا للعقاب: { $review }.
exception = هذا استثناء، وهو محل ثقة.

## الكلفة القصوى

exposure-none = هذا الكتاب لا ينفق شيئًا.
exposure-most = { $amount } في الشهر على الأكثر، في { $sites ->
    [one] موقع واحد
    [two] موقعين
    [few] { $sites } مواقع
    [many] { $sites } موقعًا
   *[other] { $sites } موقع
}.
exposure-site = { $amount } في الشهر على الأكثر في الموقع الواحد.
exposure-one-site = { $amount } في الشهر على الأكثر.
exposure-largest = الجزء الأكبر هو «{ $clause }»: { $amount } في الشهر.
exposure-uncapped = بلا سقف: { $names }.

## عناوين

heading-left-after = ما يبقى بعد هذا
heading-left = ما بقي
heading-do = افعل
heading-points = نقاط تقولها بكلماتك
heading-why = لماذا
heading-instead = أو بدلًا منه
heading-not-this-but = ليس هذا، بل …
heading-questions = تحقّق
heading-presumed = مفترض
heading-good = هكذا يكون حسنًا
heading-bad = الأفضل ألا
heading-ask = من تسأل
