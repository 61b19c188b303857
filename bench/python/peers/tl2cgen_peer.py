"""tl2cgen: the trees as C, compiled by gcc. The library is kept beside the trees."""
from pathlib import Path

import tl2cgen

from .treelite_model import treelite_model


def open_peer(spec):
    library = Path(spec['compiled'] + '.tl2cgen.so')
    if not library.exists():
        model = treelite_model(spec['forest'])
        tl2cgen.export_lib(
            model, toolchain='gcc', libpath=str(library), params={'parallel_comp': 8}, verbose=False
        )
    predictor = tl2cgen.Predictor(str(library), nthread=1)
    return tl2cgen.DMatrix, predictor.predict
