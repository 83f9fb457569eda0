package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Changes whose answer is lost. */
final class FloorWriterTest {
    @AutoClose private final LoopRig rig = new LoopRig();

    @Test
    void aWriteWithoutAnAnswerIsVerifiedBeforeAnythingElse() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;

        Cycle unknown = rig.step(loop, Fault.Kind.ANSWER_LOST);
        rig.faults.add(Fault.Kind.UNREADABLE); // for the second verification
        Cycle waiting = rig.step(loop);
        rig.step(loop);

        assertThat(unknown.reasons()).contains(Reason.OUTCOME_UNKNOWN);
        assertThat(waiting.action()).isNotInstanceOf(Action.Attempted.class);
        assertThat(rig.entries(ChangeRecord.INTENDED, ChangeRecord.OUTCOME).subList(0, 3))
                .extracting(e -> e.kind() + " " + e.body().path("result").asText())
                .containsExactly(
                        ChangeRecord.INTENDED + " ",
                        ChangeRecord.OUTCOME + " unknown",
                        ChangeRecord.OUTCOME + " done");
    }

    @Test
    void whileAnOutcomeIsUnknownNothingElseIsChanged() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.step(loop, Fault.Kind.REQUEST_LOST);
        rig.demand = 1_500;
        rig.faults.add(Fault.Kind.UNREADABLE); // for the verification

        Cycle waiting = rig.step(loop);

        assertThat(waiting.action().reasonNotApplied()).contains(Reason.OUTCOME_UNKNOWN);
        assertThat(waiting.action()).isInstanceOf(Action.Withheld.class);
        assertThat(rig.entries(ChangeRecord.INTENDED)).hasSize(1);
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void anIntentionThatCannotBeCommittedIsNotCarriedOut() {
        FailingLedger ledger = new FailingLedger(rig.ledger);
        ControlLoop loop = rig.loop(Mode.ACT, "daemon@here", rig.fleets, ledger, rig.leases);
        rig.demand = 900;
        ledger.beforeCommit =
                () -> {
                    throw new LedgerException("disk full");
                };

        Cycle cycle = rig.step(loop);

        assertThat(cycle.action().reasonNotApplied()).contains(Reason.LEDGER_UNWRITABLE);
        assertThat(cycle.action().describe()).contains("disk full");
        assertThat(rig.floor()).isEqualTo(2);

        ledger.beforeCommit = () -> {};
        assertThat(rig.step(loop).action().result()).isEqualTo("done");
    }

    @Test
    void whoLosesTheLeaseBeforeTheIntentionIsCommittedChangesNothing() {
        FailingLedger ledger = new FailingLedger(rig.ledger);
        ControlLoop loop = rig.loop(Mode.ACT, "daemon@here", rig.fleets, ledger, rig.leases);
        rig.demand = 900;
        ledger.beforeCommit = this::takeLease;

        Cycle cycle = rig.step(loop);

        assertThat(cycle.action().reasonNotApplied()).contains(Reason.LEASE_ELSEWHERE);
        assertThat(rig.entries(ChangeRecord.INTENDED)).isEmpty();
        assertThat(rig.floor()).isEqualTo(2);
    }

    /** As a run does that has watched the lease for its whole life. */
    private void takeLease() {
        Leases others = new SqlLeases(rig.database);
        String fleet = SimulatedFleets.target("chat").toString();
        others.acquire(fleet, "a run", Duration.ofHours(1), rig.now);
        LeaseOutcome taken =
                others.acquire(fleet, "a run", Duration.ofHours(1), rig.now.plusSeconds(31));
        assertThat(taken).isInstanceOf(LeaseOutcome.Held.class);
    }

    @Test
    void aRequestThatNeverArrivedIsRetried() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;

        rig.step(loop, Fault.Kind.REQUEST_LOST);
        Cycle again = rig.step(loop);

        assertThat(again.action())
                .isInstanceOfSatisfying(
                        Action.Attempted.class,
                        carried -> assertThat(carried.outcome()).isInstanceOf(Outcome.Done.class));
        assertThat(rig.floor()).isGreaterThan(2);
    }

    @Test
    void aFloorFoundToBeSetIsHeldWhenTheFleetBecomesUnreadable() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.step(loop, Fault.Kind.ANSWER_LOST);
        rig.faults.add(Fault.Kind.NONE); // for the verification
        rig.faults.add(Fault.Kind.UNREADABLE);

        Cycle unreadable = rig.step(loop);

        assertThat(unreadable.situation().fleet()).isInstanceOf(FleetReading.Unseen.class);
        assertThat(rig.floor()).isGreaterThan(2);
        assertThat(unreadable.decision().plan().floor().count()).isEqualTo(rig.floor());
        assertThat(rig.troubles.messages()).noneMatch(message -> message.startsWith("floor of"));
    }

    @Test
    void anOpenChangeOfAnotherFleetDoesNotBlockThisOne() {
        Target before = AutoScalingFloors.target("eu-west-1", "chat");
        Change open =
                new Change(
                        before,
                        List.of(new FieldChange("floor", IntNode.valueOf(2), IntNode.valueOf(7))),
                        "key");
        rig.ledger.append(
                new Draft(
                        rig.now,
                        ChangeRecord.INTENDED,
                        "chat",
                        "daemon@here",
                        ChangeRecord.intended(open)));
        rig.demand = 900;

        Cycle cycle = rig.step(rig.loop(Mode.ACT));

        assertThat(cycle.reasons()).doesNotContain(Reason.OUTCOME_UNKNOWN);
        assertThat(rig.floor()).isGreaterThan(2);
    }

    @Test
    void aChangeThatIsWithheldForLongIsRecordedOnce() {
        ControlLoop loop = rig.loop(Mode.ACT);
        withheld(loop);
        int floor = rig.floor();
        rig.step(loop);
        withheld(loop);

        assertThat(floor).isEqualTo(2);
        assertThat(rig.floor()).isGreaterThan(2);
        assertThat(rig.entries(ChangeRecord.WITHHELD))
                .hasSize(2)
                .extracting(entry -> entry.body().path("detail").asText())
                .containsOnly("held by a run");
    }

    /** Some cycles during which a run holds the lease on the fleet. */
    private void withheld(ControlLoop loop) {
        LeaseOutcome outcome =
                rig.leases.acquire(
                        SimulatedFleets.target("chat").toString(),
                        "a run",
                        Duration.ofHours(1),
                        rig.now);
        rig.demand += 300;
        for (int i = 0; i < 4; i++) {
            assertThat(rig.step(loop).reasons()).contains(Reason.LEASE_ELSEWHERE);
        }
        rig.leases.release(((LeaseOutcome.Held) outcome).lease());
    }
}
