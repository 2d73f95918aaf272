"""Acts with several names: former and later ones, real ones, short ones, and those in other scripts.

No data set at hand holds them, so the well known are written down here; a group says that its names are one
act. Misspellings and most names in other scripts need no entry: the search finds them by letters and sound.
A band and a member of it on their own are two acts, and stand in no group.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recommender.words.in_cyrillic import IN_CYRILLIC
from recommender.words.names import compact, fold, normalise
from recommender.words.other_scripts import IN_LATIN_LETTERS

ONE_ACT: tuple[tuple[str, ...], ...] = (
    # former and later names
    ("Antony and the Johnsons", "Anohni", "Anohni and the Johnsons"),
    ("Beginner", "Absolute Beginner"),
    ("Bee Gees", "The Brothers Gibb"),
    ("Black Sabbath", "Polka Tulk Blues Band"),
    ("Blondie", "Angel and the Snake"),
    ("Bow Wow", "Lil Bow Wow"),
    ("Caribou", "Manitoba"),
    ("Cat Stevens", "Yusuf", "Yusuf Islam", "Yusuf / Cat Stevens"),
    ("Coldplay", "Pectoralz"),
    ("Creedence Clearwater Revival", "The Golliwogs", "CCR"),
    ("Depeche Mode", "Composition of Sound", "Depeche"),
    ("Dixie Chicks", "The Chicks"),
    ("Ghost", "Ghost B.C."),
    ("Green Day", "Sweet Children"),
    ("Joy Division", "Warsaw"),
    ("Kanye West", "Ye", "Yeezy", "Kanye"),
    ("Katy Perry", "Katy Hudson"),
    ("Kiss", "Wicked Lester"),
    ("Lady Antebellum", "Lady A"),
    ("Led Zeppelin", "The New Yardbirds"),
    ("Linkin Park", "Hybrid Theory"),
    ("Marilyn Manson", "Marilyn Manson & The Spooky Kids"),
    ("Marina & the Diamonds", "MARINA"),
    ("Maroon 5", "Kara's Flowers"),
    ("Mos Def", "Yasiin Bey"),
    ("P. Diddy", "Diddy", "Puff Daddy", "Sean Combs"),
    ("Pearl Jam", "Mookie Blaylock"),
    ("Pink Floyd", "The Tea Set", "Screaming Abdabs"),
    ("Preoccupations", "Viet Cong"),
    ("Prince", "The Artist Formerly Known as Prince", "TAFKAP", "Prince Rogers Nelson"),
    ("Radiohead", "On a Friday"),
    ("Red Hot Chili Peppers", "RHCP", "Tony Flow and the Miraculously Majestic Masters of Mayhem"),
    ("Simple Minds", "Johnny and the Self Abusers"),
    ("Skrillex", "Sonny Moore"),
    ("Snoop Dogg", "Snoop Doggy Dogg", "Snoop Lion", "Snoop", "Calvin Broadus"),
    ("Suede", "The London Suede"),
    ("T. Rex", "Tyrannosaurus Rex"),
    ("The Beach Boys", "The Pendletones"),
    ("The Beat", "The English Beat"),
    ("The Beatles", "The Quarrymen", "The Silver Beatles", "The Fab Four", "Битлы"),
    ("The Cure", "Easy Cure"),
    ("The Stooges", "The Psychedelic Stooges", "Iggy & The Stooges"),
    ("The Rolling Stones", "Stones"),
    ("The Who", "The High Numbers"),
    ("Yazoo", "Yaz"),
    ("YoungBoy Never Broke Again", "NBA YoungBoy"),
    # an artist's other names
    ("2Pac", "Tupac", "Tupac Shakur", "Makaveli"),
    ("50 Cent", "Curtis Jackson"),
    ("6ix9ine", "Tekashi", "Tekashi69", "Tekashi 6ix9ine"),
    ("Aphex Twin", "AFX", "Polygon Window", "Richard D. James"),
    ("Bat for Lashes", "Natasha Khan"),
    ("Beyoncé", "Queen B", "Queen Bey"),
    ("Bob Dylan", "Dylan", "Robert Zimmerman"),
    ("Bruce Springsteen", "Springsteen"),
    ("Childish Gambino", "Donald Glover"),
    ("David Bowie", "Bowie", "Ziggy Stardust"),
    ("deadmau5", "Joel Zimmerman", "dead mouse"),
    ("Elvis Presley", "Elvis"),
    ("Eminem", "Slim Shady", "Marshall Mathers"),
    ("Fatboy Slim", "Norman Cook"),
    ("Flying Lotus", "FlyLo"),
    ("Four Tet", "Kieran Hebden"),
    ("Frank Sinatra", "Sinatra", "Ol' Blue Eyes"),
    ("Grimes", "Claire Boucher"),
    ("Jay-Z", "Shawn Carter"),
    ("Jennifer Lopez", "JLo"),
    ("Jimi Hendrix", "Hendrix"),
    ("Lady Gaga", "Stefani Germanotta"),
    ("Lana Del Rey", "Lizzy Grant"),
    ("Lil Wayne", "Weezy"),
    ("Louis Armstrong", "Satchmo"),
    ("Michael Jackson", "MJ", "King of Pop"),
    ("Oneohtrix Point Never", "Daniel Lopatin", "OPN"),
    ("Panda Bear", "Noah Lennox"),
    ("Post Malone", "Posty"),
    ("Rihanna", "RiRi"),
    ("Rodríguez", "Sixto Rodriguez"),
    ("St. Vincent", "Annie Clark"),
    ("Sting", "Gordon Sumner"),
    ("Taylor Swift", "TSwift", "T-Swift"),
    ("The Notorious B.I.G.", "Biggie", "Biggie Smalls"),
    ("The Weeknd", "Abel Tesfaye"),
    ("XXXTENTACION", "Jahseh Onfroy"),
    # in short, or in full
    ("30 Seconds to Mars", "Thirty Seconds to Mars", "30STM"),
    ("A Perfect Circle", "APC"),
    ("Avenged Sevenfold", "A7X"),
    ("Backstreet Boys", "BSB"),
    ("Black Rebel Motorcycle Club", "BRMC"),
    ("Bring Me the Horizon", "BMTH"),
    ("Bullet for My Valentine", "BFMV"),
    ("Crosby, Stills, Nash & Young", "CSNY"),
    ("Die Fantastischen Vier", "Fanta 4", "Fanta Vier"),
    ("Die Toten Hosen", "DTH"),
    ("Die Ärzte", "Ärzte", "Aerzte"),
    ("Electric Light Orchestra", "ELO"),
    ("Emerson, Lake & Palmer", "ELP"),
    ("Explosions in the Sky", "EITS"),
    ("Fall Out Boy", "FOB"),
    ("Five Finger Death Punch", "FFDP", "5FDP"),
    ("Godspeed You! Black Emperor", "GYBE", "GSYBE"),
    ("Guns N' Roses", "GnR"),
    ("HIM", "His Infernal Majesty"),
    ("King Gizzard & The Lizard Wizard", "King Gizzard"),
    ("LCD Soundsystem", "LCD"),
    ("Machine Gun Kelly", "MGK"),
    ("My Bloody Valentine", "MBV"),
    ("My Chemical Romance", "MCR"),
    ("Neutral Milk Hotel", "NMH"),
    ("New Kids on the Block", "NKOTB"),
    ("Nine Inch Nails", "NIN"),
    ("One Direction", "1D"),
    ("Orchestral Manoeuvres in the Dark", "OMD"),
    ("Panic! At the Disco", "PATD"),
    ("Pet Shop Boys", "PSB"),
    ("Queens of the Stone Age", "QOTSA"),
    ("Rage Against the Machine", "RATM"),
    ("Stone Temple Pilots", "STP"),
    ("System of a Down", "SOAD"),
    ("The Black Eyed Peas", "BEP"),
    ("Three Days Grace", "3 Days Grace", "TDG"),
    ("Twenty One Pilots", "21 Pilots", "TOP"),
    ("Wu-Tang Clan", "Wu-Tang"),
    ("Yeah Yeah Yeahs", "YYYs"),
    ("!!!", "chk chk chk"),
    # composers by their family names
    ("Antonio Vivaldi", "Vivaldi"),
    ("Claude Debussy", "Debussy"),
    ("Dmitri Shostakovich", "Shostakovich", "Schostakowitsch"),
    ("Erik Satie", "Satie", "Сати"),
    ("Frédéric Chopin", "Chopin", "Шопен"),
    ("Igor Stravinsky", "Stravinsky", "Strawinsky", "Strawinski"),
    ("Johann Sebastian Bach", "Bach", "J.S. Bach", "Бах"),
    ("Ludwig van Beethoven", "Beethoven"),
    ("Pyotr Ilyich Tchaikovsky", "Tchaikovsky", "Чайковский", "Tschaikowski"),
    ("Sergei Rachmaninoff", "Rachmaninoff", "Рахманинов", "Rachmaninow"),
    ("Wolfgang Amadeus Mozart", "Mozart"),
    # in another script or language
    ("AC/DC", "Эй-Си-Ди-Си"),
    ("BTS", "Bangtan Boys", "방탄소년단", "防弾少年団"),
    ("EXO", "엑소"),
    ("Girls' Generation", "소녀시대", "SNSD"),
    ("IU", "아이유"),
    ("L'Arc~en~Ciel", "Laruku"),
    ("PSY", "싸이"),
    ("Red Velvet", "레드벨벳"),
    ("Ryuichi Sakamoto", "坂本龍一"),
    ("TAEYANG", "태양"),
    ("TVXQ!", "동방신기", "東方神起", "Tohoshinki", "DBSK"),
    ("TWICE", "트와이스"),
    ("宇多田ヒカル", "Hikaru Utada", "Utada"),
    ("椎名林檎", "Shiina Ringo", "Sheena Ringo", "Ringo Sheena"),
    ("Kostas Martakis", "Κώστας Μαρτάκης"),
    ("Агата Кристи", "Agatha Christie"),
    ("Алла Пугачёва", "Пугачёва"),
    ("Аквариум", "Aquarium"),
    ("Виктор Цой", "Цой"),
    ("Владимир Высоцкий", "Высоцкий"),
    ("Гражданская Оборона", "ГрОб"),
    ("Король и Шут", "КиШ"),
    ("Мумий Тролль", "Mumiy Troll"),
    ("Наутилус Помпилиус", "Наутилус"),
    ("Ночные Снайперы", "Night Snipers"),
    ("Сплин", "Splean"),
    # spelled in two ways, each with an entry in the catalogue
    ("Дельфин", "Dolphin"),
    ("Каста", "K.A.S.T.A."),
    ("Ноггано", "nogano"),
    ("Сергей Лазарев", "Sergey Lazarev"),
    ("Триада", "Triad"),
    ("B2ST", "Beast"),
    ("Hall & Oates", "Daryl Hall & John Oates"),
    ("CeeLo Green", "Cee Lo Green"),
    ("CeCe Peniston", "Ce Ce Peniston"),
    ("Machinedrum", "Machine Drum"),
    ("Oumou Sangaré", "Oumou Sangare"),
    *IN_LATIN_LETTERS,
    *IN_CYRILLIC,
)

FIRST_NAMES = {normalise(name): normalise(names[0]) for names in ONE_ACT for name in names}
"""The key of each of these names -> the key of its act's first name."""

