"""Formulas as pictures: `line` (which is drawn next), `painter` (the drawing process of `app.rich` as Qt signals),
`pieces` (formulas in a document).
"""
