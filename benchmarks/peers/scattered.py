"""Scattertext as its README has it: a corpus from a data frame of parties, the scaled F-score of each term."""

from asked import Answer, told


def main(asked, answer: Answer) -> None:
    """How far each word is one side's, and for the programmes with known differences where those stand."""
    answer.lap("start")
    answer.found["terms"] = len(_ranked(asked.texts, asked.partners))
    answer.lap("terms")
    answer.found["ranked"] = {name: _ranked(*part)[:2000] for name, part in asked.terms.items()}
    answer.lap("known differences")


def _ranked(texts, partners) -> list[str]:
    """Terms, the most one-sided first, whichever side it is."""
    import pandas as pd
    import scattertext

    sides = sorted({partner for partner in partners if partner})[:2]
    frame = pd.DataFrame([(text, partner) for text, partner in zip(texts, partners, strict=True) if partner in sides], columns=["text", "party"])
    frame = frame.assign(parse=lambda rows: rows.text.apply(scattertext.whitespace_nlp_with_sentences))
    corpus = scattertext.CorpusFromParsedDocuments(frame, category_col="party", parsed_col="parse").build()
    scores = corpus.get_term_freq_df().assign(score=corpus.get_scaled_f_scores(sides[0]))
    return list((scores.score - 0.5).abs().sort_values(ascending=False, kind="stable").index)


if __name__ == "__main__":
    told(main)
