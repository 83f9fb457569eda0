package dev.tidegate.runbooks.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookOutcome;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalReading;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plan makes of a book's steps, and of the books that it calls. */
final class BookExpansionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final ArrayDeque<Fault.Kind> faults = new ArrayDeque<>();
    private final SimulatedFleets fleets =
            new SimulatedFleets(
                    () -> NOW, () -> faults.isEmpty() ? Fault.Kind.NONE : faults.removeFirst());
    private final Actuators actuators = new Actuators().with(fleets);
    private final Map<String, Book> shelf = new HashMap<>();

    @BeforeEach
    void open() {
        for (String fleet : List.of("f0", "f1", "f2")) {
            fleets.open(fleet, new FleetSettings(2, 50, Duration.ofMinutes(5)));
        }
    }

    /** Puts a book on the shelf that affects at most two targets. */
    private void book(String name, String head, String steps) {
        String text =
                "book: %1$s\ntitle: %1$s\nblast-radius: {targets: 2, affects: nobody}\n%2$s\nsteps:\n%3$s"
                        .formatted(name, head, steps);
        BookOutcome outcome = new BookLoader(actuators).load(name + ".yaml", text);
        assertThat(outcome).isInstanceOf(BookOutcome.Loaded.class);
        shelf.put(name, ((BookOutcome.Loaded) outcome).book());
    }

    private static String raise(int fleet) {
        return "  - {step: raise-f%1$d, do: simulated, target: {fleet: f%1$d}, set: {floor: 5}}\n"
                .formatted(fleet);
    }

    private static String call(String book) {
        return "  - {step: call-%1$s, book: %1$s}\n".formatted(book);
    }

    private PlanOutcome outcome(String book) {
        return outcome(book, Signals.none());
    }

    private PlanOutcome outcome(String book, Signals signals) {
        var planner =
                new RunPlanner(actuators, signals, name -> Optional.ofNullable(shelf.get(name)));
        return planner.plan(shelf.get(book), Map.of(), Optional.empty());
    }

    private RunPlan plan(String book) {
        PlanOutcome outcome = outcome(book);
        assertThat(outcome).isInstanceOf(PlanOutcome.Planned.class);
        return ((PlanOutcome.Planned) outcome).plan();
    }

    private PlanOutcome.Refused refused(String book) {
        PlanOutcome outcome = outcome(book);
        assertThat(outcome).isInstanceOf(PlanOutcome.Refused.class);
        return (PlanOutcome.Refused) outcome;
    }

    @Test
    void theStepsOfACalledBookStandWhereItIsCalledUnderTheNameOfTheCall() {
        book("leaf", "lease: 1h", raise(1));
        book("middle", "lease: 1h", call("leaf"));
        book("top", "lease: 1h", call("middle") + raise(0));

        assertThat(plan("top").steps())
                .extracting(PlannedStep::id)
                .containsExactly("call-middle/call-leaf/raise-f1", "raise-f0");
    }

    @Test
    void aPlanHasTheHighestTierOfItsBooks() {
        book("mild", "tier: 1\nlease: 1h", raise(1));
        book("harsh", "tier: 3\nlease: 1h", raise(1));
        book("top", "tier: 2\nlease: 1h", call("mild"));
        book("calling-harsh", "tier: 2\nlease: 1h", call("harsh") + call("mild"));

        assertThat(plan("top").tier()).isEqualTo(2);
        assertThat(plan("calling-harsh").tier()).isEqualTo(3);
    }

    @Test
    void aPlanLastsAsItsBookSaysOrElseAsTheShortestOfThoseItCalls() {
        book("hour", "lease: 1h", raise(0));
        book("minutes", "lease: 20m", raise(1));
        book("own", "lease: 2h", call("hour") + call("minutes"));
        book("none", "", call("hour") + call("minutes"));
        book("none-either", "", call("minutes") + call("hour"));

        assertThat(plan("own").lease()).contains(Duration.ofHours(2));
        assertThat(plan("none").lease()).contains(Duration.ofMinutes(20));
        assertThat(plan("none-either").lease()).contains(Duration.ofMinutes(20));
    }

    @Test
    void ofABookWhoseCallIsLeftOutNothingIsInThePlan() {
        book(
                "called",
                "tier: 3\nlease: 1h\napprovals: {role: lead}\nrequires:\n  - {condition: 1 > 2, otherwise: never}",
                raise(1));
        book("top", "", "  - {step: call, book: called, when: 1 > 2}\n" + raise(0));

        RunPlan plan = plan("top");

        assertThat(plan.steps()).extracting(PlannedStep::id).containsExactly("raise-f0");
        assertThat(plan.tier()).isLessThan(3);
        assertThat(plan.lease()).isEmpty();
    }

    @Test
    void whatACalledBookAsksForIsAskedBeforeItsFirstStep() {
        book("called", "lease: 1h\napprovals: {role: lead}", raise(1));
        book("top", "lease: 1h", raise(0) + call("called"));

        assertThat(plan("top").steps())
                .extracting(PlannedStep::id)
                .containsExactly("raise-f0", "call-called/approval", "call-called/raise-f1");
    }

    @Test
    void fiveBooksDeepIsAllowedAndSixIsNot() {
        book("depth-0", "lease: 1h", raise(0));
        for (int depth = 1; depth <= 6; depth++) {
            book("depth-" + depth, "lease: 1h", call("depth-" + (depth - 1)));
        }

        assertThat(plan("depth-5").steps()).hasSize(1);
        assertThat(refused("depth-6").reasons())
                .singleElement()
                .asString()
                .endsWith("call-depth-0: calls nest deeper than 5");
    }

    @Test
    void noMoreTargetsAreTouchedThanTheBookAllows() {
        String again = raise(0).replace("raise-f0", "again");
        book("two", "lease: 1h", raise(0) + raise(1) + again);
        book("three", "lease: 1h", raise(0) + raise(1) + raise(2));

        assertThat(plan("two").steps()).hasSize(3);
        assertThat(refused("three").fault()).isEqualTo(PlanOutcome.Fault.GUARD);
        assertThat(refused("three").reasons())
                .containsExactly(
                        "it would touch 3 targets, and blast-radius.targets of book three allows 2");
    }

    @Test
    void aBookThatWasTakenAwaySinceIsNamed() {
        book("top", "lease: 1h", call("gone"));

        assertThat(refused("top").reasons()).containsExactly("step call-gone: no book gone");
    }

    @Test
    void thatTargetsCannotBeReadIsToldApartFromWhatElseIsInTheWay() {
        book("top", "lease: 1h", raise(0) + raise(1));
        book(
                "guarded",
                "lease: 1h\nrequires:\n  - {condition: 1 > 2, otherwise: never}",
                raise(0) + raise(1));

        faults.addAll(Collections.nCopies(2, Fault.Kind.UNREADABLE));
        PlanOutcome.Refused unread = refused("top");
        faults.addAll(Collections.nCopies(2, Fault.Kind.UNREADABLE));
        PlanOutcome.Refused guarded = refused("guarded");

        assertThat(unread.fault()).isEqualTo(PlanOutcome.Fault.UNREADABLE);
        assertThat(unread.reasons()).hasSize(2).allMatch(why -> why.contains("cannot be read"));
        assertThat(guarded.fault()).isEqualTo(PlanOutcome.Fault.GUARD);
        assertThat(guarded.reasons()).hasSize(3).contains("never (1 > 2)");
    }

    @Test
    void aChangeWhoseConditionDoesNotHoldShowsTheConditionAndNoChange() {
        String step = raise(0).replace("set:", "when: before.floor < %d, set:");
        book("wanted", "lease: 1h", step.formatted(3));
        book("unwanted", "lease: 1h", step.formatted(2));

        PlannedChange wanted = plan("wanted").changes().get(0);
        PlannedChange unwanted = plan("unwanted").changes().get(0);

        assertThat(wanted.skip()).isEmpty();
        assertThat(wanted.preview())
                .singleElement()
                .matches(f -> f.after().equals(IntNode.valueOf(5)));
        assertThat(unwanted.skip()).contains("not: before.floor < 2");
        assertThat(unwanted.preview()).isEmpty();
    }

    @Test
    void waitsPausesAndQuestionsAreLeftOutWhereTheirConditionDoesNotHold() {
        String steps =
                """
                  - {step: calm, wait: {query: busy, below: 0.01}%1$s}
                  - {step: look, pause: {for: 10m}%1$s}
                  - {step: sure, approve: {role: lead}%1$s}
                """;
        book("all", "lease: 1h", steps.formatted(", when: 1 < 2") + raise(0));
        book("none", "lease: 1h", steps.formatted(", when: 1 > 2") + raise(0));

        assertThat(plan("all").steps()).allMatch(step -> step.skip().isEmpty());
        assertThat(plan("all").steps())
                .extracting(step -> (Object) step.getClass())
                .containsExactly(
                        PlannedWait.class,
                        PlannedPause.class,
                        PlannedQuestion.class,
                        PlannedChange.class);
        assertThat(plan("none").steps().subList(0, 3))
                .allMatch(step -> step.skip().equals(Optional.of("not: 1 > 2")));
    }

    @Test
    void aWaitShowsWhatItsSignalSaysNowOrWhyItSaysNothing() {
        book("top", "lease: 1h", "  - {step: calm, wait: {query: busy, below: 0.01}}\n" + raise(0));

        PlannedWait unknown = (PlannedWait) plan("top").steps().get(0);
        var known = (PlanOutcome.Planned) outcome("top", new Busy());

        assertThat(unknown.now()).startsWith("not known: ");
        assertThat(((PlannedWait) known.plan().steps().get(0)).now()).isEqualTo("0.25");
    }

    private static final class Busy implements Signals {
        @Override
        public SignalReading now(String query) {
            return new SignalReading.Value(new Sample(NOW, 0.25));
        }

        @Override
        public List<Sample> range(String query, Instant from, Instant to, Duration step) {
            return List.of();
        }
    }
}
