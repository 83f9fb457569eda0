package dev.tidegate.autoscaler.backtest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.forecaster.backtest.BackTest;
import dev.tidegate.forecaster.backtest.BackTestResult;
import dev.tidegate.forecaster.score.DieboldMariano;
import dev.tidegate.forecaster.score.Scores;
import java.util.Optional;
import java.util.OptionalDouble;

/** The results of a back test as text and as JSON. */
public record BackTestReport(BackTest test) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double MIN_SHOWN = 0.001;

    /** A table with one row for each forecaster, and an explanation of its columns. */
    public String text() {
        Table table =
                Table.of(
                        "forecaster",
                        "WQL",
                        "MASE",
                        "under 0.95",
                        "under 0.99",
                        "seconds",
                        "DM",
                        "p");
        for (BackTestResult result : test.results()) {
            table = row(table, result);
        }
        return table.text()
                + "\n%d origins, %d steps ahead. WQL: weighted quantile loss. MASE: error of the median"
                        .formatted(test.origins(), test.steps())
                + " over that of\nthe seasonal naive forecast in the history, if it had any. Seconds: a refit with"
                + " its forecast. DM: Diebold-Mariano against\nthe seasonal naive forecast, below"
                + " zero where that one loses more; p: how likely by luck.\n";
    }

    /** All results as JSON. */
    public String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("origins", test.origins()).put("steps", test.steps());
        var rows = node.putArray("forecasters");
        test.results().forEach(result -> rows.add(json(result)));
        return node.toPrettyString();
    }

    private static Table row(Table table, BackTestResult result) {
        Scores scores = result.scores();
        Optional<DieboldMariano> against = result.againstSeasonalNaive();
        return table.row(
                result.name(),
                format("%.4f", scores.weightedQuantileLoss()),
                format("%.3f", scores.scaledError()),
                "%.1f %%".formatted(100 * scores.coverage95()),
                "%.1f %%".formatted(100 * scores.coverage99()),
                "%.4f".formatted(result.secondsAForecast()),
                against.map(dm -> "%.2f".formatted(dm.statistic())).orElse("-"),
                against.map(dm -> pValue(dm.pValue())).orElse("-"));
    }

    private static String format(String format, OptionalDouble score) {
        return score.isPresent() ? format.formatted(score.getAsDouble()) : "-";
    }

    private static String pValue(double pValue) {
        return pValue < MIN_SHOWN ? "< " + MIN_SHOWN : "%.3f".formatted(pValue);
    }

    private static ObjectNode json(BackTestResult result) {
        Scores scores = result.scores();
        ObjectNode node =
                JSON.createObjectNode().put("name", result.name()).put("origins", scores.origins());
        scores.weightedQuantileLoss().ifPresent(loss -> node.put("wql", loss));
        scores.scaledError().ifPresent(error -> node.put("mase", error));
        node.put("under_95", scores.coverage95())
                .put("under_99", scores.coverage99())
                .put("seconds", result.secondsAForecast());
        result.againstSeasonalNaive()
                .ifPresent(
                        dm ->
                                node.putObject("diebold_mariano")
                                        .put("statistic", dm.statistic())
                                        .put("p", dm.pValue()));
        return node;
    }
}
