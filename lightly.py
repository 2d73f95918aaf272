"""aiogram, imported without building its models: each is built when it is first used.

pydantic builds all of Telegram's six hundred types and methods while aiogram is imported: three quarters of
the time that this takes, and two thirds of the memory. Most of them no bot meets.
"""

import re
import sys
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

_WORD = re.compile(r"\w+")


def import_aiogram() -> None:
    """Import it, before anybody else does; nothing happens where somebody did.

    Its types put off being built (pydantic's `defer_build`), since they refer to each other by names that
    their own modules lack, and at its end all are built with these names at hand. Here each module gets the
    names instead, and pydantic finds them once a type is used. Its methods are put off as well.
    """
    if "aiogram" in sys.modules:
        return
    names: dict[str, object] = {}
    build = vars(BaseModel)["model_rebuild"]

    def remember(_: type[BaseModel], /, **kwargs: Mapping[str, object]) -> None:
        names.update(kwargs["_types_namespace"])

    BaseModel.model_rebuild = classmethod(remember)  # type: ignore[assignment] # for this import alone
    BaseModel.model_config = ConfigDict(defer_build=True)
    try:
        import aiogram  # noqa: F401, PLC0415 - what all this is for
    finally:
        BaseModel.model_rebuild = build  # type: ignore[method-assign]
        BaseModel.model_config = ConfigDict()
    for one in names.values():
        if isinstance(one, type) and issubclass(one, BaseModel):
            _bring_names(one, names)


def _bring_names(model: type[BaseModel], names: Mapping[str, object]) -> None:
    """Into its module, those that its fields refer to, and those of its bases."""
    module = vars(sys.modules[model.__module__])
    said = [str(one) for base in model.__mro__ for one in vars(base).get("__annotations__", {}).values()]
    for word in _WORD.findall(" ".join(said)):
        if word in names:
            module.setdefault(word, names[word])
