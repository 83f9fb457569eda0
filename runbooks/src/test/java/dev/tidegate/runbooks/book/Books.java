package dev.tidegate.runbooks.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.yaml.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Books as texts, for tests. */
public final class Books {
    public static final Actuators ACTUATORS =
            new Actuators()
                    .with(
                            new SimulatedFleets(
                                    InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"))));

    /** A valid book; tests introduce errors by replacing lines. */
    public static final String GOOD =
            """
            book: good
            title: A good book
            tier: 1
            parameters:
              floor: {type: count, least: 1, most: 50, about: How many.}
              why: {type: text, among: [load, drill], default: load, about: What for.}
            signal:
              query: busy_share
              enter: {above: 0.01, for: 2m}
              exit: {below: 0.005, for: 10m}
            requires:
              - {condition: floor < 40, otherwise: too many}
            lease: 1h
            blast-radius: {targets: 1, affects: nobody}
            steps:
              - step: raise
                do: simulated
                target: {fleet: chat}
                set: {floor: "${floor}"}
                when: why == 'load'
            """;

    private Books() {}

    public static BookOutcome read(String text) {
        return new BookLoader(ACTUATORS).load("good.yaml", text);
    }

    public static Book loaded(String text) {
        BookOutcome outcome = read(text);
        assertThat(outcome).isInstanceOf(BookOutcome.Loaded.class);
        return ((BookOutcome.Loaded) outcome).book();
    }

    public static List<Problem> problems(String text) {
        BookOutcome outcome = read(text);
        assertThat(outcome).isInstanceOf(BookOutcome.Invalid.class);
        return ((BookOutcome.Invalid) outcome).problems();
    }
}
