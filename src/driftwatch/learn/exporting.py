"""From torch to two ONNX files with weights of one byte, and how much that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import ModelProto, TensorProto

from driftwatch.encoders.artefact import LOWER, UPPER
from driftwatch.encoders.network import LOWER_INPUTS, LOWER_OUTPUT, UPPER_INPUTS, UPPER_OUTPUTS, StatementNetwork
from driftwatch.encoders.pieces import Read
from driftwatch.encoders.sessions import signs_file
from driftwatch.learn.finetuning import LabelNetwork, batch_of

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
    """Write lower.onnx and upper.onnx, cut after a layer of a network in one file."""
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
        signed = signed_weights(half)
        onnx.save(half, str(folder / file))
        np.save(signs_file(folder / file), weight_places(signed, (folder / file).read_bytes()), allow_pickle=False)


def signed_weights(model: "ModelProto") -> "list[TensorProto]":
    """The tensors of signed bytes that are multiplied, and their zero points, each brought to plain bytes."""
    from onnx import TensorProto, numpy_helper

    weights = {node.input[place] for node in model.graph.node if node.op_type == "MatMulInteger" for place in (1, 3)}
    signed = [tensor for tensor in model.graph.initializer if tensor.name in weights and tensor.data_type == TensorProto.INT8]
    for tensor in signed:
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor), tensor.name))
    return signed


def weight_places(signed: "list[TensorProto]", content: bytes) -> NDArray[np.int64]:
    """Of each tensor: where its type stands in the file, and where its bytes begin and end; shape (tensors, 3)."""
    found = []
    for tensor in signed:
        written = tensor.SerializeToString()
        begin = content.index(written)
        # fields stand in the order of their numbers: dimensions, type (tag 0x10, value 3), name, bytes
        found.append((begin + written.index(b"\x10\x03") + 1, begin + len(written) - len(tensor.raw_data), begin + len(written)))
    return np.array(found, dtype=np.int64).reshape(-1, 3)


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
