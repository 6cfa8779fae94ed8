"""Words marked as the source, the cue and the content of a claim: what a person sends, found in the text and shown."""
