"""The statement model's numbers to named arrays and back; half precision keeps the file small."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.combination import Combination
from driftwatch.encoders.early import EarlyExit
from driftwatch.encoders.forms import FormModel
from driftwatch.errors import ModelError

Arrays = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelParts:
    """All that was learnt, but for the network, which has a file of its own."""

    forms: FormModel
    early: EarlyExit
    combination: Combination


def packed(parts: ModelParts) -> dict[str, NDArray[np.generic]]:
    """The parts as arrays of numbers."""
    forms = parts.forms
    arrays: dict[str, NDArray[np.generic]] = {
        "forms.shapes": forms.shapes,
        "forms.columns": forms.columns,
        "forms.idf": forms.idf.astype(np.float16),
        "forms.weights": forms.weights.astype(np.float16),
        "forms.intercepts": forms.intercepts,
    }
    arrays |= {f"early.{part.name}": getattr(parts.early, part.name).astype(np.float32) for part in fields(EarlyExit)}
    return arrays | {f"combination.{part.name}": getattr(parts.combination, part.name) for part in fields(Combination)}


def as_packed(forms: FormModel) -> FormModel:
    """The form model with the half precision that it ships with, so that all that is fitted on its scores sees them as they will be."""
    return replace(forms, idf=forms.idf.astype(np.float16).astype(np.float32), weights=forms.weights.astype(np.float16).astype(np.float32))


def unpacked(arrays: Arrays) -> ModelParts:
    """The parts that the arrays hold; raises ModelError where one is missing."""
    try:
        forms = FormModel(
            shapes=arrays["forms.shapes"].astype(np.uint32),
            columns=arrays["forms.columns"].astype(np.int32),
            idf=arrays["forms.idf"].astype(np.float32),
            weights=arrays["forms.weights"].astype(np.float32),
            intercepts=arrays["forms.intercepts"].astype(np.float32),
        )
        early = EarlyExit(**{part.name: arrays[f"early.{part.name}"].astype(np.float64) for part in fields(EarlyExit)})
        combination = Combination(**{part.name: arrays[f"combination.{part.name}"].astype(np.float64) for part in fields(Combination)})
    except KeyError as error:
        raise ModelError(
            f"the statement model holds no {error}; it was made by another version, train it again: driftwatch learn statements"
        ) from error
    return ModelParts(forms=forms, early=early, combination=combination)
