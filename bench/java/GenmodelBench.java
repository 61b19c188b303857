import hex.genmodel.MojoModel;
import hex.genmodel.PredictContributions;
import hex.genmodel.PredictContributionsFactory;
import hex.genmodel.algos.kmeans.KMeansMojoModel;
import hex.genmodel.easy.EasyPredictModelWrapper;
import hex.genmodel.easy.RowData;
import hex.genmodel.easy.exception.PredictException;
import hex.genmodel.easy.prediction.AbstractPrediction;
import hex.genmodel.easy.prediction.BinomialModelPrediction;
import hex.genmodel.easy.prediction.ClusteringModelPrediction;
import hex.genmodel.easy.prediction.MultinomialModelPrediction;
import hex.genmodel.easy.prediction.RegressionModelPrediction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;

/**
 * Scores the rows of a file with h2o-genmodel and tells how long it took: GenmodelBench raw|easy OPERATION MODEL ROWS.
 * Commands come on stdin; worker.mjs says which. rows.mjs says what is in the file.
 */
public class GenmodelBench {
  /** Scores one row of the file. */
  interface RowScorer {
    /** Returns something of the answer, so that no work is dead. */
    double score(int row) throws PredictException;

    /** The answer as numbers: label or cluster, then probabilities; or contributions; or the reconstruction. */
    double[] answer(int row) throws PredictException;
  }

  private static final int MAX_ANSWERED = 1000;
  private static final int POOL_ROWS = 1000;

  private final RowScorer scorer;
  private int next = 0;
  private double sink = 0;
  private static AbstractPrediction last;
  private final long[] times = new long[1 << 20];

  GenmodelBench(RowScorer scorer) {
    this.scorer = scorer;
  }

