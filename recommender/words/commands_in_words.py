"""Commands said in words: `show me my history`, `lösche meine Daten`."""

from recommender.words.phrases import folded, lines, plain_words

_COMMANDS = {
    line: command
    for command, said in {
        "history": """
            my history
            show my history
            show me my history
            search history
            mein verlauf
            verlauf
            история
            zeig mir meinen verlauf
            моя история
            покажи мою историю
            """,
        "likes": """
            my likes
            show my likes
            show me my likes
            what do i like
            meine likes
            лайки
            zeig mir meine likes
            мои лайки
            покажи мои лайки
            """,
        "import": """
            import
            import my spotify
            import spotify
            import my history
            import my music
            import my playlist
            connect spotify
            spotify
            spotify import
            importieren
            spotify importieren
            импорт
            импорт из spotify
            """,
        "foryou": """
            for you
            for me
            my recommendations
            recommendations
            recommendations for me
            empfehlungen
            empfehlungen für mich
            рекомендации
            рекомендации для меня
            """,
        "taste": """
            my taste
            show my taste
            mein geschmack
            geschmack
            вкус
            мой вкус
            """,
        "dial": """
            rarer
            less popular
            less known
            less famous
            lesser known
            more obscure
            obscure
            hidden gems
            better known
            more popular
            more famous
            mainstream
            unbekannter
            weniger bekannt
            weniger bekannte
            bekannter
            geheimtipps
            менее известное
            менее известные
            менее популярное
            менее популярные
            более известное
            более известные
            более популярные
            """,
        "weekly": """
            weekly pick
            weekly picks
            stop
            stop the weekly pick
            turn off weekly
            turn off the weekly pick
            unsubscribe
            how do i unsubscribe
            abbestellen
            wie melde ich mich ab
            как отписаться
            abmelden
            отписаться
            отпишись
            pick of the week
            wöchentlich
            подборка недели
            """,
        "map": """
            karte
            карта
            """,
        "saved": """
            save list
            save this
            save this list
            saved lists
            my saved lists
            gespeicherte listen
            сохранённое
            сохранённые списки
            """,
        "export": """
            export my data
            meine daten exportieren
            экспорт
            """,
        "privacy": """
            what do you know about me
            what do you store about me
            datenschutz
            was speicherst du über mich
            was speichern sie über mich
            was weißt du über mich
            что ты знаешь обо мне
            что ты обо мне знаешь
            что вы обо мне храните
            приватность
            """,
        "settings": """
            settings
            my settings
            einstellungen
            настройки
            """,
        "language": """
            change language
            change the language
            sprache
            язык
            sprache ändern
            сменить язык
            """,
        "language en": """
            english
            in english
            speak english
            auf englisch
            sprich englisch
            говори по-английски
            на английском
            по-английски
            """,
        "language de": """
            in german
            speak german
            auf deutsch
            deutsch
            sprich deutsch
            говори по-немецки
            на немецком
            по-немецки
            """,
        "language ru": """
            in russian
            speak russian
            auf russisch
            sprich russisch
            говори по-русски
            на русском
            по-русски
            русский
            """,
        "forget": """
            delete my data
            delete my account
            delete everything
            forget me
            forget my data
            lösche meine daten
            wie lösche ich meine daten
            wie kann ich meine daten löschen
            vergiss mich
            delete me
            how do i delete my account
            how do i delete my data
            remove my data
            account löschen
            lösch mich
            meine daten löschen
            удали меня
            удали всё
            удали мои данные
            как удалить мои данные
            удалить мои данные
            забудь меня
            """,
    }.items()
    for line in lines(said)
}
"""Lines that say a command in words."""
_POLITE = folded("please pls bitte пожалуйста")


def command_of(text: str) -> str | None:
    """The command that a line says in words, and what is behind it: `show me my history`, `auf Deutsch`."""
    return _COMMANDS.get(without_please(text))


def without_please(text: str) -> str:
    """The folded words of a line without those that are said for politeness alone."""
    return " ".join(word for word in plain_words(text) if word not in _POLITE)
