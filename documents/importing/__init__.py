"""Source files into stored rows: the only place where the engine's values become models.

`sources` finds the files, `workers` reads them with the engine in processes of their own, `rows` says what the engine
found in the archive's terms; none of these three knows Django. `store` writes one file in one transaction, through
`naming` and `claims` for what several documents share, and `revise` where the archive has the document already.
`run` is the loop over all files, `undo` takes a run back.
"""
