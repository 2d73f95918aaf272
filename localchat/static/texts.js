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
    "close": "Close",
    "commands": "Commands",
    "connecting": "connecting…",
    "copied": "Copied",
    "drop": "Drop a file here to send it",
    "edited": "edited",
    "empty": "This chat lives on your computer alone. Say hello, and the bot answers.",
    "failed": "That did not reach the bot.",
    "language": "Language",
    "messages": "Messages",
    "ok": "OK",
    "picture": "Picture",
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
    "close": "Закрыть",
    "commands": "Команды",
    "connecting": "соединение…",
    "copied": "Скопировано",
    "drop": "Отпустите файл, чтобы отправить",
    "edited": "изменено",
    "empty": "Этот чат живёт только на вашем компьютере. Поздоровайтесь, и бот ответит.",
    "failed": "Не удалось передать это боту.",
    "language": "Язык",
    "messages": "Сообщения",
    "ok": "ОК",
    "picture": "Картинка",
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
    "close": "Schließen",
    "commands": "Befehle",
    "connecting": "verbindet…",
    "copied": "Kopiert",
    "drop": "Datei hier ablegen, um sie zu senden",
    "edited": "bearbeitet",
    "empty": "Dieser Chat lebt nur auf deinem Rechner. Sag Hallo, und der Bot antwortet.",
    "failed": "Das hat den Bot nicht erreicht.",
    "language": "Sprache",
    "messages": "Nachrichten",
    "ok": "OK",
    "picture": "Bild",
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

export function text(key) {
  return TEXTS[language][key];
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
