package dev.tidegate.runbooks.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step that runs again remembers of its first time: the way back starts from it. */
final class StepViewTest {
    private static final Target TARGET = Target.of("haproxy-server", Map.of("server", "s1"));

    private static FieldChange field(String name, int before, int after) {
        return new FieldChange(name, IntNode.valueOf(before), IntNode.valueOf(after));
    }

    private static List<FieldChange> after(List<FieldChange> first, List<FieldChange> second) {
        return StepView.pending()
                .intended(new Change(TARGET, first, "1"))
                .reset()
                .intended(new Change(TARGET, second, "2"))
                .change()
                .orElseThrow()
                .fields();
    }

    @Test
    void fieldThatTheFirstTimeWroteIsStillTakenBackWhereTheSecondNeedNotWriteIt() {
        FieldChange weight = field("weight", 100, 10);
        FieldChange most = field("maxconn", 50, 5);

        assertThat(after(List.of(weight, most), List.of(most))).containsExactly(weight, most);
    }

    @Test
    void whatTheFirstTimeWroteIsNotTakenForWhatWasThereBefore() {
        FieldChange first = field("weight", 100, 10);

        assertThat(after(List.of(first), List.of(field("weight", 10, 10)))).containsExactly(first);
    }

    @Test
    void whatOthersWroteBetweenIsWhatWasThereBefore() {
        FieldChange second = field("weight", 60, 10);

        assertThat(after(List.of(field("weight", 100, 10)), List.of(second)))
                .containsExactly(second);
    }
}
