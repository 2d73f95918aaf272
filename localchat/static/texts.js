/** The page's own words. The bot's words come from the bot. */

export const LANGUAGES = { en: "English", ru: "Русский", de: "Deutsch" };

const TEXTS = {
  en: {
    "as-file": "Send as a file, not as a picture",
    "attach": "Attach a file",
    "bot": "bot",
    "cancel": "Cancel",
    "caption": "Caption",
    "chat-as": "Chat as",
    "chats": "Chat",
    "close": "Close",
    "commands": "Commands",
    "connecting": "connecting…",
    "copied": "Copied",
    "drop": "Drop a file here to send it",
    "edited": "edited",
    "elsewhere": "Send to",
    "empty": "This chat lives on your computer alone. Say hello, and the bot answers.",
    "empty-file": "This file is empty: there is nothing in it to send.",
    "empty-group": "This group lives on your computer alone. Bring others in with “Chat as”.",
    "failed": "That did not reach the bot.",
    "group-bot": "{} is in this group",
    "inline": "artists in any chat",
    "joined": "{} joined",
    "language": "Language",
    "left": "{} left",
    "messages": "Messages",
    "moved": "restarted: open its new address",
    "no-reply": "Do not reply",
    "ok": "OK",
    "picture": "Picture",
    "reply": "Reply",
    "send": "Send",
    "send-file": "Send a file",
    "settings": "Settings",
    "spoiler": "Hidden text, press to show",
    "start": "Start",
    "sticker": "Sticker",
    "to-bottom": "Newest messages",
    "today": "Today",
    "typing": "typing…",
    "uploading": "sending a file…",
    "via": "via @{}",
    "write": "Message",
    "yesterday": "Yesterday",
    "you": "You",
  },
  ru: {
    "as-file": "Отправить файлом, а не картинкой",
    "attach": "Прикрепить файл",
    "bot": "бот",
    "cancel": "Отмена",
    "caption": "Подпись",
    "chat-as": "Писать от имени",
    "chats": "Чат",
    "close": "Закрыть",
    "commands": "Команды",
    "connecting": "соединение…",
    "copied": "Скопировано",
    "drop": "Отпустите файл, чтобы отправить",
    "edited": "изменено",
    "elsewhere": "Куда отправить",
    "empty": "Этот чат живёт только на вашем компьютере. Поздоровайтесь, и бот ответит.",
    "empty-file": "Этот файл пуст: отправлять нечего.",
    "empty-group": "Эта группа живёт только на вашем компьютере. Позовите других через «Писать от имени».",
    "failed": "Не удалось передать это боту.",
    "group-bot": "{} в этой группе",
    "inline": "исполнители в любом чате",
    "joined": "{}: теперь в группе",
    "language": "Язык",
    "left": "{}: больше не в группе",
    "messages": "Сообщения",
    "moved": "перезапущен: откройте новый адрес",
    "no-reply": "Не отвечать",
    "ok": "ОК",
    "picture": "Картинка",
    "reply": "Ответить",
    "send": "Отправить",
    "send-file": "Отправка файла",
    "settings": "Настройки",
    "spoiler": "Скрытый текст, нажмите, чтобы показать",
    "start": "Начать",
    "sticker": "Стикер",
    "to-bottom": "К новым сообщениям",
    "today": "Сегодня",
    "typing": "печатает…",
    "uploading": "отправляет файл…",
    "via": "через @{}",
    "write": "Сообщение",
    "yesterday": "Вчера",
    "you": "Вы",
  },
  de: {
    "as-file": "Als Datei senden, nicht als Bild",
    "attach": "Datei anhängen",
    "bot": "Bot",
    "cancel": "Abbrechen",
    "caption": "Bildunterschrift",
    "chat-as": "Schreiben als",
    "chats": "Chat",
    "close": "Schließen",
    "commands": "Befehle",
    "connecting": "verbindet…",
    "copied": "Kopiert",
    "drop": "Datei hier ablegen, um sie zu senden",
    "edited": "bearbeitet",
    "elsewhere": "Senden an",
    "empty": "Dieser Chat lebt nur auf deinem Rechner. Sag Hallo, und der Bot antwortet.",
    "empty-file": "Diese Datei ist leer: Es gibt nichts zu senden.",
    "empty-group": "Diese Gruppe lebt nur auf deinem Rechner. Hol andere mit „Schreiben als“ herein.",
    "failed": "Das hat den Bot nicht erreicht.",
    "group-bot": "{} ist in dieser Gruppe",
    "inline": "Künstler in jedem Chat",
    "joined": "{} ist dazugekommen",
    "language": "Sprache",
    "left": "{} ist gegangen",
    "messages": "Nachrichten",
    "moved": "neu gestartet: öffne die neue Adresse",
    "no-reply": "Nicht antworten",
    "ok": "OK",
    "picture": "Bild",
    "reply": "Antworten",
    "send": "Senden",
    "send-file": "Datei senden",
    "settings": "Einstellungen",
    "spoiler": "Verborgener Text, zum Zeigen drücken",
    "start": "Starten",
    "sticker": "Sticker",
    "to-bottom": "Zu den neuesten Nachrichten",
    "today": "Heute",
    "typing": "schreibt…",
    "uploading": "sendet eine Datei…",
    "via": "via @{}",
    "write": "Nachricht",
    "yesterday": "Gestern",
    "you": "Du",
  },
};

let language = "en";

export function speak(code) {
  language = code in TEXTS ? code : "en";
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = text(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", text(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = text(node.dataset.placeholder);
}

/** A text; `filling` stands in its gap. */
export function text(key, filling = "") {
  return TEXTS[language][key].replace("{}", filling);
}

export function timeOf(seconds) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);
}

export function dayOf(seconds) {
  const day = new Date(seconds * 1000);
  const age = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86400000);
  if (age < 2) return text(age < 1 ? "today" : "yesterday");
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(day);
}

export function sizeOf(bytes) {
  const [amount, unit] = bytes < 1024 ? [bytes, "byte"] : bytes < 1048576 ? [bytes / 1024, "kilobyte"] : [bytes / 1048576, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(amount);
}