  public static void main(String[] args) throws IOException, PredictException {
    MojoModel model = MojoModel.load(args[2]);
    double[][] rows = readRows(args[3], model);
    GenmodelBench bench = new GenmodelBench(scorerOf(args[0], args[1], model, rows));
    System.out.println("= ready");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      String told = words[0].equals("run")
          ? bench.run(Long.parseLong(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]))
          : bench.answers(Integer.parseInt(words[1]), line.split(" ", 3)[2]);
      System.out.println("= " + told);
    }
    System.err.println("sum of answers: " + bench.sink);
  }

  private static RowScorer scorerOf(String mode, String operation, MojoModel model, double[][] rows) {
    if (operation.equals("contributions")) return contributions(model, rows);
    return mode.equals("raw") ? raw(model, rows) : easy(model, rows);
  }

  private String run(long nanos, int batchRows, int calls) throws PredictException {
    int pool = batchRows >= POOL_ROWS ? batchRows : (POOL_ROWS + batchRows - 1) / batchRows * batchRows;
    next = 0;
    int count = 0;
    long begin = System.nanoTime();
    long now;
    do {
      long start = System.nanoTime();
      scoreBatches(batchRows, calls, pool);
      now = System.nanoTime();
      times[count++] = now - start;
    } while (now - begin < nanos && count < times.length);
    StringBuilder answer = new StringBuilder().append(now - begin);
    int step = (count + MAX_ANSWERED - 1) / MAX_ANSWERED;
    for (int i = 0; i < count; i += step) answer.append(' ').append(times[i]);
    return answer.toString();
  }

  /** A method of its own, so that it is compiled as a whole however long `run` goes on. */
  private void scoreBatches(int batchRows, int calls, int pool) throws PredictException {
    double sum = 0;
    for (int call = 0; call < calls; call++) {
      for (int end = next + batchRows; next < end; next++) sum += scorer.score(next);
      if (next == pool) next = 0;
    }
    sink += sum;
  }

  private String answers(int count, String file) throws IOException, PredictException {
    int width = scorer.answer(0).length;
    ByteBuffer out = ByteBuffer.allocate(count * width * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < count; row++) {
      for (double number : scorer.answer(row)) out.putDouble(number);
    }
    Files.write(Paths.get(file), out.array());
    return String.valueOf(width);
  }

  private static RowScorer raw(MojoModel model, double[][] rows) {
    double[] preds = new double[model.getPredsSize(model.getModelCategory())];
    // KMeansMojoModel.score0 standardizes the row in place, so it gets a copy; the others may have the row itself.
    double[] copy = model instanceof KMeansMojoModel ? new double[model.nfeatures()] : null;
    // Without classes only the first number is an answer, however long the array has to be; but all of an autoencoder's are.
    boolean all = model.isClassifier() || model.isAutoEncoder();
    return new RowScorer() {
      @Override
      public double score(int row) {
        double[] cells = rows[row];
        if (copy != null) {
          System.arraycopy(cells, 0, copy, 0, copy.length);
          cells = copy;
        }
        return model.score0(cells, preds)[0];
      }

      @Override
      public double[] answer(int row) {
        score(row);
        return all ? preds : new double[] {preds[0]};
      }
    };
  }

  private static RowScorer contributions(MojoModel model, double[][] rows) {
    PredictContributions predictor = ((PredictContributionsFactory) model).makeContributionsPredictor();
    return new RowScorer() {
      @Override
      public double score(int row) {
        return predictor.calculateContributions(rows[row])[0];
      }

      @Override
      public double[] answer(int row) {
        float[] values = predictor.calculateContributions(rows[row]);
        double[] answer = new double[values.length];
        for (int i = 0; i < values.length; i++) answer[i] = values[i];
        return answer;
      }
    };
  }

  private static RowScorer easy(MojoModel model, double[][] rows) {
    EasyPredictModelWrapper wrapper = new EasyPredictModelWrapper(model);
    RowData[] data = new RowData[rows.length];
    for (int row = 0; row < rows.length; row++) {
      data[row] = new RowData();
      for (int column = 0; column < model.nfeatures(); column++) {
        String[] domain = model.getDomainValues(column);
        double cell = rows[row][column];
        data[row].put(model.getNames()[column], domain == null ? (Object) cell : domain[(int) cell]);
      }
    }
    return new RowScorer() {
      @Override
      public double score(int row) throws PredictException {
        // Kept, so that it is made. To ask a new object for its hash code would take Java up to 30 ns.
        last = wrapper.predict(data[row]);
        return 0;
      }

      @Override
      public double[] answer(int row) throws PredictException {
        return numbers(wrapper.predict(data[row]));
      }
    };
  }

  private static double[] numbers(AbstractPrediction prediction) {
    if (prediction instanceof BinomialModelPrediction) {
      BinomialModelPrediction p = (BinomialModelPrediction) prediction;
      return labelFirst(p.labelIndex, p.classProbabilities);
    }
    if (prediction instanceof MultinomialModelPrediction) {
      MultinomialModelPrediction p = (MultinomialModelPrediction) prediction;
      return labelFirst(p.labelIndex, p.classProbabilities);
    }
    if (prediction instanceof ClusteringModelPrediction) {
      return new double[] {((ClusteringModelPrediction) prediction).cluster};
    }
    return new double[] {((RegressionModelPrediction) prediction).value};
  }

  private static double[] labelFirst(int label, double[] probabilities) {
    double[] all = new double[probabilities.length + 1];
    all[0] = label;
    System.arraycopy(probabilities, 0, all, 1, probabilities.length);
    return all;
  }

  /** Rows in the model's order of columns. */
  private static double[][] readRows(String file, MojoModel model) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Paths.get(file))).order(ByteOrder.LITTLE_ENDIAN);
    int end = 0;
    while (bytes.get(end) != '\n') end++;
    List<String> names = Arrays.asList(new String(bytes.array(), 0, end, StandardCharsets.UTF_8).split(","));
    int width = names.size();
    double[][] rows = new double[(bytes.capacity() - end - 1) / 8 / width][model.nfeatures()];
    for (int column = 0; column < model.nfeatures(); column++) {
      int at = names.indexOf(model.getNames()[column]);
      for (int row = 0; row < rows.length; row++) {
        rows[row][column] = bytes.getDouble(end + 1 + (row * width + at) * 8);
      }
    }
    return rows;
  }
}
