"""The model in JAX: a picture encoder with a projector, as llava has them, and a llama that reads its output.

Parameters live in one dictionary under the names and in the shapes that the two GGUF files use, so writing the files
needs no mapping. Names beginning with "aux." help training and are not written.
"""

from __future__ import annotations

import math

import jax
import jax.numpy as jnp
import numpy as np

from tests.data.vision.pictures import COLOURS, SHAPES, SIDE

PATCH = 8
GRID = SIDE // PATCH
PATCHES = GRID * GRID
WIDTH, LAYERS, HEADS, HIDDEN = 96, 3, 3, 256
HEAD = WIDTH // HEADS
EPS = 1e-5
ROPE_BASE = 10000.0
CONTEXT = 1024
MEAN, STD = (0.5, 0.5, 0.5), (0.25, 0.25, 0.25)

Params = dict[str, jax.Array]


def fresh(seed: int, vocabulary: int) -> Params:
    """Parameters before training."""
    chance = np.random.default_rng(seed)
    params: dict[str, np.ndarray] = {}

    def dense(name: str, *shape: int, bias: bool = True, gain: float = 1.0) -> None:
        spread = gain / math.sqrt(math.prod(shape[1:]))
        params[f"{name}.weight"] = chance.normal(0.0, spread, shape).astype(np.float32)
        if bias:
            params[f"{name}.bias"] = np.zeros(shape[0], np.float32)

    def norm(name: str, *, bias: bool) -> None:
        params[f"{name}.weight"] = np.ones(WIDTH, np.float32)
        if bias:
            params[f"{name}.bias"] = np.zeros(WIDTH, np.float32)

    dense("v.patch_embd", WIDTH, 3, PATCH, PATCH, bias=False)
    params["v.position_embd.weight"] = chance.normal(0.0, 0.3, (PATCHES, WIDTH)).astype(np.float32)
    params["token_embd.weight"] = chance.normal(0.0, 0.5, (vocabulary, WIDTH)).astype(np.float32)
    calm = 1 / math.sqrt(2 * LAYERS)
    for vision, prefix in ((True, "v.blk"), (False, "blk")):
        for layer in (f"{prefix}.{number}" for number in range(LAYERS)):
            norm(f"{layer}.{'ln1' if vision else 'attn_norm'}", bias=vision)
            for part in ("attn_q", "attn_k", "attn_v"):
                dense(f"{layer}.{part}", WIDTH, WIDTH, bias=vision)
            dense(f"{layer}.{'attn_out' if vision else 'attn_output'}", WIDTH, WIDTH, bias=vision, gain=calm)
            norm(f"{layer}.{'ln2' if vision else 'ffn_norm'}", bias=vision)
            for part in ("ffn_up",) if vision else ("ffn_gate", "ffn_up"):
                dense(f"{layer}.{part}", HIDDEN, WIDTH, bias=vision)
            dense(f"{layer}.ffn_down", WIDTH, HIDDEN, bias=vision, gain=calm)
    dense("mm.0", WIDTH, WIDTH)
    dense("mm.2", WIDTH, WIDTH)
    norm("output_norm", bias=False)
    dense("output", vocabulary, WIDTH, bias=False)
    dense("aux.mask", 1, WIDTH)
    dense("aux.colour", len(COLOURS), WIDTH)
    dense("aux.shape", len(SHAPES), WIDTH)
    return {name: jnp.asarray(value) for name, value in params.items()}


def see(params: Params, pictures: jax.Array) -> tuple[jax.Array, jax.Array]:
    """What the encoder makes of pictures [n, SIDE, SIDE, 3] with values 0 to 255.

    Returns:
        Features of each patch, and the same after the projector: both [n, PATCHES, WIDTH].
    """
    values = (pictures.astype(jnp.float32) / 255.0 - jnp.array(MEAN)) / jnp.array(STD)
    values = (
        values.reshape(-1, GRID, PATCH, GRID, PATCH, 3).transpose(0, 1, 3, 5, 2, 4).reshape(-1, PATCHES, 3 * PATCH**2)
    )
    flow = values @ params["v.patch_embd.weight"].reshape(WIDTH, -1).T + params["v.position_embd.weight"]
    for layer in (f"v.blk.{number}" for number in range(LAYERS)):
        inner = _layer_norm(params, f"{layer}.ln1", flow)
        query, key, value = (_heads(_dense(params, f"{layer}.attn_{part}", inner)) for part in "qkv")
        flow = flow + _dense(params, f"{layer}.attn_out", _attend(query, key, value, None))
        inner = _dense(params, f"{layer}.ffn_up", _layer_norm(params, f"{layer}.ln2", flow))
        flow = flow + _dense(params, f"{layer}.ffn_down", jax.nn.gelu(inner, approximate=True))
    inner = jax.nn.gelu(_dense(params, "mm.0", flow), approximate=True)
    return flow, _dense(params, "mm.2", inner)


