package dev.tidegate.runbooks.act.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Needs(Component.HAPROXY)
final class HaproxyMapsIT extends ActuatorContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));

    private final Gateway gateway = Gateway.start();
    private final HaproxyMaps maps = new HaproxyMaps(CLOCK);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Override
    protected Actuator actuator() {
        return maps;
    }

    @Override
    protected Target target() {
        return HaproxyMaps.target(gateway.socket(), gateway.flags().toString());
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return fields(Map.of("shed_p3", "1", "maxq_p2", "40"));
    }

    @Override
    protected Target absentTarget() {
        return HaproxyMaps.target(gateway.socket(), "/no/such.map");
    }

    private static SortedMap<String, JsonNode> fields(Map<String, String> values) {
        var fields = new TreeMap<String, JsonNode>();
        values.forEach((key, value) -> fields.put(key, TextNode.valueOf(value)));
        return fields;
    }

    private Outcome set(String key, String value) {
        return maps.apply(
                maps.plan(observed(maps.read(target())), fields(Map.of(key, value))), held(1));
    }

    private String value(String key) {
        return observed(maps.read(target())).field(key).asText();
    }

    @Test
    void flagTakesEffectAtOnce() {
        assertThat(gateway.status("P3")).isEqualTo(200);

        set("shed_p3", "1");

        assertThat(gateway.status("P3")).isEqualTo(429);
        assertThat(gateway.status("P0")).isEqualTo(200);
    }

    @Test
    void reloadKeepsWhatWasSet() {
        set("shed_p3", "1");

        gateway.haproxy().reload();

        assertThat(value("shed_p3")).isEqualTo("1");
        assertThat(gateway.status("P3")).isEqualTo(429);
    }

    @Test
    void fileKeepsItsCommentsAndOtherKeys() {
        set("shed_p3", "1");

        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS.replace("shed_p3 0", "shed_p3 1"));
    }

    @Test
    void keySetTwiceHasOneEntry() {
        set("maxq_p2", "40");
        set("maxq_p2", "50");

        assertThat(gateway.haproxy().runtimeApi("show map " + gateway.flags()).lines())
                .filteredOn(line -> line.contains("maxq_p2"))
                .singleElement()
                .asString()
                .endsWith("maxq_p2 50");
    }

    @Test
    void keyThatWasNotThereGoesWhenUndone() {
        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("maxq_p2", "40")));
        maps.apply(change, held(1));

        maps.apply(change.inverse(), held(2));

        assertThat(observed(maps.read(target())).fields()).doesNotContainKey("maxq_p2");
        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS);
    }

    @Test
    void whatOnlyTheRunningProcessKnowsIsWrittenToTheFileToo() {
        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")));
        gateway.haproxy().runtimeApi("set map " + gateway.flags() + " shed_p3 1");

        maps.apply(change, held(1));

        assertThat(gateway.flagsText()).contains("shed_p3 1");
    }

    @Test
    void whatAReloadWouldForgetIsNotYetAsDesired() {
        gateway.haproxy().runtimeApi("set map " + gateway.flags() + " shed_p3 1");

        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")));
        Outcome outcome = maps.apply(change, held(1));
        gateway.haproxy().reload();

        assertThat(change.fields())
                .singleElement()
                .extracting(FieldChange::describe)
                .isEqualTo("shed_p3 stays \"1\", and is written where it lasts");
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(gateway.status("P3")).isEqualTo(429);
        assertThat(
                        maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")))
                                .fields())
                .isEmpty();
    }

    @Test
    void whatOnlyHasToLastStaysWhenItIsTakenBack() {
        gateway.haproxy().runtimeApi("set map " + gateway.flags() + " shed_p3 1");
        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")));
        maps.apply(change, held(1));

        Outcome undone = maps.apply(change.inverse(), held(2));

        assertThat(undone).isInstanceOf(Outcome.Done.class);
        assertThat(value("shed_p3")).isEqualTo("1");
        assertThat(gateway.flagsText()).contains("shed_p3 1");
    }

    @Test
    void aKeyThatOnlyTheProcessHasIsWrittenAndOneThatNeitherHasIsNoChange() {
        gateway.haproxy().runtimeApi("add map " + gateway.flags() + " maxq_p2 40");

        set("maxq_p2", "40");

        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS + "maxq_p2 40\n");
        var absent = new TreeMap<String, JsonNode>(Map.of("maxq_p9", NullNode.getInstance()));
        assertThat(maps.plan(observed(maps.read(target())), absent).isEmpty()).isTrue();
    }

    @Test
    void whatOnlyTheFileStillHasIsTakenOutOfIt() {
        gateway.haproxy().runtimeApi("del map " + gateway.flags() + " canary_pct");
        var gone = new TreeMap<String, JsonNode>(Map.of("canary_pct", NullNode.getInstance()));

        Outcome outcome = maps.apply(maps.plan(observed(maps.read(target())), gone), held(1));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(gateway.flagsText()).doesNotContain("canary_pct");
    }

    @Test
    void aFileThatIsAheadOfTheProcessIsNeitherDoneNorAsBefore() throws IOException {
        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")));
        Files.writeString(
                gateway.flags(), Gateway.FLAGS.replace("shed_p3 0", "shed_p3 1")); // and then died

        assertThat(maps.verify(change)).isInstanceOf(Outcome.Retriable.class);
        assertThat(maps.verify(change.inverse())).isInstanceOf(Outcome.Retriable.class);
        assertThat(maps.apply(change.inverse(), held(1))).isInstanceOf(Outcome.Done.class);
        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS);
    }

    @Test
    void whatSomebodySetMeanwhileStaysAndTheFileNoLongerHasOurs() {
        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")));
        maps.apply(change, held(1));
        gateway.haproxy().runtimeApi("set map " + gateway.flags() + " shed_p3 5");

        Change left = maps.leftBehind(change.inverse(), observed(maps.read(target())));
        Optional<Outcome> wrong = maps.takeOut(left, held(2));

        assertThat(wrong).isEmpty();
        assertThat(value("shed_p3")).isEqualTo("5");
        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS);
    }

    @Test
    void aFileThatSomebodyChangedAsWellIsLeftAlone() throws IOException {
        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")));
        maps.apply(change, held(1));
        gateway.haproxy().runtimeApi("set map " + gateway.flags() + " shed_p3 5");
        String theirs = Gateway.FLAGS.replace("shed_p3 0", "shed_p3 7");
        Files.writeString(gateway.flags(), theirs);

        assertThat(maps.leftBehind(change.inverse(), observed(maps.read(target()))).isEmpty())
                .isTrue();
    }

    @Test
    void withoutTheFenceNothingIsTakenOut() {
        Change change = maps.plan(observed(maps.read(target())), fields(Map.of("shed_p3", "1")));
        maps.apply(change, held(1));
        gateway.haproxy().runtimeApi("set map " + gateway.flags() + " shed_p3 5");

        Change left = maps.leftBehind(change.inverse(), observed(maps.read(target())));
        Optional<Outcome> wrong = maps.takeOut(left, lost(2));

        assertThat(wrong).isPresent();
        assertThat(gateway.flagsText()).contains("shed_p3 1");
    }

    @Test
    void valueThatWouldBeASecondCommandIsOneValue() {
        Target texts = HaproxyMaps.target(gateway.socket(), gateway.texts().toString());
        String value = "busy;  come back later; set map " + gateway.flags() + " shed_p3 1";
        Change change = maps.plan(observed(maps.read(texts)), fields(Map.of("notice", value)));

        Outcome outcome = maps.apply(change, held(1));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(observed(maps.read(texts)).field("notice").asText()).isEqualTo(value);
        assertThat(value("shed_p3")).isEqualTo("0");
    }

    @Test
    void valueThatTheRulesCannotUseIsRefusedAndNotLeftForTheNextReload() {
        Outcome outcome = set("shed_p3", "yes");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS);
    }

    @Test
    void valueOfTwoLinesIsRefusedBeforeAnythingIsWritten() {
        Outcome outcome = set("shed_p3", "1\n1");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS);
    }

    @Test
    void deadGatewayIsUnreachableAndItsFileUntouched() {
        Change change = maps.plan(observed(maps.read(target())), desired());

        gateway.haproxy().kill9();

        assertThat(maps.read(target()))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        u -> assertThat(u.reason()).isEqualTo(Failure.UNREACHABLE));
        assertThat(maps.apply(change, held(1))).isInstanceOf(Outcome.Retriable.class);
        assertThat(maps.verify(change)).isInstanceOf(Outcome.Unknown.class);
        assertThat(gateway.flagsText()).isEqualTo(Gateway.FLAGS);
    }
}
