"""Faces in PyTorch: composed from the parts as app/data/faces/compose.ts does it, to the very byte, from what export.ts wrote."""
import json
import os

import numpy as np
import torch

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
DATA = os.environ.get("DATA", "training/runs/torch")


def array(name, device=DEVICE):
    a = np.load(f"{DATA}/{name}.npy")
    return torch.from_numpy(a.astype(np.int32) if a.dtype == np.uint16 else a).to(device)


class Composer:
    """Descriptions of faces [n, 16] (fields of parts.json) -> pixels [n, 768] and classes [n, 10], both uint8."""

    def __init__(self):
        info = json.load(open(f"{DATA}/parts.json"))
        self.at = {field: i for i, field in enumerate(info["fields"])}
        self.layout, row = [], 0
        for part in info["layout"]:
            self.layout.append((part["slot"], row, part["colours"]))
            row += part["variants"] * part["colours"]
        self.none = row
        self.tables = {name: array(name) for name in ("covers", "solid", "keep1", "tint1", "keep2", "tint2", "bodies")}
        self.hair, self.mood, self.glasses = (array(name) for name in ("hairStyle", "mouthMood", "glassesKind"))

    def field(self, faces, name):
        return faces[:, self.at[name]].long()

    def pixels(self, faces):
        t = self.tables
        out = t["bodies"][self.field(faces, "skin")].int()
        for slot, base, colours in self.layout:
            variant = self.field(faces, slot)
            colour = self.field(faces, "hairColor" if slot == "beard" else slot + "Color")
            row = torch.where(variant < 0, self.none, base + variant * colours + colour)
            out = torch.where(t["covers"][row] > 0, t["solid"][row].int(), out)
            for n in "12":
                out = t["tint" + n][row].int() + ((out * t["keep" + n][row]) >> 8)
        return out.to(torch.uint8)

    def classes(self, faces):
        def f(name):
            return self.field(faces, name)

        there = [(f(name) >= 0).long() for name in ("hat", "beard", "accessories")]
        glasses = torch.where(f("glasses") < 0, 0, self.glasses[f("glasses").clamp(min=0)].long())
        mood, style = self.mood[f("mouth")].long(), self.hair[f("hair")].long()
        columns = [f("skin"), style, f("hairColor"), f("eyesColor"), mood, glasses, there[0], there[1], f("clothingColor"), there[2]]
        return torch.stack(columns, 1).to(torch.uint8)


def in_pieces(f, x, size=65536):
    return torch.cat([f(part) for part in x.split(size)])


def to_unit(pixels):  # bytes [n, 768] -> [n, 16, 16, 3] in [-1, 1]
    return (pixels.float() / 127.5 - 1).reshape(-1, 16, 16, 3)
