package dev.tidegate.runbooks.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.plan.RunPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** All flags of the gateways are fields of one target, and most of them have the same few values. */
final class RestorationTest {
    private static final JsonNode NONE = NullNode.instance;
    private static final JsonNode ON = TextNode.valueOf("1");
    private static final JsonNode OFF = TextNode.valueOf("0");
    private static final JsonNode MORE = TextNode.valueOf("2");

    private final InMemoryLedger ledger = new InMemoryLedger(condition -> true);
    private final Journal journal = new Journal(ledger, () -> Instant.EPOCH);
    private final RunPlan plan = RunFixture.plan();
    private final String step = plan.changes().get(0).id();

    private static Change change(String hash, FieldChange... fields) {
        Target flags = new Target("redis-flags", new TreeMap<>(Map.of("hash", hash)));
        return new Change(flags, List.of(fields), "key");
    }

    private void intend(String run, Change change) {
        journal.request(run, "ana", new RunEvent.Planned(plan));
        journal.request(run, "p", new RunEvent.StepIntended(step, change, 1));
    }

    /** It is undone, and has to leave what the other one wrote over it. */
    private void conflict(String run) {
        journal.request(run, "p", new RunEvent.UndoConflict(step, new TreeMap<>()));
    }

    private Change changeToUndo(String run, Change ours) {
        return new Restoration(ledger, () -> Instant.EPOCH).changeToUndo(run, step, ours);
    }

    private final Change first =
            change("h", new FieldChange("drain", OFF, ON), new FieldChange("shed", NONE, ON));
    private final Change second =
            change("h", new FieldChange("cap", NONE, ON), new FieldChange("shed", ON, MORE));

    @Test
    void eachFieldIsRestoredToWhatWasThereBeforeAllThatWroteIt() {
        intend("one", first);
        intend("two", second);
        conflict("one");

        assertThat(changeToUndo("two", second).fields())
                .containsExactly(
                        new FieldChange("cap", NONE, ON), new FieldChange("shed", NONE, MORE));
    }

    @Test
    void whileTheEarlierRunIsNotUndoneItsValueIsRestored() {
        intend("one", first);
        intend("two", second);

        assertThat(changeToUndo("two", second)).isEqualTo(second);
    }

    @Test
    void aRunThatWroteLaterOrToAnotherTargetLeftNothingBehind() {
        intend("two", second);
        intend("one", first);
        Change elsewhere = change("other", new FieldChange("shed", NONE, ON));
        intend("elsewhere", elsewhere);
        conflict("one");
        conflict("elsewhere");

        assertThat(changeToUndo("two", second)).isEqualTo(second);
    }
}
