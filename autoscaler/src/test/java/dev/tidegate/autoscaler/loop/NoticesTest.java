package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoticesTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private final FailingLedger ledger = new FailingLedger(rig.ledger);
    private final Notices notices = new Notices(ledger, Duration.ZERO, rig.troubles);

    @Test
    void overridesStayInForceWhileTheLedgerIsUnreadableWhichIsOneTrouble() {
        FloorOverride freeze = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", freeze, "launch"));
        notices.overrides("chat", rig.now);

        ledger.unreadable = true;
        List<FloorOverride> inForce = later();
        later();

        assertThat(inForce).containsExactly(freeze);
        assertThat(rig.troubles.messages())
                .singleElement()
                .asString()
                .contains("overrides and alerts", "stay in force", "I/O error");

        ledger.unreadable = false;
        later();

        assertThat(rig.troubles.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"what\": \"boost\"}", "{\"what\": \"freeze\", \"expires\": \"soon\"}"})
    void aWordThatNobodyUnderstandsIsToldAndLosesNoOther(String body) throws IOException {
        FloorOverride freeze = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        rig.ledger.append(
                new Draft(
                        rig.now,
                        OverrideRecord.OVERRIDE,
                        "chat",
                        "a newer program",
                        new JsonMapper().readTree(body)));
        rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", freeze, "launch"));

        assertThat(later()).containsExactly(freeze);
        assertThat(rig.troubles.messages())
                .singleElement()
                .asString()
                .startsWith("what was said of chat: entry 1 is ignored");

        rig.ledger.append(OverrideRecord.cleared(rig.now, "chat", "ann", "quiet"));

        assertThat(later()).isEmpty();
        assertThat(rig.troubles.messages()).isEmpty();
    }

    @Test
    void anAlertThatNobodyRepeatsIsOverAfterSixHours() {
        AlertRecord alert =
                new AlertRecord("chat", "f1", "TooSlow", true, rig.now, OptionalDouble.of(0.1));
        rig.ledger.append(alert.draft("alertmanager"));
        Instant end = rig.now.plus(Duration.ofHours(6));

        assertThat(notices.busy("chat", end.minusMillis(1), 0.5)).hasValue(0.1);
        assertThat(notices.busy("chat", end, 0.5)).isEmpty();
    }

    @Test
    void theLargestShareThatAlertsNameOrMeanCounts() {
        for (AlertRecord alert :
                List.of(
                        new AlertRecord("chat", "f1", "A", true, rig.now, OptionalDouble.of(0.1)),
                        new AlertRecord("chat", "f2", "B", true, rig.now, OptionalDouble.empty()),
                        new AlertRecord("chat", "f3", "C", false, rig.now, OptionalDouble.of(1)),
                        new AlertRecord("code", "f4", "D", true, rig.now, OptionalDouble.of(1)))) {
            rig.ledger.append(alert.draft("alertmanager"));
        }

        assertThat(notices.busy("chat", rig.now.plusSeconds(1), 0.05)).hasValue(0.1);
        assertThat(notices.busy("chat", rig.now.plusSeconds(2), 0.5)).hasValue(0.5);
    }

    @Test
    void whatTellsOfTheDaemonItselfIsNoEvidenceEvenIfItIsInTheLedger() {
        AlertRecord ofTheTier =
                new AlertRecord(
                        "chat", "f1", "TidegateTier", true, rig.now, OptionalDouble.empty());
        rig.ledger.append(ofTheTier.draft("alertmanager"));

        assertThat(notices.busy("chat", rig.now, 0.01)).isEmpty();
    }

    @Test
    void anExpiredOverrideIsInForceAgainWhenTheClockIsSetBack() {
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
    void whatALedgerLostIsNotInForceAndWhatItGotSinceIs() {
        InMemoryLedger standby = new InMemoryLedger(proviso -> true);
        Notices notices = new Notices(standby, Duration.ZERO, rig.troubles);
        FloorOverride first = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        FloorOverride second = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(2)));
        AlertRecord lost =
                new AlertRecord("chat", "f1", "TooSlow", true, rig.now, OptionalDouble.empty());
        standby.append(OverrideRecord.of(rig.now, "chat", "ann", first, "lost"));
        standby.append(lost.draft("alertmanager"));
        notices.overrides("chat", rig.now);

        standby.lose(2);
        standby.append(OverrideRecord.of(rig.now, "chat", "ann", second, "said again"));

        assertThat(inForce(notices, rig.now.plusSeconds(1))).containsExactly(second);
        assertThat(notices.alerts("chat", rig.now.plusSeconds(1))).isEmpty();
    }

    private List<FloorOverride> later() {
        rig.now = rig.now.plusSeconds(1);
        return inForce(notices, rig.now);
    }

    private static List<FloorOverride> inForce(Notices notices, Instant now) {
        return notices.overrides("chat", now).stream()
                .map(OverrideRecord.AuthoredOverride::override)
                .toList();
    }

    @Test
    void newOverridesAreReadOnceAnIntervalHoweverManyAsk() {
        Notices shared = new Notices(ledger, Duration.ofSeconds(10), rig.troubles);
        shared.overrides("chat", rig.now);
        FloorOverride freeze = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", freeze, "launch"));

        shared.overrides("code", rig.now.plusMillis(9_999));

        assertThat(inForce(shared, rig.now.plusMillis(9_999))).isEmpty();
        assertThat(inForce(shared, rig.now.plusSeconds(10))).containsExactly(freeze);
    }

    @Test
    void aClockSetBackDelaysNoOverride() {
        Notices shared = new Notices(ledger, Duration.ofSeconds(10), rig.troubles);
        shared.overrides("chat", rig.now);
        FloorOverride freeze = new FloorOverride.Freeze(rig.now.plus(Duration.ofHours(1)));
        rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", freeze, "launch"));

        assertThat(inForce(shared, rig.now.minusSeconds(1))).containsExactly(freeze);
    }
}
