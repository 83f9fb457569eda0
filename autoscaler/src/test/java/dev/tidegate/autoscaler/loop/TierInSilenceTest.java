package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A tier that began for demand out of reach stays as it is while demand is unknown. */
final class TierInSilenceTest {
    private static final double BEYOND = 5_000; // which needs 50 replicas, of at most 20
    private static final double FAST = 0.2;

    @AutoClose private final LoopRig rig = new LoopRig();
    private final ControlLoop loop = rig.loop(Mode.ACT);

    private void enterATier() {
        rig.demand = 100;
        rig.step(loop);
        rig.demand = BEYOND;
        while (loop.tier() == Tier.NORMAL) {
            rig.step(loop);
        }
    }

    @Test
    void whatWasLastKnownPressesForNoHigherTier() {
        enterATier();
        rig.step(loop); // one of the two minutes until the next tier
        Tier entered = loop.tier();

        rig.metrics.fail(Reason.METRICS_UNREACHABLE);
        for (int i = 0; i < 60; i++) {
            rig.now = rig.now.plus(Duration.ofSeconds(5));
            loop.run(rig.now);
        }

        assertThat(loop.tier()).isEqualTo(entered);
    }

    @Test
    void fastAnswersAreNoCalm() {
        enterATier();
        Tier entered = loop.tier();

        for (int i = 0; i < 30; i++) {
            rig.metrics.record("latency", rig.now.plus(LoopRig.STEP), FAST);
            rig.stepWithoutMetric(loop);
        }

        assertThat(loop.tier()).isEqualTo(entered);
    }
}
