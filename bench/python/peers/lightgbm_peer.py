"""LightGBM's predictor on the same trees."""
import lightgbm
import numpy as np

from .lightgbm_text import lightgbm_text


def open_peer(spec):
    booster = lightgbm.Booster(model_str=lightgbm_text(spec['forest']))
    return np.ascontiguousarray, lambda rows: booster.predict(rows, raw_score=True, num_threads=1)
