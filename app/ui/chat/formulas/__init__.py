"""Formulas as pictures: `drawing` (what a drawn one is), `line` (which is drawn next), `child` (the process that draws,
since TeX of a model can hang or break whoever draws it), `painter` (that process as Qt signals), `pieces` (formulas in
a document).
"""
