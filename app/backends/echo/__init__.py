"""The scriptable engine that ships for tests and demonstrations: no model, but a real worker process.

It answers with the last user message, word by word. A first line that begins with `/echo` tells it what to pretend; the
lines below it are the text to echo, and without any a sample is taken:

    /echo tokens=500 rate=100     500 tokens at 100 a second (the text is repeated or cut); rate=0 is as fast as it can
    /echo                         the sample: paragraphs, lists, emphasis and a code block in Markdown
    /echo read_s=2                takes two seconds to "read the prompt", in steps
    /echo crash                   dies while it reads the prompt
    /echo crash_after=5           dies when the answer has five tokens; signal=KILL (ABRT, ILL, BUS …) chooses how
    /echo fail=out_of_memory      ends with an engine error of that text; fail_after=5 with five tokens before it
    /echo hang                    writes nothing until it is stopped; hang_after=5 with five tokens before it
    /echo deaf                    writes nothing and does not even hear that it is stopped

Where tools are offered, each line `/tool NAME ARGUMENTS` is a call of one; what stands above them is said first. Calls
go out together, until a line `/then`: those below it wait for the results. When all have come, they are the answer:

    /tool echo {"text":"hi"}      calls `echo`; a name that is not there and broken JSON go out as they are

The words of `/echo` also work as load options (`LoadSpec.options`) for every request of one worker, together with
`load_s` (takes so long to load), `load_fail=TEXT` (refuses) and `load_crash`. A token is a word of at most 16
characters with the space before it. The context window is the `LoadSpec`'s, and so is how many answers are written at
once. What was read of a prompt need not be read again. With `continue_final` it goes on where the given answer ends,
and `…_after` counts from the beginning of the whole answer.
"""
