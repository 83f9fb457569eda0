package dev.tidegate.autoscaler.demand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LateSamplesTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LateSamples late = new LateSamples(STEP);

    private static Slot slot(int minute, double rate) {
        return new Slot(NOON.plus(STEP.multipliedBy(minute)), new Observation.Seen(rate));
    }

    private static Slot missing(int minute) {
        return new Slot(
                NOON.plus(STEP.multipliedBy(minute)),
                new Observation.Missing(Reason.METRICS_UNREACHABLE));
    }

    private Observation judge(Slot before, Slot newest) {
        List<Slot> judged = late.judge(before, List.of(newest));
        assertThat(judged).singleElement().extracting(Slot::start).isEqualTo(newest.start());
        return judged.get(0).observation();
    }

    @Test
    void aSlotIsPartialIfTheOneBeforeHasGrownByMoreThanATenth() {
        assertThat(judge(slot(0, 100), slot(1, 70))).isEqualTo(new Observation.Seen(70));
        assertThat(judge(slot(1, 77), slot(2, 80))).isEqualTo(new Observation.Seen(80));
        assertThat(judge(slot(2, 88.1), slot(3, 80))).isEqualTo(new Observation.Partial(80));
    }

    @Test
    void noDemandThatTurnsOutToBeSomeIsLate() {
        judge(slot(0, 0), slot(1, 0));

        assertThat(judge(slot(1, 0), slot(2, 0))).isEqualTo(new Observation.Seen(0));
        assertThat(judge(slot(2, 1), slot(3, 0))).isEqualTo(new Observation.Partial(0));
    }

    @Test
    void onlyTheNewestOfSeveralSlotsHasHadNoTime() {
        judge(slot(0, 100), slot(1, 70));

        List<Slot> judged = late.judge(slot(1, 100), List.of(slot(2, 100), slot(3, 70)));

        assertThat(judged)
                .containsExactly(
                        slot(2, 100),
                        new Slot(NOON.plus(STEP.multipliedBy(3)), new Observation.Partial(70)));
    }

    @Test
    void anOutageChangesNothingAboutWhatWasFound() {
        judge(slot(0, 100), slot(1, 70));
        judge(slot(1, 100), slot(2, 70));

        Observation during = judge(missing(2), missing(3));
        Observation after = judge(missing(3), slot(4, 70));
        Observation inTime = judge(slot(4, 70), slot(5, 70));

        assertThat(during).isInstanceOf(Observation.Missing.class);
        assertThat(after).isInstanceOf(Observation.Partial.class);
        assertThat(inTime).isInstanceOf(Observation.Seen.class);
    }

    @Test
    void anotherSlotThanTheOneReadLastProvesNothing() {
        judge(slot(0, 100), slot(1, 70));

        assertThat(judge(slot(7, 100), slot(8, 70))).isEqualTo(new Observation.Seen(70));
    }

    @Test
    void threeInARowAreEvidence() {
        judge(slot(0, 100), slot(1, 70));
        for (int minute = 1; minute < 3; minute++) {
            judge(slot(minute, 1e6 / 3), slot(minute + 1, 70));
        }
        assertThat(late.evidence()).isEmpty();

        judge(slot(3, 1e6 / 3), slot(4, 70));
        assertThat(late.evidence())
                .contains(
                        "the step that ended at 2026-03-01T12:04:00Z read 70/s then, and reads 333300/s now");

        judge(slot(4, 70), slot(5, 70));
        assertThat(late.evidence()).isEmpty();
    }
}
