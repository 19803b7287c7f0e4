"""spaCy's text categoriser, as https://spacy.io/api/textcategorizer has it: a blank English pipeline, `textcat_multilabel`, eight rounds."""

import random

from asked import LABELS, Answer, told

ROUNDS, BATCH, KEPT_BACK = 8, 32, 5


def main(asked, answer: Answer) -> None:
    """Learn from four fifths, choose thresholds on the rest, then label everything."""
    import numpy as np
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(7)
    pipeline = spacy.blank("en")
    pipeline.add_pipe("textcat_multilabel")
    answer.lap("start")

    def scores(texts):
        return np.array([[document.cats[label] for label in LABELS] for document in pipeline.pipe(texts)])

    examples = [
        Example.from_dict(pipeline.make_doc(text), {"cats": {label: float(label in labels) for label in LABELS}})
        for at, (text, labels) in enumerate(asked.train)
        if at % KEPT_BACK
    ]
    optimizer, chance = pipeline.initialize(lambda: examples), random.Random(7)
    for _ in range(ROUNDS):
        chance.shuffle(examples)
        for some in minibatch(examples, BATCH):
            pipeline.update(some, sgd=optimizer, drop=0.2)
    kept_back = asked.train[::KEPT_BACK]
    answer.thresholds(scores([text for text, _ in kept_back]), asked.matrix(kept_back))
    answer.lap("learn")
    answer.scores(scores([text for text, _ in asked.dev]))
    answer.lap("measure")
    answer.labelled(scores(asked.texts))
    answer.lap("classify")


if __name__ == "__main__":
    told(main)
