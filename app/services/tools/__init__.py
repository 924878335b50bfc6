"""Tools that a model may ask for while it answers.

- `registry`: what a tool is, which there are, and how one is run: with a time limit and a cap on its result
- `builtin`: two small ones that show how a tool is made
- `history`: an answer with its calls as the messages that a model reads; pure
- `approval`: what a person is asked, and which tools are allowed once and for all
- `rounds`: the calls of one answer, from the model's wish to what it reads
- `service`: the commands
"""
