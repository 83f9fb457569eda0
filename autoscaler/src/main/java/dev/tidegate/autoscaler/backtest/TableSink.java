package dev.tidegate.autoscaler.backtest;

import dev.tidegate.autoscaler.report.ReadableNumbers;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.Provenance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a table: one row for each step ahead, one column for each quantile, and below it the models behind it. */
final class TableSink implements ForecastSink {
    private static final double MIN_WEIGHT = 0.01; // share of the forecast

    private final PrintWriter out;
    private final double[] quantiles;

    TableSink(PrintWriter out, double[] quantiles) {
        this.out = out;
        this.quantiles = quantiles.clone();
    }

    @Override
    public void add(Forecast forecast) {
        List<String> headings = new ArrayList<>(List.of("from " + forecast.origin()));
        for (double quantile : quantiles) {
            headings.add(String.valueOf(quantile));
        }
        Table table = new Table(headings, List.of());
        for (int ahead = 1; ahead <= forecast.steps(); ahead++) {
            String[] cells = new String[headings.size()];
            cells[0] = forecast.timeAt(ahead).toString();
            for (int q = 0; q < quantiles.length; q++) {
                cells[q + 1] = ReadableNumbers.plain(forecast.quantile(ahead, quantiles[q]), 5);
            }
            table = table.row(cells);
        }
        out.print(table.text());
        out.println(
                provenance(forecast.provenance())
                        + "; "
                        + ForecastChart.unit("counts", forecast.step()));
        out.println();
    }

    private static String provenance(Provenance provenance) {
        String models =
                provenance.weights().entrySet().stream()
                        .filter(each -> each.getValue() >= MIN_WEIGHT)
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .map(each -> "%s %.0f %%".formatted(each.getKey(), 100 * each.getValue()))
                        .collect(Collectors.joining(", "));
        String asleep =
                provenance.sleeping().isEmpty()
                        ? ""
                        : "; not ready: " + String.join(", ", provenance.sleeping());
        String coverage =
                provenance.coverage95().isPresent()
                        ? "; lately %.1f %% under 0.95"
                                .formatted(100 * provenance.coverage95().getAsDouble())
                        : "";
        String shift =
                provenance
                        .levelShift()
                        .map(
                                one ->
                                        "; level %.2f times since %s"
                                                .formatted(one.factor(), one.since()))
                        .orElse("");
        return models + asleep + coverage + shift;
    }
}
