"""Words, each as large as it weighs."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from wordcloud import WordCloud

from pictures.fonts import drawable, file_for

_SMALLEST = 24


def cloud(
    words: Mapping[str, float], width: int, height: int, colors: Sequence[str]
) -> npt.NDArray[np.uint8]:
    """[height, width, 4] uint8: words that lie level, on a clear ground, the same each time.

    It is no larger than its words, so that it can be put in the middle: few lie anywhere.
    """
    spelt = {drawable(word): weight for word, weight in words.items()}
    place = {word: number for number, word in enumerate(spelt)}
    drawn = WordCloud(
        width=width,
        height=height,
        mode="RGBA",
        background_color=None,
        font_path=str(file_for(list(spelt))),
        color_func=lambda word, **_: colors[place[word] % len(colors)],
        prefer_horizontal=1.0,
        min_font_size=_SMALLEST,
        max_font_size=height // 5,
        relative_scaling=0.5,
        margin=18,  # a word is drawn a little below the place that was found free
        random_state=7,
    ).generate_from_frequencies(spelt)
    pixels = np.asarray(drawn.to_image(), dtype=np.uint8)
    down, across = np.nonzero(pixels[..., 3])
    return pixels[down.min() : down.max() + 1, across.min() : across.max() + 1] if down.size else pixels
