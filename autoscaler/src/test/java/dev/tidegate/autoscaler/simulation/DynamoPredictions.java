package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.capacity.ClairvoyantBound;
import dev.tidegate.autoscaler.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The two ends of {@code tools/compare-dynamo}: {@code demand FOLDER} writes the mean demand of each interval, a file for each
 * scenario, and {@code play FOLDER} plays what predictors made of it.
 */
public final class DynamoPredictions {
    private static final List<String> SCENARIOS = List.of("daily season", "flash crowd", "step");

    private DynamoPredictions() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        List<Scenario> scenarios =
                Scenarios.all().stream().filter(each -> SCENARIOS.contains(each.name())).toList();
        if (arguments[0].equals("demand")) {
            for (Scenario scenario : scenarios) {
                writeDemand(scenario, folder);
            }
        } else {
            System.out.print(table(scenarios, folder).text());
        }
    }

    /** One mean a line; the file's name ends in the number of the first interval that is played. */
    private static void writeDemand(Scenario scenario, Path folder) throws IOException {
        StringBuilder means = new StringBuilder();
        for (int step = 0; step < scenario.demand().length; step += Interval.STEPS) {
            means.append(PeerPolicies.mean(scenario.demand(), step, step + Interval.STEPS))
                    .append('\n');
        }
        int first = scenario.start() / Interval.STEPS;
        Files.writeString(folder.resolve(name(scenario) + "." + first + ".demand"), means);
    }

    private static String name(Scenario scenario) {
        return scenario.name().replace(' ', '-');
    }

    private static Table table(List<Scenario> scenarios, Path folder) throws IOException {
        Table table = Table.of("scenario", "predictor", "of the bound", "busy");
        for (Scenario scenario : scenarios) {
            double[] played =
                    Arrays.copyOfRange(
                            scenario.demand(), scenario.start(), scenario.demand().length);
            double bound = ClairvoyantBound.replicaSteps(played, Scenario.LEAD) / 60.0;
            for (Map.Entry<String, double[]> each : predictions(scenario, folder).entrySet()) {
                int first = scenario.start() / Interval.STEPS;
                Simulation.Outcome outcome =
                        Simulation.run(
                                scenario,
                                Interval.predicted(
                                        (observed, step) ->
                                                each.getValue()[step / Interval.STEPS - first]));
                table =
                        table.row(
                                scenario.name(),
                                each.getKey(),
                                String.format(Locale.ROOT, "%.3f", outcome.hours() / bound),
                                String.format(Locale.ROOT, "%.3f %%", 100 * outcome.busy()));
            }
        }
        return table;
    }

    /** By predictor: one forecast for each interval that is played. */
    private static Map<String, double[]> predictions(Scenario scenario, Path folder)
            throws IOException {
        Map<String, double[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String[] parts = file.getFileName().toString().split("\\.", -1);
                if (parts[0].equals(name(scenario)) && parts[2].equals("predicted")) {
                    all.put(
                            parts[1],
                            Files.readAllLines(file).stream()
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
                }
            }
        }
        return all;
    }
}
