"""From torch to two ONNX files with weights of one byte, and how much that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from driftwatch.encoders.artefact import LOWER, UPPER
from driftwatch.encoders.network import LOWER_INPUTS, LOWER_OUTPUT, UPPER_INPUTS, UPPER_OUTPUTS, StatementNetwork
from driftwatch.encoders.pieces import Read
from driftwatch.learn.finetuning import LabelNetwork, batch_of
from driftwatch.learn.row_graph import draw_halves, in_plain_bytes

_OPSET = 17
_EXAMPLE = 12
_ROWS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What the bytes cost, over statements that were not trained on."""

    statements: int
    correlation: float
    """Of the scores, over all labels."""
    largest: float
    """The largest difference of a score."""
    flipped: float
    """Share of the decisions (score above 0) that change."""


def export(network: LabelNetwork, folder: Path, *, exit_layer: int) -> None:
    """Write the network in two halves, quantised by channel: dynamic int8 (Jacob et al. 2018, CVPR), embeddings too."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.full((1, _EXAMPLE), 1000)
    example = (ids, torch.zeros_like(ids), torch.ones(1, _EXAMPLE))
    names = [*LOWER_INPUTS, UPPER_INPUTS[1]]
    with TemporaryDirectory() as temporary:
        whole, small = Path(temporary) / "whole.onnx", Path(temporary) / "small.onnx"
        torch.onnx.export(
            network.eval(),
            example,
            str(whole),
            input_names=names,
            output_names=list(UPPER_OUTPUTS),
            dynamic_axes={name: {1: "pieces"} for name in names},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(small), per_channel=True, weight_type=QuantType.QInt8)
        halve(small, folder, exit_layer=exit_layer)


def halve(whole: Path, folder: Path, *, exit_layer: int) -> None:
    """Write lower.onnx and upper.onnx, cut after a layer of a network in one file, and the graphs by which they run."""
    import onnx
    from onnx.utils import Extractor

    model = onnx.load(str(whole))
    border = next(
        node.output[0] for node in model.graph.node if node.op_type == "LayerNormalization" and f"layer.{exit_layer - 1}/output/" in node.name
    )
    for node in model.graph.node:
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                if name == border:
                    names[place] = LOWER_OUTPUT
    extractor = Extractor(onnx.shape_inference.infer_shapes(model))
    for file, inputs, outputs in ((LOWER, LOWER_INPUTS, (LOWER_OUTPUT,)), (UPPER, UPPER_INPUTS, UPPER_OUTPUTS)):
        half = extractor.extract_model(list(inputs), list(outputs))
        in_plain_bytes(half)
        onnx.save(half, str(folder / file))
    draw_halves(folder)


def scores_before_export(network: LabelNetwork, statements: Sequence[Read]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """What the network says while its weights still have four bytes each, shape (statements, labels)."""
    order = sorted(range(len(statements)), key=lambda row: len(statements[row].ids))
    found = np.zeros((len(statements), network.head.out_features), dtype=np.float32)
    with torch.inference_mode():
        for begin in range(0, len(order), _ROWS):
            rows = order[begin : begin + _ROWS]
            found[rows] = network(*batch_of([statements[row] for row in rows]))[0].numpy()
    return found


def loss(network: LabelNetwork, folder: Path, statements: Sequence[Read]) -> Loss:
    """Compare the files with the network that they were made from."""
    before, after = scores_before_export(network, statements), StatementNetwork(folder / LOWER, folder / UPPER).see(statements).scores
    return Loss(
        statements=len(statements),
        correlation=round(float(np.corrcoef(before.ravel(), after.ravel())[0, 1]), 5),
        largest=round(float(np.abs(before - after).max()), 3),
        flipped=round(float(((before > 0) != (after > 0)).mean()), 5),
    )
