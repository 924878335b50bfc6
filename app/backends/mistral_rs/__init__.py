"""The engine mistral.rs, as a server of its own on this machine.

programs.py  which versions and forms of the program there are, and the command line of each
finder.py    where the program is, or the Python package in its place
suits.py     which models it can run
dialect.py   how its protocol differs from OpenAI's
model.py     a look at a model before its server starts
startup.py   why a start failed, from what it printed
launch.py    the first moment of its process: it ends with its parent
server.py    the process: started, watched, ended
backend.py   the eight methods over it
runner/      our own server around the Python package, for where the program is missing
"""
