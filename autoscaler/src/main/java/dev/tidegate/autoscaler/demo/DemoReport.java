package dev.tidegate.autoscaler.demo;

import dev.tidegate.autoscaler.report.Chart;
import dev.tidegate.autoscaler.report.LineStyle;
import dev.tidegate.autoscaler.report.Page;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.ForecastOutcome;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.series.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The day as a page: demand with its forecast, the fleet, who was turned away, the tier. */
public final class DemoReport {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int SLOTS_A_STEP = (int) STEP.dividedBy(Scenario.SLOT);
    private static final int STEPS_BETWEEN_FORECASTS = 5;

    private final DemoOutcome outcome;
    private final Scenario scenario;

    public DemoReport(DemoOutcome outcome) {
        this.outcome = outcome;
        this.scenario = outcome.scenario();
    }

    public void write(Path file, double price) throws IOException {
        List<DayRecord> days = outcome.days();
        DayRecord ours = days.get(0);
        DayRecord hpa = days.get(2);
        Page page =
                new Page(
                                "A day under Tidegate",
                                "Generated demand of an LLM conversation service, cold start of "
                                        + scenario.lead().toMinutes()
                                        + " minutes; a flash crowd in the evening that nothing"
                                        + " announces. All times UTC.")
                        .table(outcome.table(price))
                        .paragraph(
                                "Busy: calls turned away over calls that arrived. A GPU is paid"
                                        + " from its order. "
                                        + "Dollars at %.2f a GPU-hour.".formatted(price))
                        .heading("Demand, and what was foreseen one cold start ahead")
                        .chart(demand())
                        .heading("Fleet")
                        .chart(
                                steps("Replicas under Tidegate", "replicas")
                                        .steps("wanted", LineStyle.WANTED, each(ours.floor))
                                        .steps("starting", LineStyle.STARTING, each(ours.starting))
                                        .steps("ready", LineStyle.READY, each(ours.ready)))
                        .chart(
                                steps("Replicas under the HPA as shipped", "replicas")
                                        .steps("wanted", LineStyle.WANTED, each(hpa.floor))
                                        .steps("ready", LineStyle.READY, each(hpa.ready)))
                        .heading("Turned away");
        Chart busy = steps("Share of calls turned away", "%");
        LineStyle[] inks = {
            LineStyle.BUSY, LineStyle.STARTING, LineStyle.PEER, LineStyle.FORECAST, LineStyle.LIMIT
        };
        for (int i = 0; i < days.size(); i++) {
            busy = busy.line(days.get(i).policy(), inks[i], percent(days.get(i)));
        }
        page.chart(busy)
                .heading("Tiers")
                .chart(
                        steps("Tier in force", "tier")
                                .steps("tier", LineStyle.LIMIT, each(ours.tier)));
        Table steps = Table.of("time", "step");
        for (DemoOutcome.TierStep step : outcome.tiers()) {
            steps = steps.row(step.at(), step.what());
        }
        page.table(steps).write(file);
    }

    private Chart demand() {
        double[] seen = rates(scenario.firstPlayed(), scenario.slots());
        double[] low = new double[seen.length];
        double[] middle = new double[seen.length];
        double[] high = new double[seen.length];
        foresee(seen, low, middle, high);
        return Chart.over("Requests a second", "requests/s", times())
                .band("90 % band", LineStyle.FORECAST, low, high)
                .line("median foreseen", LineStyle.FORECAST, middle)
                .line("demand", LineStyle.ACTUAL, seen);
    }

    /** What stood in the forecast for each step when its replicas would have had to be ordered. */
    private void foresee(double[] seen, double[] low, double[] middle, double[] high) {
        for (double[] line : List.of(low, middle, high)) {
            Arrays.fill(line, Double.NaN);
        }
        int lead = (int) scenario.lead().dividedBy(STEP);
        Forecaster forecaster = Forecaster.forStep(STEP);
        Series past = history();
        forecaster.observe(past);
        for (int i = 0; i + lead < seen.length; i++) {
            boolean asked = i % STEPS_BETWEEN_FORECASTS == 0;
            if (asked
                    && forecaster.forecast(lead + STEPS_BETWEEN_FORECASTS)
                            instanceof ForecastOutcome.Forecasted known) {
                Forecast forecast = known.forecast();
                for (int k = 0; k < STEPS_BETWEEN_FORECASTS && i + lead + k < seen.length; k++) {
                    low[i + lead + k] = forecast.quantile(lead + k + 1, 0.05);
                    middle[i + lead + k] = forecast.quantile(lead + k + 1, 0.5);
                    high[i + lead + k] = forecast.quantile(lead + k + 1, 0.95);
                }
            }
            forecaster.observe(stepTime(past.size() + i), OptionalDouble.of(seen[i]));
        }
    }

    /** The days before the one that is played. */
    private Series history() {
        double[] rates = rates(0, scenario.firstPlayed());
        BitSet known = new BitSet(rates.length);
        known.set(0, rates.length);
        return Series.of(stepTime(0), STEP, rates, known);
    }

    /** Mean rate of each minute. */
    private double[] rates(int from, int to) {
        double[] rates = new double[(to - from) / SLOTS_A_STEP];
        Arrays.setAll(
                rates,
                i -> {
                    int first = from + i * SLOTS_A_STEP;
                    return scenario.arrivals(first, first + SLOTS_A_STEP) / STEP.toSeconds();
                });
        return rates;
    }

    private static double[] each(double[] slots) {
        double[] steps = new double[slots.length / SLOTS_A_STEP];
        Arrays.setAll(steps, i -> slots[i * SLOTS_A_STEP]);
        return steps;
    }

    private double[] percent(DayRecord day) {
        double[] share = day.busyBySlot();
        double[] steps = new double[share.length / SLOTS_A_STEP];
        Arrays.setAll(
                steps,
                i ->
                        100
                                * Arrays.stream(share, i * SLOTS_A_STEP, (i + 1) * SLOTS_A_STEP)
                                        .average()
                                        .orElse(0));
        return steps;
    }

    private Chart steps(String title, String unit) {
        return Chart.over(title, unit, times());
    }

    private List<Instant> times() {
        int first = scenario.firstPlayed() / SLOTS_A_STEP;
        return IntStream.range(first, scenario.slots() / SLOTS_A_STEP)
                .mapToObj(this::stepTime)
                .toList();
    }

    private Instant stepTime(int step) {
        return scenario.timeOf(step * SLOTS_A_STEP);
    }
}
