package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Contract of the subclasses of {@link SsmExecutions}. */
abstract class SsmExecutionsContract {
    static final String SCRIPT = "systemctl restart vllm";

    Instant now = Moto.CLOCK.instant();

    /** A new instance, as in another process. */
    abstract SsmExecutions actuator();

    abstract Target target();

    /** The parameter {@code commands} of each execution that the service was asked for. */
    abstract List<List<String>> started();

    final Change change() {
        var script = JsonNodeFactory.instance.arrayNode().add(SCRIPT);
        return actuator()
                .plan(
                        (Observed) actuator().read(target()),
                        new TreeMap<String, JsonNode>(Map.of("commands", script)));
    }

    /** Applies the change again until the execution has ended. */
    final Outcome applied(SsmExecutions actuator, Change change) {
        Outcome outcome = actuator.apply(change, fence(true));
        for (int i = 0; i < 10 && isUnderway(outcome); i++) {
            outcome = actuator.apply(change, fence(true));
        }
        return outcome;
    }

    static boolean isUnderway(Outcome outcome) {
        return outcome instanceof Outcome.Retriable r && r.reason() == Failure.NOT_YET;
    }

    static Fence fence(boolean held) {
        return new Fence() {
            @Override
            public long number() {
                return 1;
            }

            @Override
            public boolean stillHeld() {
                return held;
            }
        };
    }

    @Test
    void documentIsExecutedWithItsParameters() {
        Outcome outcome = applied(actuator(), change());

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(started()).containsExactly(List.of(SCRIPT));
    }

    @Test
    void sameChangeAgainStartsNothing() {
        Change change = change();
        applied(actuator(), change);

        Outcome again = actuator().apply(change, fence(true));

        assertThat(again).isInstanceOf(Outcome.Done.class);
        assertThat(started()).hasSize(1);
    }

    @Test
    void anotherChangeIsAnotherExecution() {
        applied(actuator(), change());

        applied(actuator(), change().withKey("another"));

        assertThat(started()).hasSize(2);
    }

    @Test
    void anotherProcessFindsWhatWasStarted() {
        Change change = change();
        applied(actuator(), change);

        assertThat(actuator().verify(change)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsNotFoundForLongMayBeStarted() {
        SsmExecutions actuator = actuator();
        Change change = change();
        actuator.verify(change);

        now = now.plusSeconds(10);

        assertThat(actuator.verify(change))
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        r -> assertThat(r.reason()).isEqualTo(Failure.UNVERIFIED));
    }

    @Test
    void lostFenceStartsNothing() {
        assertThat(actuator().apply(change(), fence(false)))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.FENCED));
        assertThat(started()).isEmpty();
    }

    @Test
    void nothingOfItCanBeTakenBack() {
        assertThat(actuator().shape().restorable()).isFalse();
    }
}
