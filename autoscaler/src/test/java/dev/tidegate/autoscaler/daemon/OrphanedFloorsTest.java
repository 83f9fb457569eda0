package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OrphanedFloorsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final Target CHAT = SimulatedFleets.target("chat");

    private final InMemoryLedger ledger = new InMemoryLedger(proviso -> true);
    private final SimulatedFleets fleets = new SimulatedFleets(() -> NOW);
    private final Troubles troubles = new Troubles();

    private void changed(int before, int after) {
        Outcome done = new Outcome.Done(new Observed(CHAT, NOW, new TreeMap<>()));
        ledger.append(
                new Draft(
                        NOW,
                        ChangeRecord.OUTCOME,
                        "chat",
                        "daemon@here",
                        ChangeRecord.outcome(change(before, after), done)));
    }

    private void intended(int before, int after) {
        ledger.append(
                new Draft(
                        NOW,
                        ChangeRecord.INTENDED,
                        "chat",
                        "daemon@here",
                        ChangeRecord.intended(change(before, after))));
    }

    private static Change change(int before, int after) {
        return new Change(
                CHAT,
                List.of(new FieldChange("floor", IntNode.valueOf(before), IntNode.valueOf(after))),
                "key-" + after);
    }

    private List<String> troubles(Set<Target> followed) {
        try (OrphanedFloors orphaned =
                new OrphanedFloors(ledger, new Actuators().with(fleets), troubles)) {
            orphaned.check(followed);
        }
        return troubles.messages();
    }

    private void open(int floor) {
        fleets.open("chat", new FleetSettings(floor, 50, Duration.ofMinutes(5)));
    }

    @Test
    void aFloorWithoutAWorkloadIsReportedWithItsOriginalValue() {
        open(12);
        changed(2, 7);
        changed(7, 12);

        assertThat(troubles(Set.of()))
                .singleElement()
                .asString()
                .startsWith("floor of simulated:fleet=chat: no workload of the configuration")
                .contains("12 was set last, for chat at 2026-03-01T03:00:00Z")
                .contains("it was 2 before the first change");
    }

    @Test
    void aFloorOfAWorkloadIsNotReported() {
        open(12);
        changed(2, 12);

        assertThat(troubles(Set.of(CHAT))).isEmpty();
    }

    @Test
    void aFloorThatIsRestoredOrSetByOthersIsNotReported() {
        open(3);
        changed(2, 12);
        assertThat(troubles(Set.of())).isEmpty();

        changed(12, 2);
        assertThat(troubles(Set.of())).isEmpty();
    }

    @Test
    void aDeletedFleetIsNotReported() {
        changed(2, 12);

        assertThat(troubles(Set.of())).isEmpty();
    }

    @Test
    void aFloorOfAnUnknownOutcomeIsReportedIfItIsSet() {
        open(12);
        changed(2, 7);
        intended(7, 12);

        assertThat(troubles(Set.of()))
                .singleElement()
                .asString()
                .contains("12 was set last")
                .contains("it was 2 before the first change");
    }

    @Test
    void aFloorWhoseLastChangeWasNeverMadeIsReported() {
        open(7);
        changed(2, 7);
        intended(7, 12);

        assertThat(troubles(Set.of())).singleElement().asString().contains("7 was set last");
    }

    @Test
    void aChangeThatNeverArrivedIsNotReported() {
        open(2);
        intended(2, 12);

        assertThat(troubles(Set.of())).isEmpty();
    }

    @Test
    void anEntryThatIsNotUnderstoodDoesNotHideTheOthers() {
        open(12);
        changed(2, 12);
        var ofNewerVersion = JsonNodeFactory.instance.objectNode().put("target", "chat");
        ledger.append(new Draft(NOW, ChangeRecord.OUTCOME, "code", "daemon@there", ofNewerVersion));

        assertThat(troubles(Set.of()))
                .satisfiesExactlyInAnyOrder(
                        left -> assertThat(left).startsWith("floor of simulated:fleet=chat: no "),
                        unread ->
                                assertThat(unread)
                                        .startsWith("floors that were set: entry 2 is ignored"));
    }
}