NOBODY = frozenset(
    map(
        normalise,
        (
            "Original Broadway Cast",
            "Original Soundtrack",
            "Soundtrack",
            "Soundtracks",
            "[unknown]",
            "Unknown Artist",
            "Various",
            "Various Artists",
        ),
    )
)
"""The keys of names that data sets and libraries give to what is no artist, and nobody is recommended."""


@dataclass(frozen=True)
class OtherNames:
    """Acts of a catalogue under their other names.

    `spellings` are (name, position) pairs of names that the catalogue lacks; `leads` goes from an entry that
    is an act under another name to the act's most heard entry.
    """

    spellings: list[tuple[str, int]]
    leads: dict[int, int]


def other_names(names: Sequence[str], baskets: Sequence[int]) -> OtherNames:
    """What is known of the artists with these `names`, of which each stands in so many `baskets`."""
    spelled, lettered = _places(names, fold), _places(names, compact)
    known = OtherNames([], {})
    for first, *others in ONE_ACT:
        # By its letters alone a short name may be somebody else's: ELP is not El-P.
        entries = {
            *lettered.get(compact(first), ()),
            *(at for one in others for at in spelled.get(fold(one), ())),
        }
        if entries:
            main = max(entries, key=lambda place: (baskets[place], -place))
            known.spellings.extend((name, main) for name in (first, *others) if fold(name) not in spelled)
            known.leads.update((place, main) for place in entries if place != main)
    return known


def _places(names: Sequence[str], form: Callable[[str], str]) -> dict[str, list[int]]:
    places = defaultdict(list)
    for place, name in enumerate(names):
        places[form(name)].append(place)
    return places
