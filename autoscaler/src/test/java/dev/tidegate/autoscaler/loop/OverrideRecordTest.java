package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class OverrideRecordTest {
    @AutoClose private final LoopRig rig = new LoopRig();

    @Test
    void everyKindIsReadAsWritten() {
        Instant expires = rig.now.plus(Duration.ofHours(1));
        List<FloorOverride> written =
                List.of(
                        new FloorOverride.Pin(Replicas.of(3), expires),
                        new FloorOverride.Floor(Replicas.of(4), expires),
                        new FloorOverride.Ceiling(Replicas.of(5), expires),
                        new FloorOverride.Freeze(expires));

        written.forEach(this::write);

        assertThat(OverrideRecord.inForce(rig.ledger, "chat", rig.now))
                .extracting(OverrideRecord.AuthoredOverride::override)
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(OverrideRecord.inForce(rig.ledger, "other", rig.now)).isEmpty();
    }

    @Test
    void anOverrideEndsWhenItExpiresOrIsCleared() {
        write(new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1))));
        write(new FloorOverride.Pin(Replicas.of(3), rig.now.plus(Duration.ofHours(2))));

        assertThat(OverrideRecord.inForce(rig.ledger, "chat", rig.now.plus(Duration.ofHours(1))))
                .hasSize(1);

        rig.ledger.append(OverrideRecord.cleared(rig.now, "chat", "ann", "quiet"));

        assertThat(OverrideRecord.inForce(rig.ledger, "chat", rig.now)).isEmpty();
    }

    @Test
    void anOverrideFromAClockAheadIsAlreadyInForce() {
        FloorOverride written = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        write(written);

        assertThat(OverrideRecord.inForce(rig.ledger, "chat", rig.now.minus(Duration.ofMinutes(5))))
                .extracting(OverrideRecord.AuthoredOverride::override)
                .containsExactly(written);
    }

    @Test
    void theLoopAppliesAnOverrideFromTheNextCycleUntilItExpires() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.step(loop);
        write(new FloorOverride.Floor(Replicas.of(12), rig.now.plus(Duration.ofMinutes(10))));

        Cycle during = rig.step(loop);

        assertThat(during.reasons()).contains(Reason.OVERRIDE_FLOOR);
        assertThat(rig.floor()).isEqualTo(12);

        rig.now = rig.now.plus(Duration.ofMinutes(10));

        assertThat(rig.step(loop).reasons()).doesNotContain(Reason.OVERRIDE_FLOOR);
    }

    private void write(FloorOverride override) {
        rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", override, "launch"));
    }
}
