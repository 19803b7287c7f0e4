"""Singulars of English plurals: the regular endings, and the words that do not follow them."""

_UNCHANGED = frozenset(
    """
always perhaps series species status news basis analysis lens bus gas plus process business access success address does goes bias alias canvas
atlas chaos kudos logistics economics physics mathematics ethics politics analytics robotics headquarters whereas towards afterwards besides
sometimes overseas christmas corps means premises yes less
""".split()
)
_IRREGULAR = {
    "ads": "ad", "ids": "id", "prs": "pr", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "geese": "goose", "foremen": "foreman", "workmen": "workman", "craftsmen": "craftsman", "tradesmen": "tradesman", "salesmen": "salesman",
    "halves": "half", "shelves": "shelf", "knives": "knife", "loaves": "loaf", "wolves": "wolf", "calves": "calf", "thieves": "thief",
    "criteria": "criterion", "phenomena": "phenomenon", "schemata": "schema", "matrices": "matrix", "indices": "index", "vertices": "vertex",
    "appendices": "appendix", "curricula": "curriculum", "memoranda": "memorandum", "errata": "erratum", "addenda": "addendum", "spectra": "spectrum",
    "strata": "stratum", "referenda": "referendum", "bacteria": "bacterium", "alumni": "alumnus", "fungi": "fungus", "nuclei": "nucleus",
    "radii": "radius", "stimuli": "stimulus", "formulae": "formula", "antennae": "antenna", "larvae": "larva", "algae": "alga", "crises": "crisis",
    "oases": "oasis", "analyses": "analysis", "theses": "thesis", "hypotheses": "hypothesis", "syntheses": "synthesis", "diagnoses": "diagnosis",
    "parentheses": "parenthesis", "prostheses": "prosthesis", "emphases": "emphasis", "prognoses": "prognosis", "gases": "gas", "biases": "bias",
    "aliases": "alias", "canvases": "canvas", "atlases": "atlas", "lenses": "lens",
}  # fmt: skip
_WITH_E = frozenset(
    """
caches niches avalanches headaches aches tranches creches cliches moustaches psyches movies cookies zombies selfies calories genies rookies
prairies brownies shoes canoes toes foes oboes uses fuses muses ruses abuses excuses refuses accuses misuses reuses diffuses confuses amuses axes
""".split()
)
"""Plurals whose singular ends in an e that the rules would take away."""


def singular(word: str) -> str:
    """The singular of a lower-case plural; any other word as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _UNCHANGED:
        return word
    if word in _WITH_E:
        return word[:-1]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")) or (word.endswith("uses") and word[-5:-4] not in ("a", "o")):
        return word[:-2]
    return word[:-1]
