"""ConvoKit as its documentation has it: utterances to a Corpus, then FightingWords (Monroe, Colaresi & Quinn 2008) between the partners."""

from asked import Answer, told


def main(asked, answer: Answer) -> None:
    """Import, then the words that set the sides apart, and where the known differences stand among them."""
    from convokit import Corpus, Speaker, Utterance

    answer.lap("start")
    corpus = _corpus(Corpus, Speaker, Utterance, asked.texts, asked.partners, asked.documents)
    answer.lap("import")
    answer.found["utterances"], answer.found["terms"] = len(list(corpus.iter_utterances())), len(_ranked(corpus, asked.partners))
    answer.lap("terms")
    answer.found["ranked"] = {
        name: _ranked(_corpus(Corpus, Speaker, Utterance, texts, partners, ["one"] * len(texts)), partners)[:2000]
        for name, (texts, partners) in asked.terms.items()
    }
    answer.lap("known differences")


def _corpus(corpus, speaker, utterance, texts, partners, documents):
    speakers = {partner: speaker(id=str(partner)) for partner in set(partners)}
    return corpus(
        utterances=[
            utterance(id=str(at), speaker=speakers[partner], conversation_id=str(document), text=text)
            for at, (text, partner, document) in enumerate(zip(texts, partners, documents, strict=True))
        ]
    )


def _ranked(corpus, partners) -> list[str]:
    """n-grams, the largest z first, whichever side it is."""
    from convokit import FightingWords

    one, other = sorted({str(partner) for partner in partners if partner})[:2]
    fighting = FightingWords(ngram_range=(1, 2))
    fighting.fit(corpus, class1_func=lambda each: each.speaker.id == one, class2_func=lambda each: each.speaker.id == other)
    scores = fighting.get_ngram_zscores()
    column = next(name for name in scores.columns if "z" in name.lower())
    return list(scores[column].abs().sort_values(ascending=False, kind="stable").index)


if __name__ == "__main__":
    told(main)
