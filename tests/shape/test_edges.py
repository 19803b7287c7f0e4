"""The world outside (terminal, environment, clock, chance, code from files) is met at the edges only."""

import ast

PRINTERS = ("src/driftwatch/cli", "src/driftwatch/notifiers/console.py", "api/driftwatch_api/openapi.py")
READERS_OF_THE_ENVIRONMENT = ("src/driftwatch/cli", "src/driftwatch/wiring.py", "api/driftwatch_api")
KEEPERS_OF_THE_CLOCK = ("src/driftwatch/cli", "src/driftwatch/wiring.py", "src/driftwatch/testing", "api/driftwatch_api")
THROWERS_OF_DICE = (*KEEPERS_OF_THE_CLOCK, "src/driftwatch/learn")

CODE_CARRIERS = {"pickle", "cPickle", "joblib", "dill", "cloudpickle", "shelve", "marshal"}
CODE_RUNNERS = {"eval", "exec", "compile", "torch.load", "__import__"}
CLOCKS = {
    "datetime.now",
    "datetime.datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
}
DICE = {"random", "secrets"}
UNSEEDED = {"np.random.default_rng", "numpy.random.default_rng", "default_rng", "random.Random", "Random", "np.random.RandomState"}


def test_only_the_command_line_and_the_console_print(modules, within):
    printed = [
        module.where(call)
        for module in modules
        if not within(module, PRINTERS)
        for call, name in module.calls()
        if name in ("print", "sys.stdout.write", "sys.stderr.write")
    ]

    assert not printed


def test_only_the_edges_read_the_environment(modules, within):
    read = [
        f"{module.where(node)} {name}" for module in modules if not within(module, READERS_OF_THE_ENVIRONMENT) for node, name in _environment(module)
    ]

    assert not read


def test_only_the_edges_know_what_time_it_is(modules, within):
    asked = [
        f"{module.where(call)} {name}"
        for module in modules
        if not within(module, KEEPERS_OF_THE_CLOCK)
        for call, name in module.calls()
        if name in CLOCKS
    ]

    assert not asked


def test_chance_is_seeded_or_handed_in(modules, within):
    inner = [module for module in modules if not within(module, THROWERS_OF_DICE)]

    imported = [module.where(node) for module in inner for node, name in module.imports() if name.split(".")[0] in DICE]
    unseeded = [
        module.where(call)
        for module in inner
        for call, name in module.calls()
        if (name in UNSEEDED and not call.args and not call.keywords) or name.endswith("uuid4")
    ]

    assert not imported + unseeded


def test_nothing_loads_code_from_data(modules):
    imported = [f"{module.where(node)} {name}" for module in modules for node, name in module.imports() if name.split(".")[0] in CODE_CARRIERS]
    called = [f"{module.where(call)} {name}" for module in modules for call, name in module.calls() if name in CODE_RUNNERS]
    allowed = [
        module.where(call)
        for module in modules
        for call, _ in module.calls()
        if any(k.arg in ("allow_pickle", "trust_remote_code") and k.value.value is not False for k in call.keywords)
    ]

    assert not imported + called + allowed


def _environment(module):
    yield from ((call, name) for call, name in module.calls() if name in ("os.getenv", "getenv"))
    yield from ((node, name) for node, name in module.imports() if name in ("os.environ", "os.getenv"))
    yield from ((node, "os.environ") for node in _attributes(module) if node.attr == "environ" and getattr(node.value, "id", "") == "os")


def _attributes(module):
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute))
