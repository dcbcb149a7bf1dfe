"""Fonts and figures → addresses made from what they hold, under which a page loads them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from reportgen.renderers.assets import Asset

FOLDER = "/assets/"
MOST = 1000
"""How many are kept; the ones not asked for the longest time go."""
ENDINGS = {"font/ttf": "ttf", "image/svg+xml": "svg"}


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that a page loads."""

    media_type: str
    data: bytes


class Shelf:
    """What pages load. An address never changes what it stands for, so a browser may keep it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._names: dict[int, tuple[bytes, str]] = {}

    def put(self, html: str, assets: Mapping[str, Asset]) -> str:
        """Keep what a page loads, and return the page with its addresses."""
        for url, asset in assets.items():
            if url in html:
                html = html.replace(url, FOLDER + self._keep(asset.media_type, asset.make()))
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return html

    def get(self, name: str) -> Kept | None:
        """What has that name, or None."""
        return self._kept.get(name)

    def forget_names(self) -> None:
        """Let go of the bytes whose names are remembered. What is kept stays."""
        self._names.clear()

    def _keep(self, media_type: str, data: bytes) -> str:
        name = self._name(media_type, data)
        self._kept.setdefault(name, Kept(media_type, data))
        self._kept.move_to_end(name)
        return name

    def _name(self, media_type: str, data: bytes) -> str:
        """The name of these bytes. It is remembered, because whole fonts take long to digest.

        The bytes are held along with it, so that their identity means nothing else meanwhile.
        """
        if id(data) not in self._names:
            if len(self._names) > MOST:
                self._names.clear()
            digest = sha256(data).hexdigest()[:32]
            self._names[id(data)] = (data, f"{digest}.{ENDINGS[media_type]}")
        return self._names[id(data)][1]
