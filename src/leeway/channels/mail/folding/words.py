"""Which words do mail programs write around a quotation, in the languages people write to us? Tables only.

Every table is compared with text that went through `plain`: small letters, no accents, western digits, no
marks of direction. Facts of mail programs; to add a language, add its words. Start reading at `plain`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")
_LONG: Final = 1_000


def plain(text: str) -> str:
    """The text as the tables have it: small, without accents and invisible signs, with western digits.

    >>> plain("Où êtes-vous à ٢٠٢٥ ?")
    'ou etes-vous a 2025 ?'
    """
    text = text[:_LONG]
    if text.isascii():
        return _SPACES.sub(" ", text).strip().lower()
    apart = unicodedata.normalize("NFKD", INVISIBLE.sub("", text))
    kept = "".join(
        str(unicodedata.digit(sign)) if sign > "\x7f" and sign.isdigit() else sign
        for sign in apart
        if not unicodedata.combining(sign)
    )
    return _SPACES.sub(" ", kept).strip().casefold().replace("’", "'")


def _alternatives(words: str) -> str:
    return "|".join(re.escape(plain(word)) for word in words.split("/"))


WROTE: Final = re.compile(
    r"(?<!\w)("
    + _alternatives(
        "wrote/writes/said/has written/quoting/"
        "schrieb/geschrieben/a écrit/escribió/escreveu/ha scritto/scritto/schreef/"
        "geschreven/skrev/napisał/kirjoitti/yazdı/写道/寫道/さんは/作成"
    )
    + "|"
    + _alternatives("написал/писал/пишет/сообщил/пользователь")
    + r"|"
    + _alternatives("написав/писав/пише/користувач")
    + r"|"
    + _alternatives("a scris/scrie/a trimis")
    + r"|"
    + _alternatives("كتب/كتبت/تمت كتابة/كتابة ما يلي/أرسل/جاء من")
    + ")"
)
"""That somebody wrote what follows."""

_ROLES: Final = {
    "from": (
        "from/von/de/da/van/från/fra/od/lähettäjä/kimden/发件人/差出人/보낸 사람/"
        "от/от кого/отправитель/від/від кого/відправник/de la/expeditor/من/المرسل/مرسل"
    ),
    "sent": (
        "sent/date/gesendet/datum/"
        "envoyé/envoyé le/enviado/enviado el/data/inviato/verzonden/skickat/sendt/wysłano/"
        "lähetetty/gönderildi/发送时间/日期/日時/送信日時/보낸 날짜/fecha/dato/"
        "отправлено/дата/дата отправки/надіслано/відправлено/дата надсилання/trimis/data trimiterii/trimisă/"
        "تم الإرسال/أرسلت/أُرسلت/تاريخ الإرسال/التاريخ/تاريخ"
    ),
    "to": (
        "to/an/à/a/para/aan/till/til/do/kime/vastaanottaja/收件人/宛先/받는 사람/кому/получатель/до/отримувач/"
        "către/catre/pentru/destinatar/إلى/الى/المستلم"
    ),
    "subject": (
        "subject/betreff/objet/asunto/oggetto/assunto/onderwerp/ämne/emne/temat/aihe/konu/主题/件名/제목/"
        "тема/subiect/الموضوع/موضوع"
    ),
    "other": (
        "cc/bcc/copia/kopie/kopia/copie/kopi/копия/копія/скрытая копия/нусха/نسخة/نسخة إلى/抄送/"
        "reply-to/reply to/antwort an/répondre à/risposta/responder a/ответить/відповісти/răspunde la/الرد على/"
        "importance/wichtigkeit/priorité/важность/важливість/importanță/الأهمية/"
        "attachments/anlagen/вложения/вкладення/atașamente/المرفقات"
    ),
}
ROLES: Final = {plain(word): role for role, words in _ROLES.items() for word in words.split("/")}
"""What the lines of a header mean that a mail program copies above a quotation."""

ORIGINAL: Final = frozenset(
    plain(words)
    for words in [
        "original message",
        "forwarded message",
        "begin forwarded message",
        "original mail",
        "reply message",
        "forwarded by me",
        "ursprüngliche nachricht",
        "weitergeleitete nachricht",
        "anfang der weitergeleiteten nachricht",
        "originalnachricht",
        "message original",
        "message d'origine",
        "message transféré",
        "début du message transféré",
        "message réexpédié",
        "mensaje original",
        "mensaje reenviado",
        "mensagem original",
        "mensagem encaminhada",
        "messaggio originale",
        "messaggio inoltrato",
        "inizio messaggio inoltrato",
        "oorspronkelijk bericht",
        "doorgestuurd bericht",
        "ursprungligt meddelande",
        "originalmeddelande",
        "oprindelig meddelelse",
        "opprinnelig melding",
        "wiadomość oryginalna",
        "oryginalna wiadomość",
        "treść przekazanej wiadomości",
        "alkuperäinen viesti",
        "özgün ileti",
        "原始邮件",
        "転送メッセージ",
        "원본 메시지",
        "исходное сообщение",
        "исходное письмо",
        "оригинальное сообщение",
        "пересылаемое сообщение",
        "пересланное сообщение",
        "перенаправленное сообщение",
        "переадресованное сообщение",
        "оригинальное письмо",
        "оригінальний лист",
        "початковий лист",
        "mesaj inițial",
        "начало переадресованного сообщения",
        "начало пересылаемого сообщения",
        "начало переадресованного письма",
        "пересылаемое письмо",
        "початкове повідомлення",
        "вихідне повідомлення",
        "оригінальне повідомлення",
        "переслане повідомлення",
        "початок переадресованого повідомлення",
        "початок пересланого повідомлення",
        "початок листа, що пересилається",
        "пересланий лист",
        "перенаправлене повідомлення",
        "mesaj original",
        "mesajul original",
        "mesaj redirecționat",
        "mesajul redirecționat",
        "mesaj înaintat",
        "începe mesajul redirecționat",
        "începutul mesajului redirecționat",
        "mesaj retrimis",
        "început mesaj redirecționat",
        "الرسالة الأصلية",
        "رسالة أصلية",
        "رسالة معاد توجيهها",
        "رسالة مُعاد توجيهها",
        "رسالة محولة",
        "الرسالة المعاد توجيهها",
        "بداية الرسالة المعاد توجيهها",
        "بدء الرسالة المعاد توجيهها",
        "الرسالة المحولة",
        "بداية الرسالة المحولة",
    ]
)
"""What stands between dashes above an original that is not marked line by line."""

_SENT_FROM: Final = (
    "sent from/sent with/sent via/sent by/sent using/get outlook/get/from my/"
    "von meinem/gesendet von/gesendet mit/"
    "diese nachricht wurde/envoyé de/envoyé depuis/télécharger/enviado desde/"
    "enviado do/inviato da/verzonden met/verzonden vanaf/skickat från/sendt fra/wysłane z/从我的/發自/從我的/"
    "отправлено с/отправлено из/отправлено от/отправлено через/послано с/скачать/загрузить/"
    "надіслано з/надіслано із/надіслано через/відправлено з/відправлено із/отримати/отримайте/завантажити/"
    "trimis de pe/trimis din/trimis de la/trimis prin/trimis cu/trimis folosind/"
    "obțineți/descărcați/descarcă/descărcare/"
    "مرسل من/أرسلت من/أُرسلت من/تم الإرسال من/تم الإرسال بواسطة/مُرسل من/أرسل من/الحصول على/احصل على"
)
_DEVICE: Final = (
    "iphone/ipad/ipod/ios/android/phone/mobile/"
    "mobil/cell/galaxy/samsung/htc/huawei/xiaomi/redmi/honor/pixel/nokia/"
    "alcatel/blackberry/windows/mailbox/airmail/outlook/yahoo/gmail/proton/k-9/thunderbird/tablet/device/ti-85/"
    "телефон/смартфон/устройств/мобильн/mail.ru/почт/планшет/"
    "пошт/пристро/мобільн/ukr.net/telefon/dispozitiv/tablet/هاتف/جوال/جهاز/موبايل/بريد/ايفون/آيفون"
)
SENT_FROM: Final = re.compile(rf"^[\W_]*({_alternatives(_SENT_FROM)})(?!\w)")
DEVICE: Final = re.compile(_alternatives(_DEVICE))
"""How a line begins that a phone puts below what was written, and what it names soon."""
