"""The pages on which two partners sit down together: made on the server, with vendored files and a strict policy, usable without a mouse."""
