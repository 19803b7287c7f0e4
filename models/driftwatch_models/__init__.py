"""What driftwatch ships trained: one folder an artefact, each with model.json and card.md."""
