import com.sun.management.OperatingSystemMXBean;

import hex.genmodel.tools.PredictCsv;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Paths;

/** PredictCsv as it is, and at its end the CPU nanoseconds of the whole JVM in a file: CountedPredictCsv FILE ARGUMENTS... */
public class CountedPredictCsv {
  public static void main(String[] args) {
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // PredictCsv ends the JVM itself.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        Files.write(Paths.get(args[0]), String.valueOf(system.getProcessCpuTime()).getBytes());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }));
    String[] rest = new String[args.length - 1];
    System.arraycopy(args, 1, rest, 0, rest.length);
    PredictCsv.main(rest);
  }
}
