"""Colours as they are seen: with each colour vision deficiency, and in print with black ink."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

# Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision
# deficiency, IEEE Trans. Vis. Comput. Graph. 15 (2009) 1291-1298, severity 1, in linear RGB.
DEFICIENCIES: Mapping[str, Vector] = {
    "none": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# IEC 61966-2-1, for the white of D65.
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour: str) -> Vector:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, deficiency: str = "none") -> Vector:
    """The colour in CIELAB as it is seen with that deficiency."""
    seen = np.clip(DEFICIENCIES[deficiency] @ linear(colour), 0, 1)
    ratios = (XYZ @ seen) / XYZ.sum(axis=1)
    x, y, z = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, deficiency: str = "none") -> float:
    """How far apart two colours are in CIELAB (CIE 1976), seen with that deficiency."""
    return float(np.linalg.norm(lab(one, deficiency) - lab(other, deficiency)))


def lightness(colour: str) -> float:
    """L* of CIELAB: how light the colour is in print with black ink, from 0 to 100."""
    return float(lab(colour)[0])
