"""Treelite's General Tree Inference Library."""
import numpy as np
import treelite.gtil

from .treelite_model import treelite_model


def open_peer(spec):
    model = treelite_model(spec['forest'])
    return np.ascontiguousarray, lambda rows: treelite.gtil.predict(model, rows, nthread=1)
