"""The graph that runs a network of quantised weights on many texts at once, each as though it ran alone.

What `quantize_dynamic` writes brings to bytes what flows through a layer by the largest value in all that is run together: a text's figures would
hang on what stands beside it, so that texts ran one by one and all weights were fetched anew for each. Here every word piece has a scale of its
own (token-wise quantisation: Yao et al. 2022, ZeroQuant, NeurIPS). Products of bytes are sums of whole numbers, so a text gives the same bits in
any batch of texts that are as long, and a row of small values is not rounded by the largest of another. The weights stay in the network's own
file: the graph points to them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from driftwatch.encoders.artefact import LOWER, NETWORK, UPPER
from driftwatch.encoders.network import LOWER_INPUTS, LOWER_OUTPUT, UPPER_INPUTS, UPPER_OUTPUTS
from driftwatch.encoders.sessions import graph_file, signs_file
from driftwatch.encoders.usage_model import INPUT, OUTPUT
from driftwatch.errors import ModelError

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_OPSET = 18
_VERSION = 9
"""Of the format, as old as the operators allow."""
_MICROSOFT = "com.microsoft"
_HEADS = 12
_SMALLEST = 1e-12
_MOST, _ZERO = 127, 128
_OUTSIDE = 16_384
"""Bytes from which on a tensor stays in the network's file."""


class Rows(NamedTuple):
    """Rows of bytes, and what one is worth in each."""

    values: str
    """Shape (rows, width), unsigned, with the zero at 128."""
    scales: str
    """Shape (rows, 1)."""


