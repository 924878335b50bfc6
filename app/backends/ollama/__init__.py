"""Ollama, a server that is not ours, through its official client.

`address` and `names` are its rules for OLLAMA_HOST and for model names; `survey` looks what is there; `request`,
`answer` and `window` are the pure parts of an answer; `server` makes calls and maps their failures; `backend` holds one
model; `giving` fetches models and hands files over; `engine` is what the manager sees.
"""
