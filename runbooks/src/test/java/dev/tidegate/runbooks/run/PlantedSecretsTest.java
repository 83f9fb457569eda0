package dev.tidegate.runbooks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookOutcome;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.signal.Signals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Secrets planted in parameters of every type do not reach the ledger. */
final class PlantedSecretsTest {
    private static final String BOOK =
            """
            book: planted
            title: A book with a parameter of each type
            parameters:
              floor: {type: count, about: A count.}
              share: {type: number, about: A number.}
              note: {type: text, about: A text.}
              sure: {type: flag, about: A flag.}
              hold: {type: duration, about: A duration.}
              fleet: {type: target, kinds: [simulated], about: A target.}
            lease: ${hold}
            blast-radius: {affects: "nobody"}
            steps:
              - {step: raise, target: "${fleet}", set: {floor: "${floor}"}, when: "note != 'x' && sure"}
            """;

    private final RunFixture world = new RunFixture();

    private PlanOutcome plan(String type, String secret) {
        var loader = new BookLoader(world.actuators());
        var book = ((BookOutcome.Loaded) loader.load("planted.yaml", BOOK)).book();
        var given =
                new TreeMap<>(
                        Map.of(
                                "floor", "5",
                                "share", "0.5",
                                "note", "why",
                                "sure", "true",
                                "hold", "1h",
                                "fleet", "simulated:fleet=f0"));
        given.put(type, secret);
        return new RunPlanner(world.actuators(), Signals.none(), name -> Optional.empty())
                .plan(book, given, Optional.empty());
    }

    private String everythingWritten() {
        return world.ledger().read(LedgerQuery.all()).stream()
                .map(Entry::toJson)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void secretInAParameterOfAnyTypeIsRefusedWithoutRepeatingIt() {
        for (String type : List.of("floor", "share", "note", "sure", "hold", "fleet")) {
            plantIn(type);
        }
        assertThat(everythingWritten()).isEmpty();
    }

    private void plantIn(String parameter) {
        for (String secret :
                List.of(
                        "AKIA" + "IOSFODNN7EXAMPLE",
                        "Bearer " + "abcdef0123456789abcdef",
                        "redis://:hunter2" + "@10.0.0.1:6379",
                        "-----BEGIN " + "PRIVATE KEY-----",
                        "simulated:fleet=" + "xoxb-1234567890-abcdef")) {
            PlanOutcome outcome = plan(parameter, secret);

            assertThat(outcome).isInstanceOf(PlanOutcome.Refused.class);
            assertThat(outcome.toString()).doesNotContain(secret);
        }
    }

    @Test
    void parameterWhoseNamePromisesASecretIsRefusedAtLoad() {
        String text = BOOK.replace("  note: {", "  api_key: {").replace("note != 'x'", "true");

        BookOutcome outcome = new BookLoader(world.actuators()).load("planted.yaml", text);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        BookOutcome.Invalid.class,
                        i -> assertThat(i.problems().get(0).toString()).contains("api_key"));
    }

    @Test
    void whatIsNoSecretIsCarriedOut() {
        PlanOutcome outcome = plan("note", "max_tokens 512");

        assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
        world.runs().open(((PlanOutcome.Planned) outcome).plan(), "ana");
        assertThat(everythingWritten()).contains("max_tokens 512");
    }
}
