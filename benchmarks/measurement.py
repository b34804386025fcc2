# SPDX-License-Identifier: BSL-1.0
"""A measured quantity: ours in each form and the peers', as JSON lines and as a row of a table."""
import json
import re

UNITS = {"s": (1, "s"), "ms": (1e3, "ms"), "us": (1e6, "us"), "MB": (1e-6, "MB")}


class Measurement:
    """Values in SI units (seconds, bytes), all from one run; smaller is better."""

    def __init__(self, part, what, unit, ours, peers):
        self.part, self.what, self.ours, self.peers = part, what, ours, peers
        self.scale, self.unit = UNITS[unit]

    def shown(self, value):
        return None if value is None else float(f"{value * self.scale:.4g}")

    def lines(self):
        """One JSON line for each of our forms beside each peer; ratio > 1 where ours is better."""
        what = re.sub(r"[^a-z0-9]+", "_", self.what.lower().replace(",", "").replace("++", "xx")).strip("_")
        for form, ours in self.ours.items():
            for peer, theirs in (self.peers or {None: None}).items():
                yield json.dumps({
                    "name": f"{self.part}.{what}.{re.sub('[^a-z]+', '_', form)}",
                    "ours": self.shown(ours), "peer": self.shown(theirs), "unit": self.unit,
                    "ratio": theirs and float(f"{theirs / ours:.3g}"), "better": "lower", "peer_name": peer})

    def report(self):
        for line in self.lines():
            print(line, flush=True)


def number(value):
    """Three significant digits, without an exponent."""
    if value is None:
        return ""
    text = f"{value:.3g}"
    return f"{float(text):,.0f}" if "e" in text or abs(value) >= 100 else text


def table(measurements):
    """The measurements of one part as Markdown: what, our forms, the peers, and the best peer's value over each of ours."""
    forms = list(dict.fromkeys(form for m in measurements for form in m.ours))
    peers = list(dict.fromkeys(peer for m in measurements for peer in m.peers))
    heads = ["", *(f"eponym, {form}" for form in forms), *peers]
    if peers:
        heads += ["times better than the best peer" if len(forms) == 1 else f"times better, {form}" for form in forms]
    rows = [heads, ["---"] + ["---:"] * (len(heads) - 1)]
    for m in measurements:
        cells = [number(m.shown(m.ours.get(form))) for form in forms] + [number(m.shown(m.peers.get(peer))) for peer in peers]
        if peers:
            cells += [number(min(m.peers.values()) / m.ours[form]) if m.peers and form in m.ours else "" for form in forms]
        rows.append([f"{m.what} ({m.unit})", *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
