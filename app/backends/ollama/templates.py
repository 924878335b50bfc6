"""Chat templates in Ollama's language for files that are handed over: a GGUF has its own in Jinja, which Ollama does
not read. Pure.

Ollama recognises some by likeness and leaves an answer's turn closed there, so that none can be continued; what is
known here goes over that. Each of these leaves the last turn of an assistant open.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """How a family of models marks turns."""

    template: str
    stop: tuple[str, ...]


_LAST = "{{- $last := eq (len (slice $.Messages $i)) 1 }}"
_HEAD = "{{- range $i, $_ := .Messages }}" + _LAST

_CHATML = (
    _HEAD
    + """<|im_start|>{{ .Role }}
{{ .Content }}{{ if or (not $last) (ne .Role "assistant") }}<|im_end|>
{{ end }}{{ if and $last (ne .Role "assistant") }}<|im_start|>assistant
{{ end }}{{ end }}"""
)
_HERMES = (
    """{{- if or .System .Tools }}<|im_start|>system
{{- if .System }}
{{ .System }}
{{- end }}
{{- if .Tools }}

# Tools

You may call one or more functions to assist with the user query.

You are provided with function signatures within <tools></tools> XML tags:
<tools>
{{- range .Tools }}
{"type": "function", "function": {{ .Function }}}
{{- end }}
</tools>

For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
<tool_call>
{"name": <function-name>, "arguments": <args-json-object>}
</tool_call>
{{- end }}<|im_end|>
{{ end }}"""
    + _HEAD
    + """
{{- if eq .Role "user" }}<|im_start|>user
{{ .Content }}<|im_end|>
{{ else if eq .Role "assistant" }}<|im_start|>assistant
{{ .Content }}
{{- range .ToolCalls }}
<tool_call>
{"name": "{{ .Function.Name }}", "arguments": {{ .Function.Arguments }}}
</tool_call>
{{- end }}{{ if not $last }}<|im_end|>
{{ end }}
{{- else if eq .Role "tool" }}<|im_start|>user
<tool_response>
{{ .Content }}
</tool_response><|im_end|>
{{ end }}
{{- if and $last (ne .Role "assistant") }}<|im_start|>assistant
{{ end }}
{{- end }}"""
)
_LLAMA3 = (
    _HEAD
    + """<|start_header_id|>{{ .Role }}<|end_header_id|>

{{ .Content }}{{ if or (not $last) (ne .Role "assistant") }}<|eot_id|>{{ end }}
{{- if and $last (ne .Role "assistant") }}<|start_header_id|>assistant<|end_header_id|>

{{ end }}{{ end }}"""
)
_GEMMA = (
    _HEAD
    + """
{{- if eq .Role "assistant" }}<start_of_turn>model
{{ .Content }}{{ if not $last }}<end_of_turn>
{{ end }}
{{- else }}<start_of_turn>user
{{ .Content }}<end_of_turn>
{{ if $last }}<start_of_turn>model
{{ end }}{{ end }}{{ end }}"""
)
_PHI = (
    _HEAD
    + """<|{{ .Role }}|>
{{ .Content }}{{ if or (not $last) (ne .Role "assistant") }}<|end|>
{{ end }}{{ if and $last (ne .Role "assistant") }}<|assistant|>
{{ end }}{{ end }}"""
)
_MISTRAL = (
    _HEAD
    + """
{{- if eq .Role "assistant" }} {{ .Content }}{{ if not $last }}</s>{{ end }}
{{- else if eq .Role "system" }}[INST] {{ .Content }} [/INST]
{{- else }}[INST] {{ .Content }} [/INST]{{ end }}{{ end }}"""
)

_FORMS = (
    (("<|im_start|>", "<tool_call>"), Form(_HERMES, ("<|im_start|>", "<|im_end|>"))),
    (("<|im_start|>",), Form(_CHATML, ("<|im_start|>", "<|im_end|>"))),
    (("<|start_header_id|>", "<|eot_id|>"), Form(_LLAMA3, ("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"))),
    (("<start_of_turn>",), Form(_GEMMA, ("<start_of_turn>", "<end_of_turn>"))),
    (("<|assistant|>", "<|end|>"), Form(_PHI, ("<|end|>", "<|user|>", "<|assistant|>"))),
    (("[INST]", "[/INST]"), Form(_MISTRAL, ("[INST]", "[/INST]"))),
)
"""What a template in Jinja says, and the form that goes with it; the first that fits."""
_THINKS = ("</think>", "[THINK]", "<|channel|>")
"""Ollama has to know how such a model thinks; a plain template would take that away."""


def form_for(jinja: str) -> Form | None:
    """The form for a chat template; None where Ollama's own guess is better."""
    if any(mark in jinja for mark in _THINKS):
        return None
    return next((form for marks, form in _FORMS if all(mark in jinja for mark in marks)), None)