def read(params: Params, tokens: jax.Array, places: jax.Array, seen: jax.Array) -> jax.Array:
    """Scores of the next token for every position.

    Args:
        params: All parameters.
        tokens: Token numbers [batch, length].
        places: Which row of `seen` stands at a position instead of a token, -1 for none [batch, length].
        seen: Projected patches of each conversation's pictures [batch, rows, WIDTH].
    """
    words = params["token_embd.weight"][tokens]
    looks = jnp.take_along_axis(seen, jnp.maximum(places, 0)[..., None], axis=1)
    flow = jnp.where((places >= 0)[..., None], looks, words)
    length = tokens.shape[1]
    cos, sin = _rotation(length)
    mask = jnp.where(jnp.tril(jnp.ones((length, length), bool)), 0.0, -1e9)
    for layer in (f"blk.{number}" for number in range(LAYERS)):
        inner = _rms_norm(params, f"{layer}.attn_norm", flow)
        query, key, value = (_heads(_dense(params, f"{layer}.attn_{part}", inner)) for part in "qkv")
        mixed = _attend(_rotate(query, cos, sin), _rotate(key, cos, sin), value, mask)
        flow = flow + _dense(params, f"{layer}.attn_output", mixed)
        inner = _rms_norm(params, f"{layer}.ffn_norm", flow)
        gate = jax.nn.silu(_dense(params, f"{layer}.ffn_gate", inner))
        flow = flow + _dense(params, f"{layer}.ffn_down", gate * _dense(params, f"{layer}.ffn_up", inner))
    return _dense(params, "output", _rms_norm(params, "output_norm", flow))


def encoder_loss(
    params: Params, features: jax.Array, masks: jax.Array, labels: jax.Array
) -> tuple[jax.Array, jax.Array]:
    """How badly the features tell where the shape is, its colour, and which shape it is.

    Args:
        params: All parameters.
        features: Of each patch, [n, PATCHES, WIDTH].
        masks: Share of each patch that the shape covers, [n, PATCHES].
        labels: Numbers of colour and shape, [n, 2]; -1 where there is no picture.

    Returns:
        The loss, and the share of pictures with both right.
    """
    there = (labels[:, 0] >= 0).astype(jnp.float32)
    count = jnp.maximum(there.sum(), 1.0)
    guess = _dense(params, "aux.mask", features)[..., 0]
    cover = (jax.nn.softplus(guess) - guess * masks).mean(-1)
    pooled = features.mean(1)
    losses, right = cover, jnp.ones_like(there, bool)
    for column, name in enumerate(("aux.colour", "aux.shape")):
        scores = jax.nn.log_softmax(_dense(params, name, pooled))
        wanted = jnp.maximum(labels[:, column], 0)
        losses = losses - jnp.take_along_axis(scores, wanted[:, None], axis=1)[:, 0]
        right &= scores.argmax(-1) == wanted
    return (losses * there).sum() / count, (right * there).sum() / count


def answer_loss(scores: jax.Array, tokens: jax.Array, weights: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Cross entropy of the tokens with a weight, each from the scores before it, and the share of right ones."""
    wanted, weights = tokens[:, 1:], weights[:, 1:]
    chances = jax.nn.log_softmax(scores[:, :-1])
    losses = -jnp.take_along_axis(chances, wanted[..., None], axis=2)[..., 0]
    count = jnp.maximum(weights.sum(), 1.0)
    return (losses * weights).sum() / count, ((chances.argmax(-1) == wanted) * weights).sum() / count


def _dense(params: Params, name: str, flow: jax.Array) -> jax.Array:
    result = flow @ params[f"{name}.weight"].T
    return result + params[f"{name}.bias"] if f"{name}.bias" in params else result


def _layer_norm(params: Params, name: str, flow: jax.Array) -> jax.Array:
    flow = flow - flow.mean(-1, keepdims=True)
    flow = flow * jax.lax.rsqrt((flow * flow).mean(-1, keepdims=True) + EPS)
    return flow * params[f"{name}.weight"] + params[f"{name}.bias"]


def _rms_norm(params: Params, name: str, flow: jax.Array) -> jax.Array:
    return flow * jax.lax.rsqrt((flow * flow).mean(-1, keepdims=True) + EPS) * params[f"{name}.weight"]


def _heads(flow: jax.Array) -> jax.Array:
    return flow.reshape(*flow.shape[:2], HEADS, HEAD).transpose(0, 2, 1, 3)


def _attend(query: jax.Array, key: jax.Array, value: jax.Array, mask: jax.Array | None) -> jax.Array:
    scores = query @ key.transpose(0, 1, 3, 2) / math.sqrt(HEAD)
    mixed = jax.nn.softmax(scores if mask is None else scores + mask) @ value
    return mixed.transpose(0, 2, 1, 3).reshape(mixed.shape[0], mixed.shape[2], WIDTH)


def _rotation(length: int) -> tuple[jax.Array, jax.Array]:
    speeds = ROPE_BASE ** (-jnp.arange(0, HEAD, 2) / HEAD)
    angles = jnp.arange(length)[:, None] * speeds
    return jnp.cos(angles), jnp.sin(angles)


def _rotate(flow: jax.Array, cos: jax.Array, sin: jax.Array) -> jax.Array:
    """Rope on neighbouring pairs, as llama.cpp does it for llama."""
    even, odd = flow[..., 0::2], flow[..., 1::2]
    return jnp.stack((even * cos - odd * sin, even * sin + odd * cos), axis=-1).reshape(flow.shape)
