import hex.genmodel.MojoModel;

import java.io.IOException;

/** Loads a MOJO again and again: LoadBench MODEL TIMES. Prints the nanoseconds of each, then the bytes that the heap holds more with it. */
public class LoadBench {
  public static void main(String[] args) throws IOException {
    int times = Integer.parseInt(args[1]);
    long empty = heldBytes();
    MojoModel model = null;
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < times; i++) {
      model = null;
      long start = System.nanoTime();
      model = MojoModel.load(args[0]);
      told.append(System.nanoTime() - start).append(' ');
    }
    System.out.println(told.append(heldBytes() - empty));
    if (model.nfeatures() < 0) throw new IllegalStateException(); // it has to be held until here
  }

  private static long heldBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
