package dev.tidegate.runbooks.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Books of several tiers set flags of one hash. */
final class LaterRunsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final Target FLAGS =
            new Target(
                    "redis-flags",
                    new TreeMap<>(Map.of("address", "cache:6379", "hash", "tidegate:flags")));
    private static final JsonNode NONE = NullNode.instance;

    private final RunView shed = wrote("shed", NOW, "shed_p3", NONE, TextNode.valueOf("1"));
    private final RunView cap =
            wrote("cap", NOW.plusSeconds(180), "max_tokens", NONE, TextNode.valueOf("128"));

    @Test
    void whoWroteAnotherFieldHoldsNobodyUp() {
        assertThat(LaterRuns.warnings(cap, List.of(shed, cap))).isEmpty();
        assertThat(LaterRuns.warnings(shed, List.of(shed, cap))).isEmpty();
    }

    @Test
    void whoWroteTheSameFieldLaterIsNamed() {
        RunView shorter =
                wrote(
                        "shorter",
                        NOW.plusSeconds(240),
                        "max_tokens",
                        TextNode.valueOf("128"),
                        TextNode.valueOf("64"));

        assertThat(LaterRuns.warnings(cap, List.of(shed, cap, shorter)))
                .singleElement()
                .asString()
                .contains("run shorter");
        assertThat(LaterRuns.warnings(shorter, List.of(shed, cap, shorter))).isEmpty();
    }

    /** It was planned first, and waited for its approval until the other had written. */
    @Test
    void whoFoundTheOthersValueIsLaterWhateverWasPlannedFirst() {
        RunView waited =
                wrote(
                        "waited",
                        NOW.minusSeconds(60),
                        "max_tokens",
                        TextNode.valueOf("128"),
                        TextNode.valueOf("64"));

        assertThat(LaterRuns.warnings(cap, List.of(shed, cap, waited)))
                .singleElement()
                .asString()
                .contains("run waited");
    }

    /** What it wrote to another field happens to be what the other run found in this one. */
    @Test
    void whatWasFoundIsComparedFieldByField() {
        RunView waited =
                wrote(
                        "waited",
                        NOW.minusSeconds(60),
                        new FieldChange(
                                "max_tokens", TextNode.valueOf("128"), TextNode.valueOf("64")),
                        new FieldChange("shed_p2", TextNode.valueOf("1"), NONE));

        assertThat(LaterRuns.warnings(cap, List.of(cap, waited)))
                .singleElement()
                .asString()
                .contains("run waited");
    }

    private static RunView wrote(
            String run, Instant planned, String field, JsonNode before, JsonNode after) {
        return wrote(run, planned, new FieldChange(field, before, after));
    }

    private static RunView wrote(String run, Instant planned, FieldChange... fields) {
        PlannedChange step = RunFixture.plan().changes().get(0);
        Change change = new Change(FLAGS, List.of(fields), "key-" + run);
        return RunView.planned(run, RunFixture.plan(), "ana", planned)
                .after(new RunEvent.Taken("p"), planned)
                .after(new RunEvent.StepIntended(step.id(), change, 1), planned);
    }
}
