package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class NoticesTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private final FailingLedger ledger = new FailingLedger(rig.ledger);
    private final Notices notices = new Notices(ledger, Duration.ZERO, rig.troubles);

    @Test
    void whatWasSaidHoldsWhileTheLedgerCannotBeReadAndThatIsOneTrouble() {
        FloorOverride freeze = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", freeze, "launch"));
        notices.overrides("chat", rig.now);

        ledger.unreadable = true;
        List<FloorOverride> standing = later();
        later();

        assertThat(standing).containsExactly(freeze);
        assertThat(rig.troubles.messages())
                .singleElement()
                .asString()
                .contains("overrides and alerts", "stay in force", "I/O error");

        ledger.unreadable = false;
        later();

        assertThat(rig.troubles.messages()).isEmpty();
    }

    @Test
    void anOverrideHoldsAgainOnceAClockThatWasSetForwardIsSetBack() {
        FloorOverride freeze = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", freeze, "launch"));
        later();
        Instant right = rig.now;
        rig.now = right.plus(Duration.ofHours(2));
        List<FloorOverride> ahead = later();

        rig.now = right;

        assertThat(ahead).isEmpty();
        assertThat(later()).containsExactly(freeze);
    }

    @Test
    void whatIsSaidAfterALedgerLostItsNewestEntriesIsHeard() {
        InMemoryLedger standby = new InMemoryLedger(proviso -> true);
        Notices heard = new Notices(standby, Duration.ZERO, rig.troubles);
        FloorOverride first = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        FloorOverride second = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(2)));
        standby.append(OverrideRecord.of(rig.now, "chat", "ann", first, "lost"));
        heard.overrides("chat", rig.now);

        standby.lose(1);
        standby.append(OverrideRecord.of(rig.now, "chat", "ann", second, "said again"));

        assertThat(heard.overrides("chat", rig.now.plusSeconds(1))).containsExactly(second);
    }

    private List<FloorOverride> later() {
        rig.now = rig.now.plusSeconds(1);
        return notices.overrides("chat", rig.now);
    }
}
