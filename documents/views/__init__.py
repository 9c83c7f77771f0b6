"""The public pages: lists, records, places in a text, and what can be taken away. They read; nothing here writes."""
