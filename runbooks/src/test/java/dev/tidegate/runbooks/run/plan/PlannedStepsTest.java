package dev.tidegate.runbooks.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.book.Retries;
import dev.tidegate.runbooks.run.RunFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PlannedStepsTest {

    private static FieldChange field(String name, int before, int after) {
        return new FieldChange(name, IntNode.valueOf(before), IntNode.valueOf(after));
    }

    private static PlannedChange change(Optional<String> skip, FieldChange... preview) {
        return new PlannedChange(
                "change",
                SimulatedFleets.target("f0"),
                new TreeMap<>(),
                List.of(preview),
                Duration.ofMinutes(1),
                Retries.DEFAULT,
                Optional.empty(),
                skip,
                Optional.empty());
    }

    private static PlannedWait wait(boolean below, Optional<String> skip) {
        return new PlannedWait(
                "calm",
                "busy",
                below,
                0.01,
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                "0.2",
                skip);
    }

    private static RunPlan plan(PlannedStep... steps) {
        RunPlan p = RunFixture.plan();
        return new RunPlan(
                p.book(),
                p.version(),
                p.digest(),
                p.title(),
                p.tier(),
                p.affects(),
                p.parameters(),
                List.of(steps),
                p.lease(),
                p.approvals(),
                p.rule(),
                p.effect(),
                p.trigger());
    }

    @Test
    void whatAPlanShowedOfAFieldIsOfThatFieldAndElseThatItIsLeft() {
        PlannedChange change = change(Optional.empty(), field("cap", 1, 2), field("shed", 3, 4));

        assertThat(change.previewOf(field("shed", 9, 4))).isEqualTo(field("shed", 3, 4));
        assertThat(change.previewOf(field("drain", 9, 4))).isEqualTo(field("drain", 4, 4));
    }

    @Test
    void aWaitIsForOneSideOfItsThresholdAndSaysWhich() {
        PlannedWait below = wait(true, Optional.empty());
        PlannedWait above = wait(false, Optional.empty());

        assertThat(below.holdsAt(0.009)).isTrue();
        assertThat(below.holdsAt(0.01)).isFalse();
        assertThat(above.holdsAt(0.011)).isTrue();
        assertThat(above.holdsAt(0.01)).isFalse();
        assertThat(below.condition()).isEqualTo("< 0.01 for 2m");
        assertThat(above.condition()).isEqualTo("> 0.01 for 2m");
    }

    @Test
    void aPlanIsIdleWhereAllItsChangesAreLeftOutOrHoldAlready() {
        PlannedChange leftOut = change(Optional.of("not: floor < 5"), field("floor", 2, 5));
        PlannedChange held = change(Optional.empty());
        PlannedChange wanted = change(Optional.empty(), field("floor", 2, 5));

        assertThat(plan(leftOut, held).isIdle()).isTrue();
        assertThat(plan(leftOut, held, wanted).isIdle()).isFalse();
        assertThat(plan(wait(true, Optional.empty())).isIdle()).isFalse();
    }

    @Test
    void onlyAWaitThatIsNotLeftOutNeedsASignal() {
        assertThat(plan(wait(true, Optional.empty())).signalsNeeded())
                .containsExactly("step calm waits for a signal");
        assertThat(plan(wait(true, Optional.of("not: 1 > 2"))).signalsNeeded()).isEmpty();
        assertThat(plan(change(Optional.empty())).signalsNeeded()).isEmpty();
    }
}
