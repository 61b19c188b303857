"""lleaves: the trees, as a LightGBM model, compiled by LLVM. The machine code is kept beside the trees."""
from pathlib import Path

import lleaves
import numpy as np

from .lightgbm_text import lightgbm_text


def open_peer(spec):
    text = Path(spec['compiled'] + '.lightgbm.txt')
    if not text.exists():
        text.write_text(lightgbm_text(spec['forest']))
    model = lleaves.Model(model_file=str(text))
    model.compile(cache=spec['compiled'] + '.lleaves.o')

    def doubles(rows):
        return rows.astype(np.float64)

    return doubles, lambda rows: model.predict(rows, n_jobs=1)