@dataclass(slots=True)
class Drawing:
    """A graph that is being drawn over the tensors of a network's file."""

    file: Path
    content: bytes
    known: "Mapping[str, TensorProto]"
    places: Mapping[tuple[int, str], str]
    """Layer and part -> how the names of its weights begin."""
    nodes: "list[NodeProto]" = field(default_factory=list)
    used: "dict[str, TensorProto]" = field(default_factory=dict)

    def tensor(self, name: str) -> str:
        """One of the file's: few numbers are copied, many stay where they are."""
        from onnx import TensorProto, numpy_helper

        if name not in self.known:
            raise ModelError(f"{self.file}: holds no {name}; export it anew")
        plain = numpy_helper.from_array(numpy_helper.to_array(self.known[name]), name)
        if len(plain.raw_data) >= _OUTSIDE:
            begin = self.content.index(plain.raw_data)
            outside = TensorProto(name=name, data_type=plain.data_type, dims=plain.dims, data_location=TensorProto.EXTERNAL)
            for key, value in (("location", self.file.name), ("offset", begin), ("length", len(plain.raw_data))):
                outside.external_data.add(key=key, value=str(value))
            plain = outside
        self.used.setdefault(name, plain)
        return name

    def number(self, value: float | Sequence[int], kind: type = np.float32) -> str:
        """A constant."""
        from onnx import numpy_helper

        name = f"{kind.__name__} {value}"
        self.used.setdefault(name, numpy_helper.from_array(np.array(value, dtype=kind), name))
        return name

    def node(self, kind: str, *inputs: str, name: str = "", domain: str | None = None, **settings: float | Sequence[int]) -> str:
        """What a node makes of its inputs."""
        from onnx import helper

        output = name or f"{kind} {len(self.nodes)}"
        made = helper.make_node(kind, inputs, [output], domain=domain)
        made.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(settings.items()))
        self.nodes.append(made)
        return output

    def bytes_of(self, rows: str) -> Rows:
        """Rows of floats, shape (rows, width), each brought to bytes by its own largest value."""
        last = self.number([-1], np.int64)
        lowest = self.node("Neg", self.node("ReduceMin", rows, last, keepdims=1))
        largest = self.node("Max", self.node("ReduceMax", rows, last, keepdims=1), lowest, self.number(_SMALLEST))
        scales = self.node("Mul", largest, self.number(1 / _MOST))
        flat = self.node("Squeeze", scales, last)
        zeros = self.node("Expand", self.number(_ZERO, np.uint8), self.node("Shape", flat))
        return Rows(self.node("QuantizeLinear", rows, flat, zeros, axis=0), scales)

    def linear(self, rows: Rows, weights: str, bias: str, *, name: str = "") -> str:
        """A layer with weights of one byte: whole numbers are multiplied and added up, then scaled row by row and column by column."""
        values, scales, zeros = (self.tensor(f"{weights}_{part}") for part in ("quantized", "scale", "zero_point"))
        ours = (self.number(1.0), scales, self.number(_ZERO, np.uint8), zeros)
        product = self.node("MatMulIntegerToFloat", rows.values, values, *ours, domain=_MICROSOFT)
        return self.node("Add", self.node("Mul", product, rows.scales), self.tensor(bias), name=name)

    def normal(self, rows: str, layer: str) -> str:
        """Layer normalisation with the numbers of `layer`."""
        return self.node("LayerNormalization", rows, self.tensor(f"{layer}.weight"), self.tensor(f"{layer}.bias"), axis=-1, epsilon=_SMALLEST)

    def looked_up(self, table: str, choose: Callable[[str], str]) -> str:
        """Rows of a table of embeddings, which is kept in bytes."""
        name = f"encoder.embeddings.{table}_embeddings.weight"
        return self.node("DequantizeLinear", choose(self.tensor(f"{name}_quantized")), *map(self.tensor, (f"{name}_scale", f"{name}_zero_point")))

    def embedded(self, ids: str, kinds: str | None) -> str:
        """What pieces begin with, shape (texts, pieces, dimensions)."""
        begin, one = self.number([0], np.int64), self.number([1], np.int64)
        pieces = self.node("Shape", ids, start=1, end=2)
        words = self.looked_up("word", lambda table: self.node("Gather", table, ids))
        places = self.looked_up("position", lambda table: self.node("Slice", table, begin, pieces, begin))
        sides = self.looked_up(
            "token_type", lambda table: self.node("Gather", table, kinds) if kinds else self.node("Slice", table, begin, one, begin)
        )
        return self.normal(self.node("Add", self.node("Add", words, sides), places), "encoder.embeddings.LayerNorm")

    def layer(self, number: int, rows: str, shape: "Shapes") -> str:
        """One layer of the transformer (Vaswani et al. 2017; Devlin et al. 2019), shape (rows, dimensions) in and out."""
        name = f"encoder.encoder.layer.{number}"

        def weighed(given: Rows, part: str) -> str:
            return self.linear(given, self.places[number, part], f"{name}.{part.replace('/', '.')}.bias")

        mixed = self.attention(self.bytes_of(rows), lambda given, part: weighed(given, f"attention/self/{part}"), shape)
        turned = weighed(self.bytes_of(mixed), "attention/output/dense")
        rows = self.normal(self.node("Add", turned, rows), f"{name}.attention.output.LayerNorm")
        wide = self.node("Gelu", weighed(self.bytes_of(rows), "intermediate/dense"), domain=_MICROSOFT)
        narrow = weighed(self.bytes_of(wide), "output/dense")
        return self.normal(self.node("Add", narrow, rows), f"{name}.output.LayerNorm")

    def attention(self, rows: Rows, weighed: Callable[[Rows, str], str], shape: "Shapes") -> str:
        """Every piece mixed with the others of its text, shape (rows, dimensions)."""

        def heads(part: str, order: Sequence[int]) -> str:
            return self.node("Transpose", self.node("Reshape", weighed(rows, part), shape.heads), perm=order)

        alike = self.node("MatMul", heads("query", (0, 2, 1, 3)), heads("key", (0, 2, 3, 1)))
        share = self.node("Softmax", self.node("Mul", alike, self.number(shape.scale)), axis=-1)
        mixed = self.node("MatMul", share, heads("value", (0, 2, 1, 3)))
        return self.node("Reshape", self.node("Transpose", mixed, perm=(0, 2, 1, 3)), shape.rows)


class Shapes(NamedTuple):
    """How rows are parted and joined."""

    heads: str
    """texts x pieces x heads x dimensions of a head."""
    rows: str
    scale: float
    """What likeness is multiplied by."""


