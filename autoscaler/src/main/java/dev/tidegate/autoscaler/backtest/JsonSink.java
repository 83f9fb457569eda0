package dev.tidegate.autoscaler.backtest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.Provenance;
import java.io.PrintWriter;

/** Writes forecasts as JSON: quantiles, and their provenance. */
final class JsonSink implements ForecastSink {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final double[] quantiles;

    JsonSink(PrintWriter out, double[] quantiles) {
        this.out = out;
        this.quantiles = quantiles.clone();
    }

    @Override
    public void add(Forecast forecast) {
        ObjectNode node = JSON.createObjectNode();
        node.put("origin", forecast.origin().toString());
        node.put("step", forecast.step().toString());
        ObjectNode values = node.putObject("quantiles");
        for (double quantile : quantiles) {
            ArrayNode row = values.putArray(String.valueOf(quantile));
            for (int ahead = 1; ahead <= forecast.steps(); ahead++) {
                row.add(forecast.quantile(ahead, quantile));
            }
        }
        Provenance provenance = forecast.provenance();
        provenance.weights().forEach(node.putObject("weights")::put);
        provenance.sleeping().forEach(node.putArray("not_ready")::add);
        node.put("history", provenance.trainingSpan().toString());
        node.put("completeness", provenance.completeness().value());
        provenance.coverage95().ifPresent(share -> node.put("under_95", share));
        provenance
                .levelShift()
                .ifPresent(
                        shift ->
                                node.putObject("level_shift")
                                        .put("since", shift.since().toString())
                                        .put("factor", shift.factor()));
        out.println(node);
    }
}
