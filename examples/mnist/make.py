"""Makes the files of this folder with H2O 3.46.0.10: small models, a few hundred digits, and what H2O answers.

    python make.py FOLDER_OF_THE_FOUR_MNIST_FILES FOLDER_FOR_THE_RESULTS
"""
import gzip, os, struct, sys

import h2o
import numpy as np
from h2o.estimators import H2OAutoEncoderEstimator, H2ODeepLearningEstimator, H2OGradientBoostingEstimator

source, target = sys.argv[1:]
TRAIN_ROWS, AUGMENT_ROWS, TEST_ROWS = 5000, 100, 200


def path(name):
    return os.path.join(target, name)


def read_idx(name):
    data = gzip.open(os.path.join(source, name)).read()
    sizes = struct.unpack(f">{data[3]}I", data[4 : 4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sizes)


def write_idx(name, array):
    head = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    with open(path(name), "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped:
        zipped.write(head + array.tobytes())


def frame_of(images, labels):
    names = [f"C{i + 1}" for i in range(784)] + ["answer"]
    cells = np.column_stack([images.reshape(-1, 784), labels])
    np.savetxt(path("tmp.csv"), cells, "%d", ",", header=",".join(names), comments="")
    frame = h2o.import_file(path("tmp.csv"), header=1, col_types={"answer": "enum"})
    os.remove(path("tmp.csv"))
    return frame


def stack(parts, labels):
    """The units of several models side by side, each behind its prefix, and the answers."""
    frame = labels
    for prefix, part in reversed(list(parts.items())):
        part.columns = [prefix + name for name in part.columns]
        frame = part.cbind(frame)
    return frame


images, labels = read_idx("train-images-idx3-ubyte.gz"), read_idx("train-labels-idx1-ubyte.gz")
test_images, test_labels = (read_idx(f"t10k-{kind}-ubyte.gz")[:TEST_ROWS] for kind in ("images-idx3", "labels-idx1"))
write_idx("train-images-idx3-ubyte.gz", images[:AUGMENT_ROWS])
write_idx("train-labels-idx1-ubyte.gz", labels[:AUGMENT_ROWS])
write_idx("t10k-images-idx3-ubyte.gz", test_images)
write_idx("t10k-labels-idx1-ubyte.gz", test_labels)

h2o.init(max_mem_size="2G", nthreads=1)
try:
    train = frame_of(images[:TRAIN_ROWS], labels[:TRAIN_ROWS])
    test = frame_of(test_images, test_labels)

    def autoencoder(name, frame, columns, units):
        model = H2OAutoEncoderEstimator(
            model_id=name, hidden=[units], seed=units, activation="Tanh", l2=1e-5, epochs=8, reproducible=True,
            ignore_const_cols=False, score_interval=1e9)
        model.train(x=columns, training_frame=frame)
        model.download_mojo(path(f"{name}.zip"))
        return model

    ae16 = autoencoder("AE16", train, train.columns[:-1], 16)
    units = ae16.deepfeatures(train, 0)
    ae6 = autoencoder("AE6", units, units.columns, 6)

    def features(frame):
        first = ae16.deepfeatures(frame, 0)
        second = ae6.deepfeatures(first, 0)
        return stack({"AE16.": first, "AE6.": second}, frame["answer"])

    stacked, stacked_test = features(train), features(test)

    def member(model):
        model.train(y="answer", training_frame=stacked)
        model.download_mojo(path(f"{model.model_id}.zip"))
        h2o.download_csv(model.predict(stacked_test), path("tmp.csv"))
        with open(path("tmp.csv"), "rb") as csv, open(path(f"h2o-{model.model_id}.csv.gz"), "wb") as file:
            with gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped:
                zipped.write(csv.read())
        os.remove(path("tmp.csv"))

    member(H2ODeepLearningEstimator(model_id="DL1", hidden=[16], epochs=20, seed=1, reproducible=True, score_interval=1e9))
    member(H2OGradientBoostingEstimator(model_id="GBM", ntrees=6, max_depth=3, learn_rate=0.4, seed=2))
finally:
    h2o.cluster().shutdown()
