package dev.tidegate.runbooks.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.book.Books;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunPlannerTest {

    private static PlanOutcome plan(String book, Map<String, String> given) {
        var fleets =
                new SimulatedFleets(InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")));
        fleets.open("chat", new FleetSettings(2, 50, Duration.ofMinutes(5)));
        return new RunPlanner(
                        new Actuators().with(fleets), Signals.none(), name -> Optional.empty())
                .plan(Books.loaded(book), given, Optional.empty());
    }

    @Test
    void aConditionThatCannotBeEvaluatedStandsAgainstThePlan() {
        String book = Books.GOOD.replace("floor < 40", "100 / (floor - 5) < 40");

        assertThat(refusals(book))
                .singleElement()
                .asString()
                .contains("cannot evaluate", "100 / (floor - 5) < 40");
    }

    /** Half a replica would be written as none, and the change would never hold. */
    @Test
    void aCountIsNotCutToAWholeNumber() {
        String book = Books.GOOD.replace("\"${floor}\"", "\"${double(floor) / 2.0}\"");

        assertThat(refusals(book))
                .singleElement()
                .asString()
                .contains("whole number of 0 or more, was 2.5");
        assertThat(plan(book, Map.of("floor", "6"))).isInstanceOf(PlanOutcome.Planned.class);
    }

    @Test
    void aLeaseThatIsTooLongIsToldAsPeopleWriteIt() {
        String book = Books.GOOD.replace("lease: 1h", "lease: 8d");

        assertThat(refusals(book)).containsExactly("a lease lasts 7d at the most, was 8d");
    }

    /** Why a plan with a floor of 5 is refused. */
    private static List<String> refusals(String book) {
        PlanOutcome outcome = plan(book, Map.of("floor", "5"));
        assertThat(outcome).isInstanceOf(PlanOutcome.Refused.class);
        return ((PlanOutcome.Refused) outcome).reasons();
    }
}
