import hex.genmodel.MojoModel;
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
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;

/**
 * Scores the rows of a file with h2o-genmodel and tells how long it took: GenmodelBench score0|easy MODEL ROWS BATCH.
 * One command a line on stdin, one answer a line on stdout, which starts with "= ":
 *   run NANOS      scores batch after batch until NANOS have gone by; answers the nanoseconds of it all, then of
 *                  single batches, evenly spaced ones where there were more than MAX_ANSWERED
 *   answers FILE   writes the predictions of all rows to FILE, as CSV without a header
 * Lines of stdout that start otherwise are not part of it. End of stdin ends the program.
 */
public class GenmodelBench {
  /** Scores one row of the file. */
  interface RowScorer {
    /** Returns something of the answer, so that no work is dead. */
    double score(int row) throws PredictException;

    /** The answer as numbers: label or cluster, then probabilities. */
    double[] answer(int row) throws PredictException;
  }

  private static final int MAX_ANSWERED = 1000;

  private final RowScorer scorer;
  private final int rowCount;
  private final int batchRows;
  private int next = 0;
  private double sink = 0;
  private final long[] times = new long[1 << 20];

  GenmodelBench(RowScorer scorer, int rowCount, int batchRows) {
    this.scorer = scorer;
    this.rowCount = rowCount;
    this.batchRows = batchRows;
  }

  public static void main(String[] args) throws IOException, PredictException {
    MojoModel model = MojoModel.load(args[1]);
    double[][] rows = readRows(args[2], model);
    RowScorer scorer = args[0].equals("score0") ? raw(model, rows) : easy(model, rows);
    GenmodelBench bench = new GenmodelBench(scorer, rows.length, Integer.parseInt(args[3]));
    System.out.println("= ready");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println("= " + (words[0].equals("run") ? bench.run(Long.parseLong(words[1])) : bench.answers(words[1])));
    }
    System.err.println("sum of answers: " + bench.sink);
  }

  private String run(long nanos) throws PredictException {
    int count = 0;
    long begin = System.nanoTime();
    long now;
    do {
      long start = System.nanoTime();
      scoreBatch();
      now = System.nanoTime();
      times[count++] = now - start;
    } while (now - begin < nanos && count < times.length);
    StringBuilder answer = new StringBuilder().append(now - begin);
    int step = (count + MAX_ANSWERED - 1) / MAX_ANSWERED;
    for (int i = 0; i < count; i += step) answer.append(' ').append(times[i]);
    return answer.toString();
  }

  /** A method of its own, so that it is compiled as a whole however long `run` goes on. */
  private void scoreBatch() throws PredictException {
    double sum = 0;
    for (int end = next + batchRows; next < end; next++) sum += scorer.score(next);
    if (next == rowCount) next = 0;
    sink += sum;
  }

  private String answers(String file) throws IOException, PredictException {
    try (PrintWriter out = new PrintWriter(file, "UTF-8")) {
      for (int row = 0; row < rowCount; row++) {
        String text = Arrays.toString(scorer.answer(row));
        out.println(text.substring(1, text.length() - 1));
      }
    }
    return "written";
  }

  private static RowScorer raw(MojoModel model, double[][] rows) {
    double[] preds = new double[model.getPredsSize()];
    // KMeansMojoModel.score0 standardizes the row in place, so it gets a copy; the others may have the row itself.
    double[] copy = model instanceof KMeansMojoModel ? new double[model.nfeatures()] : null;
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
        // Without classes only the first number is an answer, however long the array has to be.
        return model.isClassifier() ? preds : new double[] {preds[0]};
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
        return wrapper.predict(data[row]).hashCode();
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

  /** Rows in the model's order of columns; levels stand in the file by their number. */
  private static double[][] readRows(String file, MojoModel model) throws IOException {
    List<String> lines = Files.readAllLines(Paths.get(file), StandardCharsets.UTF_8);
    List<String> header = Arrays.asList(lines.get(0).split(","));
    double[][] rows = new double[lines.size() - 1][model.nfeatures()];
    for (int row = 0; row < rows.length; row++) {
      String[] cells = lines.get(row + 1).split(",");
      for (int column = 0; column < rows[row].length; column++) {
        rows[row][column] = Double.parseDouble(cells[header.indexOf(model.getNames()[column])]);
      }
    }
    return rows;
  }
}
