package dev.tidegate.autoscaler.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.KnownEvent;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.forecaster.series.Event;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Known events in a configuration; the rest is tested in {@link SettingsLoaderTest}. */
final class EventReaderTest {
    @Test
    void knownEventsAreRead() {
        Settings settings =
                loaded(
                        SettingsLoader.load(
                                withEvents(
                                        """
                                        - {name: launch, from: 2025-03-04T16:00:00Z, until: 2025-03-06T00:00:00Z}
                                        - {name: new-year, from: 2025-12-31T00:00:00Z, until: 2026-01-02T00:00:00Z, repeats: yearly}
                                        """)));

        List<KnownEvent> events = settings.workloads().get(0).demand().events();
        assertThat(events).extracting(KnownEvent::name).containsExactly("launch", "new-year");
        assertThat(events.get(0).occurrences())
                .containsExactly(
                        new Event(
                                "launch",
                                Instant.parse("2025-03-04T16:00:00Z"),
                                Instant.parse("2025-03-06T00:00:00Z")));
        assertThat(events.get(1).occurrences())
                .hasSize(21)
                .contains(
                        new Event(
                                "new-year",
                                Instant.parse("2028-12-31T00:00:00Z"),
                                Instant.parse("2029-01-02T00:00:00Z")));
    }

    @Test
    void mistakesOfAllEventsAreReportedTogether() {
        List<Problem> problems =
                invalid(
                        withEvents(
                                """
                                - {name: back, from: 2025-03-04T16:00:00Z, until: 2025-03-04T16:00:00Z}
                                - {name: soon, from: tomorrow, until: 2025-03-06T00:00:00Z, repeats: weekly}
                                - {from: 2025-03-04T16:00:00Z}
                                """));

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly(
                        "workloads[0].demand.events[0].until",
                        "workloads[0].demand.events[1].from",
                        "workloads[0].demand.events[1].repeats",
                        "workloads[0].demand.events[2].name",
                        "workloads[0].demand.events[2].until");
        assertThat(problems.get(0).expected())
                .contains("after from, which is 2025-03-04T16:00:00Z");
        assertThat(problems.get(1).expected()).contains("a time in UTC like");
        assertThat(problems.get(2).expected()).isEqualTo("never or yearly");
    }

    private static String withEvents(String events) {
        return """
               workloads:
                 - name: chat
                   bounds: {min: 1, max: 3}
                   fleet: {simulated: {}}
                   demand:
                     events:
               """
                + events.indent(11);
    }

    private static Settings loaded(LoadOutcome outcome) {
        assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
        return ((LoadOutcome.Loaded) outcome).settings();
    }

    private static List<Problem> invalid(String text) {
        LoadOutcome outcome = SettingsLoader.load(text);
        assertThat(outcome).isInstanceOf(LoadOutcome.Invalid.class);
        return ((LoadOutcome.Invalid) outcome).problems();
    }
}
