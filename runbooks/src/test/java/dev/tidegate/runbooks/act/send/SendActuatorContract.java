package dev.tidegate.runbooks.act.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Contract of {@link SendActuator}; the test of each subclass inherits it. */
abstract class SendActuatorContract {
    protected abstract SendActuator actuator();

    protected abstract Target target();

    protected abstract SortedMap<String, JsonNode> desired();

    /** An actuator and target whose receiver does not exist. */
    protected abstract Outcome sentToNobody(Change change);

    /** The deduplication key of each message that arrived. */
    protected abstract List<String> arrivedKeys();

    protected final Change change() {
        return actuator().plan((Observed) actuator().read(target()), desired());
    }

    protected static Fence held(boolean still) {
        return new Fence() {
            @Override
            public long number() {
                return 1;
            }

            @Override
            public boolean stillHeld() {
                return still;
            }
        };
    }

    @Test
    void targetAndFieldsFitTheShape() {
        assertThat(target().coordinates().keySet()).containsAll(actuator().shape().required());
        assertThat(actuator().shape().objections(desired())).isEmpty();
        assertThat(actuator().shape().restorable()).isFalse();
    }

    @Test
    void sentOnceArrivesOnce() {
        assertThat(actuator().apply(change(), held(true))).isInstanceOf(Outcome.Done.class);

        assertThat(arrivedKeys()).hasSize(1);
    }

    @Test
    void secondCopyIsKnownByItsKey() {
        Change change = change();

        actuator().apply(change, held(true));
        actuator().apply(change, held(true));
        actuator().apply(change.withKey("another"), held(true));

        List<String> keys = arrivedKeys();
        assertThat(keys).hasSize(3);
        assertThat(keys.get(1)).isEqualTo(keys.get(0));
        assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
    }

    @Test
    void lostFenceSendsNothing() {
        Outcome outcome = actuator().apply(change(), held(false));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.FENCED));
        assertThat(arrivedKeys()).isEmpty();
    }

    @Test
    void unknownFateIsSettledBySendingAgain() {
        assertThat(actuator().verify(change())).isInstanceOf(Outcome.Retriable.class);
    }

    @Test
    void nobodyThereMeansItMayBeTriedAgain() {
        assertThat(sentToNobody(change()))
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        r -> assertThat(r.reason()).isEqualTo(Failure.UNREACHABLE));
    }
}
