package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.run.record.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the status page and {@code /status} say of runs. */
final class DescribedRunsTest extends RunsRig {
    @Test
    void aRunThatAsksIsShownWithUntilWhenWhomAndHowToAnswer() {
        String run = world.openRaisingAsked(2, 5, 2);
        Instant end = world.runs().find(run).orElseThrow().endsAt().orElseThrow();
        world.runs().request(run, "bo", new RunEvent.Approved("bo", "chat", Optional.empty()));

        assertThat(runbooks.describe(world.now()))
                .containsExactly(
                        run
                                + ": awaiting-approval, until "
                                + end
                                + ": 2 approvals by role lead, not the author's; approved so far by bo; tidegate runbook"
                                + " approve "
                                + run);
    }

    @Test
    void whileTheLedgerCannotBeReadRunsAreShownAsOfThen() {
        String run = world.openRaising(2, 5);
        world.sweep();
        assertThat(runbooks.describe(world.now())).singleElement().asString().startsWith(run);

        world.ledger().unreadable(true);
        world.advance(Duration.ofSeconds(1));
        String since = world.now().toString();
        assertThat(runbooks.describe(world.now()))
                .singleElement()
                .asString()
                .startsWith(run)
                .endsWith(" (as of " + since + ": the ledger cannot be read)");
        world.advance(Duration.ofMinutes(1));
        assertThat(runbooks.describe(world.now()))
                .singleElement()
                .asString()
                .contains("(as of " + since);

        world.ledger().unreadable(false);
        world.advance(Duration.ofSeconds(1));
        assertThat(runbooks.describe(world.now()))
                .singleElement()
                .asString()
                .doesNotContain("as of");
    }
}
