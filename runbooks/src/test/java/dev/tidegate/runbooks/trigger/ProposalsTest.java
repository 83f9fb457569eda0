package dev.tidegate.runbooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Automatic books that ask for approval: proposed while they are called for. */
final class ProposalsTest extends AutomaticRunsRig {
    private static final String APPROVED = BOOK + "approvals: {role: lead, within: 15m}\n";
    private static final String BY_TIER = APPROVED.replaceAll("(?s)signal:.*?lease", "lease");

    @Test
    void bookThatAsksForApprovalIsProposedAndWaits() throws IOException {
        book(APPROVED);

        pollFor(Duration.ofMinutes(2), 0.2);

        assertThat(newest().state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(world.floor(0)).isEqualTo(2);
    }

    @Test
    void aProposalIsWithdrawnOnceTheSignalIsCalmAndMadeAnewWhenItCallsAgain() throws IOException {
        book(APPROVED);
        pollFor(Duration.ofMinutes(2), 0.2);
        String first = newest().id();

        List<TriggerOutcome> outcomes = pollFor(Duration.ofMinutes(3), 0.001);

        assertThat(outcomes).singleElement().isInstanceOf(TriggerOutcome.Withdrawn.class);
        assertThat(newest().state()).isEqualTo(RunState.REJECTED);
        assertThat(newest().note()).contains("the signal is calm");
        assertThatThrownBy(() -> approve(first)).hasMessageContaining("nobody asks for approval");
        pollFor(Duration.ofMinutes(2), 0.2);
        assertThat(newest().id()).isNotEqualTo(first);
        assertThat(newest().state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    private void approve(String run) {
        world.runs().request(run, "bo", new RunEvent.Approved("bo", "late", Optional.empty()));
    }

    @Test
    void whatNobodyAnsweredIsProposedAgainAndWhatAPersonRefusedIsNot() throws IOException {
        book(BOOK + "approvals: {role: lead, within: 5m}\n");
        pollFor(Duration.ofMinutes(10), 0.2);
        assertThat(world.runs().all()).hasSize(2);
        assertThat(newest().state()).isEqualTo(RunState.AWAITING_APPROVAL);

        world.runs().request(newest().id(), "bo", new RunEvent.Refused("bo", "not this"));
        pollFor(Duration.ofMinutes(30), 0.2);

        assertThat(world.runs().all()).hasSize(2);
    }

    @Test
    void aProposalIsWithdrawnWhenTheTierIsLeft() throws IOException {
        book(BY_TIER);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());
        automaticRuns.tierReached(1, "chat", evidence, world.now());

        List<TriggerOutcome> outcomes = automaticRuns.tierLeft(1, "chat");
        world.sweep();

        assertThat(outcomes).singleElement().isInstanceOf(TriggerOutcome.Withdrawn.class);
        assertThat(newest().state()).isEqualTo(RunState.REJECTED);
        assertThat(newest().note()).contains("chat has left tier 1");
        world.advance(Duration.ofMinutes(10));
        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());
        assertThat(newest().state())
                .as("no person refused it")
                .isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    void aProposalStaysWhileAnotherWorkloadIsInTheTier() throws IOException {
        book(BY_TIER);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());
        automaticRuns.tierReached(1, "chat", evidence, world.now());
        automaticRuns.tierReached(1, "code", evidence, world.now());

        assertThat(automaticRuns.tierLeft(1, "chat")).isEmpty();
        world.sweep();

        assertThat(newest().state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }
}
