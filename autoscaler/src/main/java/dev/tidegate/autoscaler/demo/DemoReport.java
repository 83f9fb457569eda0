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
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Reports the day as a page: demand with its forecast, the fleet, calls turned away, the tier. */
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
                                        .steps("wanted", LineStyle.WANTED, sample(ours.floor))
                                        .steps(
                                                "starting",
                                                LineStyle.STARTING,
                                                sample(ours.starting))
                                        .steps("ready", LineStyle.READY, sample(ours.ready)))
                        .chart(
                                steps("Replicas under the HPA as shipped", "replicas")
                                        .steps("wanted", LineStyle.WANTED, sample(hpa.floor))
                                        .steps("ready", LineStyle.READY, sample(hpa.ready)))
                        .heading("Turned away");
        Chart busy = steps("Share of calls turned away", "%");
        LineStyle[] styles = {
            LineStyle.BUSY, LineStyle.STARTING, LineStyle.PEER, LineStyle.FORECAST, LineStyle.LIMIT
        };
        for (int i = 0; i < days.size(); i++) {
            busy = busy.line(days.get(i).policy(), styles[i], percent(days.get(i)));
        }
        page.chart(busy)
                .heading("Tiers")
                .chart(
                        steps("Tier in force", "tier")
                                .steps("tier", LineStyle.LIMIT, sample(ours.tier)));
        Table steps = Table.of("time", "step");
        for (DemoOutcome.TierStep step : outcome.tiers()) {
            steps = steps.row(step.at(), step.what());
        }
        page.table(steps).write(file);
    }

    private Chart demand() {
        double[] rates = rates(scenario.firstSimulated(), scenario.slots());
        double[] low = new double[rates.length];
        double[] middle = new double[rates.length];
        double[] high = new double[rates.length];
        forecast(rates, low, middle, high);
        return Chart.over("Requests a second", "requests/s", times())
                .band("90 % band", LineStyle.FORECAST, low, high)
                .line("median foreseen", LineStyle.FORECAST, middle)
                .line("demand", LineStyle.ACTUAL, rates);
    }

    /** The forecast for each step at the time when its replicas would have had to be ordered. */
    private void forecast(double[] demand, double[] low, double[] middle, double[] high) {
        for (double[] line : List.of(low, middle, high)) {
            Arrays.fill(line, Double.NaN);
        }
        int lead = (int) scenario.lead().dividedBy(STEP);
        Forecaster forecaster = Forecaster.forStep(STEP);
        Series past = history();
        forecaster.observe(past);
        for (int i = 0; i + lead < demand.length; i++) {
            boolean isDue = i % STEPS_BETWEEN_FORECASTS == 0;
            if (isDue
                    && forecaster.forecast(lead + STEPS_BETWEEN_FORECASTS)
                            instanceof ForecastOutcome.Forecasted forecasted) {
                Forecast forecast = forecasted.forecast();
                for (int k = 0; k < STEPS_BETWEEN_FORECASTS && i + lead + k < demand.length; k++) {
                    low[i + lead + k] = forecast.quantile(lead + k + 1, 0.05);
                    middle[i + lead + k] = forecast.quantile(lead + k + 1, 0.5);
                    high[i + lead + k] = forecast.quantile(lead + k + 1, 0.95);
                }
            }
            forecaster.observe(stepTime(past.size() + i), OptionalDouble.of(demand[i]));
        }
    }

    /** Demand of the days before the simulated one. */
    private Series history() {
        return Series.of(stepTime(0), STEP, rates(0, scenario.firstSimulated()));
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

    private static double[] sample(double[] slots) {
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
        int first = scenario.firstSimulated() / SLOTS_A_STEP;
        return IntStream.range(first, scenario.slots() / SLOTS_A_STEP)
                .mapToObj(this::stepTime)
                .toList();
    }

    private Instant stepTime(int step) {
        return scenario.timeOf(step * SLOTS_A_STEP);
    }
}
