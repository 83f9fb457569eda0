package dev.tidegate.autoscaler.demo;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of all policies. */
public final class DemoOutcome {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Scenario scenario;
    private final List<DayRecord> days;

    DemoOutcome(Scenario scenario, List<DayRecord> days) {
        this.scenario = scenario;
        this.days = List.copyOf(days);
    }

    /** The results of one policy; shares within 0 and 1. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Row(
            String policy, double busy, double busyAboveBulk, double gpuHours, double dollars) {}

    /** @param price dollars a GPU-hour */
    public List<Row> rows(double price) {
        return days.stream()
                .map(
                        day ->
                                new Row(
                                        day.policy(),
                                        day.busy(),
                                        day.busyAboveBulk(),
                                        day.gpuHours(),
                                        day.gpuHours() * price))
                .toList();
    }

    public Table table(double price) {
        Table table = Table.of("policy", "busy", "busy above bulk", "GPU-hours", "dollars");
        for (Row row : rows(price)) {
            table =
                    table.row(
                            row.policy(),
                            percent(row.busy()),
                            percent(row.busyAboveBulk()),
                            "%.1f".formatted(row.gpuHours()),
                            "%.0f".formatted(row.dollars()));
        }
        return table;
    }

    /** A step from one tier to another, at a time of the day in UTC. */
    public record TierStep(String at, String what) {}

    /** The tier steps of the first policy. */
    public List<TierStep> tiers() {
        DayRecord day = days.get(0);
        List<TierStep> steps = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < day.tier.length; i++) {
            int now = (int) day.tier[i];
            if (now != before) {
                Instant at = scenario.timeOf(scenario.firstSimulated() + i);
                steps.add(new TierStep(CLOCK.format(at), step(before, now)));
                before = now;
            }
        }
        return steps;
    }

    private static String step(int before, int now) {
        String what =
                switch (Tier.ofLevel(Math.max(before, now))) {
                    case ISOLATE -> "isolate: calls are served by class, bulk last";
                    case DEGRADE -> "degrade: answers a quarter shorter";
                    case SMOOTH -> "smooth the peak: calls wait up to 30 s";
                    case NORMAL -> "normal";
                };
        return (now > before ? "enter " : "leave ") + what;
    }

    private static String percent(double share) {
        return "%.3f %%".formatted(share * 100);
    }

    Scenario scenario() {
        return scenario;
    }

    List<DayRecord> days() {
        return days;
    }
}
