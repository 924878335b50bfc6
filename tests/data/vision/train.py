"""Trains the tiny vision model and writes its two GGUF files.

    python -m tests.data.vision.train FOLDER

FOLDER keeps the state, so that a run that was stopped goes on where it was. Needs jax, numpy, pillow and gguf; takes
half an hour on two cores.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from tests.data.vision.export import write_pair
from tests.data.vision.model import PATCHES, WIDTH, Params, answer_loss, encoder_loss, fresh, read, see
from tests.data.vision.samples import FORMS, Batch, Form, encoder_batch, talk_batch
from tests.data.vision.words import Vocabulary

SEED = 7
ENCODER_STEPS = 2800
ENCODER_BATCH = 96
LARGE_STEPS = 1200
TALK_STEPS = 2400
RATE = 1.5e-3
WARM_UP = 100
SAVE_EVERY = 200

State = dict[str, Params]
Step = Callable[[State, Batch, float], tuple[State, dict[str, jax.Array]]]


def encoder_goal(params: Params, batch: Batch) -> tuple[jax.Array, dict[str, jax.Array]]:
    """What the first part of training makes small: the encoder alone."""
    loss, right = encoder_loss(params, see(params, batch["images"])[0], batch["masks"], batch["labels"])
    return loss, {"loss": loss, "pictures right": right}


def talk_goal(params: Params, batch: Batch) -> tuple[jax.Array, dict[str, jax.Array]]:
    """What the second part makes small: answers, and a little of the first goal."""
    features, seen = see(params, batch["images"])
    eyes, eyes_right = encoder_loss(params, features, batch["masks"], batch["labels"])
    rows = batch["tokens"].shape[0]
    scores = read(params, batch["tokens"], batch["places"], seen.reshape(rows, -1, WIDTH))
    loss, right = answer_loss(scores, batch["tokens"], batch["weights"])
    return loss + 0.3 * eyes, {"loss": loss, "tokens right": right, "pictures right": eyes_right}


def adam(goal: Callable[[Params, Batch], tuple[jax.Array, dict[str, jax.Array]]]) -> Step:
    """A compiled step of Adam towards a goal; gradients are cut to length 1."""

    def step(state: State, batch: Batch, rate: float) -> tuple[State, dict[str, jax.Array]]:
        gradients, report = jax.grad(goal, has_aux=True)(state["params"], batch)
        length = jnp.sqrt(sum(jnp.sum(value * value) for value in gradients.values()))
        cut = jnp.minimum(1.0, 1.0 / (length + 1e-9))
        count = state["count"]["steps"] + 1
        new: State = {"params": {}, "mean": {}, "square": {}, "count": {"steps": count}}
        for name, value in state["params"].items():
            gradient = gradients[name] * cut
            mean = 0.9 * state["mean"][name] + 0.1 * gradient
            square = 0.99 * state["square"][name] + 0.01 * gradient * gradient
            new["mean"][name], new["square"][name] = mean, square
            move = (mean / (1 - 0.9**count)) / (jnp.sqrt(square / (1 - 0.99**count)) + 1e-8)
            new["params"][name] = value - rate * move
        return new, report

    compiled: Step = jax.jit(step, donate_argnums=0)
    return compiled


def start(params: Params) -> State:
    """Adam's state before the first step."""
    return {
        "params": params,
        "mean": {name: jnp.zeros_like(value) for name, value in params.items()},
        "square": {name: jnp.zeros_like(value) for name, value in params.items()},
        "count": {"steps": jnp.zeros((), jnp.int32)},
    }


def save(path: Path, state: State, done: int) -> None:
    """Writes the state whole or not at all."""
    flat: dict[str, Any] = {f"{part} {name}": value for part, group in state.items() for name, value in group.items()}
    partial = path.with_suffix(".part.npz")
    np.savez(partial, done=done, **flat)
    partial.replace(path)


def load(path: Path) -> tuple[State, int]:
    """The saved state, and how many steps it has seen."""
    state: State = {}
    with np.load(path) as saved:
        for key in saved.files:
            part, _, name = key.partition(" ")
            if name:
                state.setdefault(part, {})[name] = jnp.asarray(saved[key])
        return state, int(saved["done"])


def smallest(done: int) -> float:
    """Least radius of a shape: large shapes first."""
    return 0.36 - 0.14 * min(1.0, done / LARGE_STEPS)


def rate(done: int) -> float:
    """Step size: a warm-up in both parts, and a straight line down to nothing at the end."""
    since = done if done < ENCODER_STEPS else done - ENCODER_STEPS
    left = 1.0 if done < ENCODER_STEPS else 1.0 - since / TALK_STEPS
    return RATE * min(1.0, (since + 1) / WARM_UP) * left


def form(done: int) -> Form:
    """Short conversations at first, then all lengths in turn, the short ones more often."""
    since = done - ENCODER_STEPS
    if since < TALK_STEPS // 4:
        return FORMS[0]
    return FORMS[(0, 1, 0, 2, 1, 3)[since % 6]]


def batch(done: int, vocabulary: Vocabulary) -> Batch:
    """The batch of one step; always the same one."""
    if done < ENCODER_STEPS:
        return encoder_batch(f"{SEED} {done}", ENCODER_BATCH, smallest(done))
    return talk_batch(f"{SEED} {done}", form(done), vocabulary, smallest(done))


def train(folder: Path, out: Path) -> None:
    """Trains to the end, going on from what is in `folder`, and writes the pair to `out`."""
    vocabulary = Vocabulary()
    saved = folder / "state.npz"
    folder.mkdir(parents=True, exist_ok=True)
    state, done = load(saved) if saved.exists() else (start(fresh(SEED, len(vocabulary.tokens))), 0)
    steps = adam(encoder_goal), adam(talk_goal)
    total = ENCODER_STEPS + TALK_STEPS
    began, first = time.monotonic(), done
    print(f"{len(vocabulary.tokens)} tokens, {PATCHES} patches, step {done} of {total}", flush=True)
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(batch, done, vocabulary)
        while done < total:
            now, coming = coming.result(), ahead.submit(batch, min(done + 1, total - 1), vocabulary)
            state, report = steps[done >= ENCODER_STEPS](state, now, rate(done))
            done += 1
            if done % 50 == 0:
                values = ", ".join(f"{name} {float(value):.3f}" for name, value in report.items())
                print(f"{done}: {values}, {(time.monotonic() - began) / (done - first):.3f} s a step", flush=True)
            if done % SAVE_EVERY == 0 or done == total:
                save(saved, state, done)
    write_pair(out, state["params"], vocabulary)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Train the tiny vision model.")
    parser.add_argument("folder", type=Path, help="where the state of training is kept")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where the two GGUF files go")
    parser.add_argument("--export", action="store_true", help="write the files from the state as it is, and stop")
    options = parser.parse_args()
    if options.export:
        write_pair(options.out, load(options.folder / "state.npz")[0]["params"], Vocabulary())
    else:
        train(options.folder, options.out)


if __name__ == "__main__":
    main()
