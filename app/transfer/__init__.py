"""Chats as files: what other programs and we ourselves write (`chatgpt`, `open_webui`, `own`), and the forms of an
export (`own`, `markdown_form`, `html_form` with `html_text`, `html_style`, and `artist`, who draws for it).

`source` opens a file and tells what it is; `elements` takes JSON apart, one chat at a time; `loose` turns trees as they
are found into trees as we keep them. `reader` is a process of its own: large files keep a processor busy.
"""
