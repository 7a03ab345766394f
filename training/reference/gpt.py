"""DALL-E's transformer: a caption's byte pairs, then the 16 tokens of a face, each guessed from those before it.

Ramesh et al. 2021 (2102.12092, section 2.2); guidance of tokens: Gafni et al. 2022 (2203.13131, section 3.4).
In TypeScript: app/models/dalle/gpt.ts (and bpe.ts for the text). Weights: public/weights/gpt; "bpe" holds the merges.
"""
import torch
import torch.nn.functional as F

from common import block, causal_mask, dense, layer_norm

TEXT, CODES, TEXT_LENGTH, IMAGE_LENGTH, HEADS = 642, 256, 24, 16, 4
START, END = TEXT - 2, TEXT - 1  # END also fills a text up to its 24 places


def forward(p, ids):
    """What the transformer thinks at every place. ids START, text, picture so far (code z is TEXT + z): [B, T], T <= 40 -> [B, T, 128]."""
    T = ids.shape[1]
    h = F.embedding(ids, p["tokens"]) + p["places"][:T]
    mask = causal_mask(T, h.device)
    for i in range(4):
        h = block(p, f"block{i}", h, HEADS, mask)
    return layer_norm(p, "norm", h)


def next_image_token(p, ids):  # logits [B, 256]
    return dense(p, "image", forward(p, ids)[:, -1])


def guided(p, ids, empty, w):
    """(1 + w) l(z | y) - w l(z | nothing); `empty` is ids with the empty text."""
    said, unsaid = next_image_token(p, torch.cat([ids, empty])).chunk(2)
    return said + w * (said - unsaid)


def loss(p, text, counted, image):
    """-(1/8) log p(y) - (7/8) log p(z | y), nats a token.

    text [B, 24] filled up with END; counted [B, 24]: 1 where a text token counts (words and the first END); image [B, 16]
    """
    start = torch.full_like(text[:, :1], START)
    h = forward(p, torch.cat([start, text, image[:, :-1] + TEXT], 1))
    nats = F.cross_entropy(dense(p, "text", h[:, :TEXT_LENGTH]).flatten(0, 1), text.flatten(), reduction="none")
    on_text = (nats * counted.flatten()).sum() / counted.sum().clamp(min=1)
    on_image = F.cross_entropy(dense(p, "image", h[:, TEXT_LENGTH:]).flatten(0, 1), image.flatten())
    return on_text / 8 + on_image * 7 / 8


@torch.no_grad()
def sample(p, text, w=1.0, temperature=0.5, top=64, generator=None):
    """text [B, 24] -> tokens of faces [B, 16]."""
    start = torch.full_like(text[:, :1], START)
    ids, empty = torch.cat([start, text], 1), torch.cat([start, torch.full_like(text, END)], 1)
    for _ in range(IMAGE_LENGTH):
        logits, index = guided(p, ids, empty, w).topk(top)
        drawn = torch.multinomial(torch.softmax(logits / temperature, -1), 1, generator=generator)
        token = index.gather(1, drawn) + TEXT
        ids, empty = torch.cat([ids, token], 1), torch.cat([empty, token], 1)
    return ids[:, 1 + TEXT_LENGTH :] - TEXT
