"""How YouTube says "watched" around the title of a video, in the languages most spoken.

For files of few rows; in longer ones their own rows show it.
"""

_PATTERNS = """
Watched {}
{} angesehen
Angesehen: {}
Вы посмотрели видео {}
Просмотрено видео {}
Просмотрено: {}
Просмотрено {}
Ви дивилися відео {}
Переглянуто відео {}
Переглянуто {}
Ви переглянули {}
Has visto {}
Ha visto {}
Visto {}
Vous avez regardé {}
Você assistiu a {}
Assistiu a {}
Hai guardato {}
Obejrzano: {}
Obejrzano {}
Je hebt gekeken naar {}
Je hebt naar {} gekeken
Je hebt {} bekeken
Gekeken naar {}
{} bekeken
Har tittat på {}
Du tittade på {}
Tittade på {}
Har sett på {}
Har sett {}
Så på {}
Du har set {}
Har set {}
{} katsottiin
Katsottu: {}
{} katsottu
Zhlédnuto: {}
Zhlédli jste video {}
Zhlédli jste {}
Megtekintette: {}
Megnézve: {}
Ați vizionat {}
Ai vizionat {}
Гледахте {}
Παρακολουθήσατε το βίντεο {}
Παρακολουθήσατε {}
{} adlı videoyu izlediniz
{} izlendi
{} izlənildi
Đã xem {}
Telah menonton {}
Menonton {}
Pinanood ang {}
ดู {} แล้ว
ดู {}
تمت مشاهدة {}
شاهدت {}
{} را تماشا کردید
را تماشا کردید {}
{} دیکھی
צפית ב-{}
{} देखा गया
{} को देखा
{} देखा
{} দেখা হয়েছে
已观看{}
观看了{}
已觀看{}
看過{}
{} を視聴しました
{}を視聴しました
{}을(를) 시청함
{} 을(를) 시청했습니다.
{}을(를) 시청했습니다.
{}을(를) 시청했습니다
{} 시청함
"""


def _parts(pattern: str) -> tuple[str, str]:
    before, _, after = pattern.partition("{}")
    return before, after


AROUND = tuple(map(_parts, sorted(_PATTERNS.split("\n")[1:-1], key=len, reverse=True)))
"""What stands before and behind a title; the longest first, since some begin with others."""
TOPICS = (
    "topic", "thema", "tema", "тема", "sujet", "thème", "temat", "téma", "onderwerp", "konu", "tópico",
    "argomento", "ämne", "emne", "aihe", "topik", "θέμα", "주제", "主題", "主题", "トピック", "หัวข้อ", "موضوع",
    "נושא",
)  # fmt: skip
"""What stands behind an artist's name where a channel was made by YouTube itself."""
