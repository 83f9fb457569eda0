package dev.tidegate.runbooks.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Contract of {@link Actuator}; the test of each implementation inherits it. */
public abstract class ActuatorContract {

    /**
     * The actuator, whose target does not have the {@link #desired} values yet. Called once per
     * test.
     */
    protected abstract Actuator actuator();

    protected abstract Target target();

    /** Values that the target does not hold and accepts. */
    protected abstract SortedMap<String, JsonNode> desired();

    /** A well-formed target of the kind that does not exist. */
    protected abstract Target absentTarget();

    /** Whether a target that does not exist can be told from one that does. */
    protected boolean knowsAbsence() {
        return true;
    }

    public static Fence held(long number) {
        return new FixedFence(number, true);
    }

    protected static Fence lost(long number) {
        return new FixedFence(number, false);
    }

    public static Observed observed(Reading reading) {
        assertThat(reading).isInstanceOf(Observed.class);
        return (Observed) reading;
    }

    @Test
    void targetsFitTheirShape() {
        Actuator actuator = actuator();

        assertThat(target().kind()).isEqualTo(actuator.kind());
        assertThat(target().coordinates().keySet()).containsAll(actuator.shape().required());
        assertThat(actuator.shape().objections(desired())).isEmpty();
    }

    @Test
    void planNamesWhatIsAndWhatWillBe() {
        Actuator actuator = actuator();
        Observed before = observed(actuator.read(target()));

        Change change = actuator.plan(before, desired());

        assertThat(change.isEmpty()).isFalse();
        assertThat(before.holdsAfter(change.inverse())).isTrue();
        assertThat(before.holdsAfter(change)).isFalse();
    }

    @Test
    void planRefusesAFieldItDoesNotKnow() {
        Actuator actuator = actuator();
        assumeTrue(!actuator.shape().openFields());
        Observed before = observed(actuator.read(target()));
        var unknown = new TreeMap<String, JsonNode>();
        unknown.put("no-such-field", TextNode.valueOf("x"));

        assertThatThrownBy(() -> actuator.plan(before, unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-such-field");
    }

    @Test
    void appliedChangeHoldsWhenReadAgain() {
        Actuator actuator = actuator();
        Change change = actuator.plan(observed(actuator.read(target())), desired());

        Outcome outcome = actuator.apply(change, held(1));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(((Outcome.Done) outcome).after().holdsAfter(change)).isTrue();
        assertThat(actuator.verify(change)).isInstanceOf(Outcome.Done.class);
        assertThat(observed(actuator.read(target())).holdsAfter(change)).isTrue();
    }

    @Test
    void applyingTwiceIsApplyingOnce() {
        Actuator actuator = actuator();
        Change change = actuator.plan(observed(actuator.read(target())), desired());
        actuator.apply(change, held(1));
        Observed once = observed(actuator.read(target()));

        Outcome again = actuator.apply(change, held(1));

        assertThat(again).isInstanceOf(Outcome.Done.class);
        assertThat(settable(observed(actuator.read(target())))).isEqualTo(settable(once));
    }

    @Test
    void planOfWhatHoldsIsEmptyAndItsApplicationIsDone() {
        Actuator actuator = actuator();
        actuator.apply(actuator.plan(observed(actuator.read(target())), desired()), held(1));

        Change again = actuator.plan(observed(actuator.read(target())), desired());

        assertThat(again.isEmpty()).isTrue();
        assertThat(actuator.apply(again, held(1))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void verifyTellsAChangeThatWasNotMade() {
        Actuator actuator = actuator();
        Change change = actuator.plan(observed(actuator.read(target())), desired());

        assertThat(actuator.verify(change)).isInstanceOf(Outcome.Retriable.class);
    }

    @Test
    void whatOthersWroteSinceTheChangeWasPlannedIsNotOverwritten() {
        Actuator actuator = actuator();
        assumeTrue(actuator.shape().restorable());
        Observed now = observed(actuator.read(target()));
        Change planned = actuator.plan(now, desired());
        Change ofAnotherTime =
                new Change(
                        target(),
                        planned.fields().stream()
                                .map(f -> new FieldChange(f.field(), gone(f), f.after()))
                                .toList(),
                        "key");

        Outcome outcome = actuator.apply(ofAnotherTime, held(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.CONFLICT));
        assertThat(observed(actuator.read(target())).holdsAfter(planned.inverse())).isTrue();
    }

    /** Neither what the target holds nor what it is to hold. */
    private static JsonNode gone(FieldChange field) {
        return TextNode.valueOf(field.before() + " or " + field.after());
    }

    @Test
    void lostFenceWritesNothing() {
        Actuator actuator = actuator();
        Observed before = observed(actuator.read(target()));
        Change change = actuator.plan(before, desired());

        Outcome outcome = actuator.apply(change, lost(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.FENCED));
        assertThat(observed(actuator.read(target())).holdsAfter(change.inverse())).isTrue();
    }

    @Test
    void inverseRestoresWhatWas() {
        Actuator actuator = actuator();
        assumeTrue(actuator.shape().restorable());
        Observed before = observed(actuator.read(target()));
        Change change = actuator.plan(before, desired());
        actuator.apply(change, held(1));

        Outcome undone = actuator.apply(change.inverse(), held(2));

        assertThat(undone).isInstanceOf(Outcome.Done.class);
        assertThat(observed(actuator.read(target())).holdsAfter(change.inverse())).isTrue();
    }

    @Test
    void absentTargetIsNamedNotInvented() {
        Actuator actuator = actuator();
        assumeTrue(knowsAbsence());

        Reading reading = actuator.read(absentTarget());

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Unreadable.class, u -> assertThat(u.reason()).isEqualTo(Failure.ABSENT));
    }

    /** The fields that a change can set; counts of instances change by themselves. */
    private SortedMap<String, JsonNode> settable(Observed observed) {
        var kept = new TreeMap<>(observed.fields());
        kept.keySet().retainAll(desired().keySet());
        return kept;
    }

    private record FixedFence(long number, boolean stillHeld) implements Fence {}
}
