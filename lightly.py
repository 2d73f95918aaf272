"""aiogram, imported without building its models: each is built when it is first used.

pydantic builds all of Telegram's six hundred types and methods while aiogram is imported: three quarters of
the time that this takes, and two thirds of the memory. A bot uses some fifty of them.
"""

import sys
from typing import Any

from pydantic import BaseModel, ConfigDict


def import_aiogram() -> None:
    """Import it, before anybody else does; nothing happens where somebody did.

    Its types put off being built (pydantic's `defer_build`), since they refer to each other, and all are
    built at its end, with the names that they refer to. These names are kept instead, for the types that come
    to be used; its methods, which need not wait for each other, are put off as well.
    """
    if "aiogram" in sys.modules:
        return
    names: dict[str, object] = {}
    build: Any = vars(BaseModel)["model_rebuild"]

    def remember(_: type[BaseModel], /, **kwargs: dict[str, object]) -> None:
        names.update(kwargs["_types_namespace"])

    def build_now(cls: type[BaseModel], /, **kwargs: object) -> object:
        return build.__func__(cls, **{"_types_namespace": names, **kwargs})

    BaseModel.model_rebuild = classmethod(remember)  # type: ignore[assignment] # for this import alone
    BaseModel.model_config = ConfigDict(defer_build=True)
    try:
        from aiogram.client.context_controller import BotContextController  # noqa: PLC0415 - all this is for it
        from aiogram.methods import Response  # noqa: PLC0415
    finally:
        BaseModel.model_rebuild = build  # type: ignore[method-assign]
        BaseModel.model_config = ConfigDict()
    for base in (BotContextController, Response):
        base.model_rebuild = classmethod(build_now)  # type: ignore[method-assign,assignment]
