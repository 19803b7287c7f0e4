"""Letters: header, parts, what is quoted, how a writer takes leave."""
