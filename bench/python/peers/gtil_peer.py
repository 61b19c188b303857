"""Treelite's General Tree Inference Library."""
import treelite.gtil

from .treelite_model import treelite_model


def open_peer(spec):
    model = treelite_model(spec['forest'])
    return lambda rows: treelite.gtil.predict(model, rows, nthread=1)
