"""Which grammar an answer's form means."""

from __future__ import annotations

from app.backends.structured.gbnf import check_grammar
from app.backends.structured.schema import ANY_OBJECT, schema_to_grammar
from app.types.generation import AnswerFormat, FormatKind


def grammar_for(answer_format: AnswerFormat) -> str | None:
    """The grammar in GBNF, checked; None where the answer is free.

    Raises:
        InvalidInput: The schema or the grammar cannot be used; says why.
    """
    if answer_format.kind is FormatKind.TEXT:
        return None
    if answer_format.kind is FormatKind.GRAMMAR:
        check_grammar(answer_format.text)
        return answer_format.text
    return schema_to_grammar(ANY_OBJECT if answer_format.kind is FormatKind.JSON else answer_format.text)
