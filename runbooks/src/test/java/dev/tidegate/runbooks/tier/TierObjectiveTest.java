package dev.tidegate.runbooks.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tiers of an objective are entered on. */
final class TierObjectiveTest {
    @Test
    void oneBusyMinuteEntersNoTier() {
        TierMachine ofObjective = TierMachine.forObjective(0.001);
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        TierState at = TierState.normal(start);

        for (int second = 0; second <= 60; second += 15) {
            at = ofObjective.next(at, Evidence.of(0.08, 0), start.plusSeconds(second)).state();
        }

        assertThat(at.tier()).isEqualTo(Tier.NORMAL);
        assertThat(ofObjective.next(at, Evidence.of(0.08, 0), start.plusSeconds(90)).state().tier())
                .isEqualTo(Tier.ISOLATE);
    }

    /** Ten, fifty and two hundred times its pace, but no more than a share that nobody would sleep through. */
    @ParameterizedTest
    @CsvSource({
        "0.001, 0.01, 0.05, 0.2",
        "0.004, 0.04, 0.2, 0.4",
        "0.01, 0.05, 0.2, 0.4",
        "0.5, 0.5, 0.5, 0.5"
    })
    void anObjectiveSaysWhatEntersEachTier(
            double objective, double isolate, double degrade, double smooth) {
        TierMachine ofObjective = TierMachine.forObjective(objective);

        assertThat(ofObjective.busyEntryThreshold(Tier.ISOLATE)).isEqualTo(isolate);
        assertThat(ofObjective.busyEntryThreshold(Tier.DEGRADE)).isEqualTo(degrade);
        assertThat(ofObjective.busyEntryThreshold(Tier.SMOOTH)).isEqualTo(smooth);
    }

    /** A threshold of zero would be reached by every share. */
    @Test
    void whoWantsNobodyTurnedAwayIsAnsweredToTheFirst() {
        TierMachine strict = TierMachine.forObjective(0);

        assertThat(strict.busyEntryThreshold(Tier.ISOLATE)).isBetween(1e-6, 1e-4);
        assertThat(strict.busyEntryThreshold(Tier.SMOOTH)).isBetween(1e-6, 1e-3);
    }
}