def draw(file: Path, *, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """Write the graph beside a quantised network of one of our shapes, and where in both files weights are signed bytes.

    `inputs` are pieces (and sides) or what lower layers made of them (and the statement's own pieces); `outputs` what the layers make of
    it, or scores and vectors. Raises ModelError where the file holds something else.
    """
    import onnx
    from onnx import TensorProto, helper

    drawing = _over(file)
    first = inputs[0]
    begun = first if first == LOWER_OUTPUT else drawing.embedded(first, inputs[1] if len(inputs) > 1 else None)
    width = drawing.known[f"{next(iter(drawing.places.values()))}_quantized"].dims[0]
    texts = drawing.node("Shape", first, start=0, end=2)
    parted = drawing.node("Concat", texts, drawing.number([_HEADS, width // _HEADS], np.int64), axis=0)
    shape = Shapes(parted, drawing.number([-1, width], np.int64), float(np.sqrt(_HEADS / width)))
    rows = drawing.node("Reshape", begun, shape.rows)
    for number in sorted({number for number, _ in drawing.places}):
        rows = drawing.layer(number, rows, shape)
    whole = drawing.node("Concat", texts, drawing.number([width], np.int64), axis=0)
    if outputs == UPPER_OUTPUTS:
        _decide(drawing, drawing.node("Reshape", rows, whole), inputs[1], shape)
    else:
        drawing.node("Reshape", rows, whole, name=outputs[0])
    kinds = {LOWER_OUTPUT: (TensorProto.FLOAT, ["texts", "pieces", width]), UPPER_INPUTS[1]: (TensorProto.FLOAT, ["texts", "pieces"])}
    graph = helper.make_graph(
        drawing.nodes,
        "driftwatch",
        [helper.make_tensor_value_info(name, *kinds.get(name, (TensorProto.INT64, ["texts", "pieces"]))) for name in inputs],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        list(drawing.used.values()),
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)], ir_version=_VERSION)
    onnx.save(model, str(graph_file(file)))
    np.save(signs_file(file), _signed(drawing, graph_file(file).read_bytes()), allow_pickle=False)


def draw_halves(folder: Path) -> None:
    """The graphs of a statement network in two files."""
    draw(folder / LOWER, inputs=LOWER_INPUTS, outputs=(LOWER_OUTPUT,))
    draw(folder / UPPER, inputs=UPPER_INPUTS, outputs=UPPER_OUTPUTS)


def draw_usages(folder: Path) -> None:
    """The graph of a usage network."""
    draw(folder / NETWORK, inputs=(INPUT,), outputs=(OUTPUT,))


def in_plain_bytes(model: "ModelProto") -> None:
    """Every table and every layer of bytes is kept as such, so that a graph can point into the file."""
    from onnx import TensorProto, numpy_helper

    for tensor in model.graph.initializer:
        if tensor.data_type in (TensorProto.INT8, TensorProto.UINT8):
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor), tensor.name))


def _over(file: Path) -> Drawing:
    import onnx

    content = file.read_bytes()
    graph = onnx.load_model_from_string(content).graph
    products = [(_place(node.output[0]), node.input[1]) for node in graph.node if node.op_type == "MatMulInteger"]
    places = {place: name.removesuffix("_quantized") for place, name in products if place}
    if not places:
        raise ModelError(f"{file}: holds no layer with weights of one byte; export it anew")
    return Drawing(file, content, {tensor.name: tensor for tensor in graph.initializer}, places)


def _place(product: str) -> tuple[int, str] | None:
    """The layer and the part of it that a product of weights belongs to."""
    inside, _, _ = product.partition("layer.")[2].partition("/MatMul_output")
    number, _, part = inside.partition("/")
    return (int(number), part) if number.isdecimal() and part else None


def _decide(drawing: Drawing, hidden: str, own: str, shape: Shapes) -> None:
    """The mean over a statement's own pieces, and a score for each output."""
    scores, vector = UPPER_OUTPUTS
    middle, last = drawing.number([1], np.int64), drawing.number([-1], np.int64)
    summed = drawing.node("Squeeze", drawing.node("MatMul", drawing.node("Unsqueeze", own, middle), hidden), middle)
    drawing.node("Div", summed, drawing.node("ReduceSum", own, last, keepdims=1), name=vector)
    drawing.linear(drawing.bytes_of(drawing.node("Reshape", vector, shape.rows)), "head.weight", "head.bias", name=scores)


def _signed(drawing: Drawing, content: bytes) -> NDArray[np.int64]:
    """Where the tensors of signed bytes stand, shape (tensors, 4): the type in the graph's file; 0 where the bytes are there too and 1 where
    they are in the network's; their begin and end."""
    from onnx import TensorProto

    found = []
    for tensor in drawing.used.values():
        if tensor.data_type == TensorProto.INT8:
            written = tensor.SerializeToString()
            begin = content.index(written)
            # fields stand in the order of their numbers: dimensions, type (tag 0x10, value 3), name, bytes
            kind = begin + written.index(b"\x10\x03") + 1
            told = {entry.key: entry.value for entry in tensor.external_data}
            start = int(told.get("offset", begin + len(written) - len(tensor.raw_data)))
            found.append((kind, int(bool(told)), start, start + int(told.get("length", len(tensor.raw_data)))))
    return np.array(found, dtype=np.int64).reshape(-1, 4)
