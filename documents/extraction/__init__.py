"""The extraction engine: a decoded source in, parsed documents out. Pure Python, usable without the site.

The pipeline, each stage a module with one verb, none importing another:
`layout.clean_layout` → `structure.segment_parts` → `metadata.extract_metadata` → `turns.segment_remarks` →
`mentions.find_mentions` → `quotations.find_quotations` → `attribution.attribute_quotations`.
`pipeline.extract` calls them.
"""

ENGINE_VERSION = "7"  # raised whenever the same source may give another answer
