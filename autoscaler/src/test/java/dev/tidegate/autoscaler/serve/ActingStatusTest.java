package dev.tidegate.autoscaler.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.Leader;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a status says of who acts, and of the overrides that are in force. */
final class ActingStatusTest {
    @AutoClose private final StatusServerRig rig = new StatusServerRig();
    private final ControlLoop loop = rig.loopRig.loop(Mode.ACT);

    private JsonNode chat() throws Exception {
        return new ObjectMapper().readTree(rig.get("status").body()).path("workloads").path(0);
    }

    private void override(FloorOverride override, String by, String why) {
        rig.loopRig.ledger.append(OverrideRecord.of(rig.loopRig.now, "chat", by, override, why));
    }

    @Test
    void theDaemonThatActsSaysSo() throws Exception {
        rig.post(rig.loopRig.step(loop));

        assertThat(chat().path("acts").asBoolean()).isTrue();
        assertThat(chat().has("acting_daemon")).isFalse();
        assertThat(rig.get("").body()).contains("who acts</th><td>this daemon</td>");
    }

    @Test
    void aDaemonThatStandsBySaysWhichOneActs() throws Exception {
        rig.post(rig.loopRig.step(loop).withLeader(new Leader.Other("daemon@there")));

        assertThat(chat().path("acts").isBoolean()).isTrue();
        assertThat(chat().path("acts").asBoolean()).isFalse();
        assertThat(chat().path("acting_daemon").asText()).isEqualTo("daemon@there");
        assertThat(rig.get("").body())
                .contains("who acts</th><td>daemon@there acts, this daemon stands by</td>");
    }

    @Test
    void thatNobodyActsOrNobodyKnowsIsToldApart() throws Exception {
        rig.post(rig.loopRig.step(rig.loopRig.loop(Mode.ADVISE)));
        JsonNode advising = chat();
        String advisingPage = rig.get("").body();
        rig.post(rig.loopRig.step(loop).withLeader(new Leader.NotKnown()));

        assertThat(advising.path("acts").isBoolean()).isTrue();
        assertThat(advising.path("acts").asBoolean()).isFalse();
        assertThat(advisingPage).contains("who acts</th><td>nobody: the mode is advise</td>");
        assertThat(chat().path("acts").isNull()).isTrue();
        assertThat(rig.get("").body())
                .contains("who acts</th><td>not known, so this daemon changes nothing</td>");
    }

    @Test
    void anOverrideIsShownWithItsValueAuthorReasonAndEnd() throws Exception {
        Instant end = rig.loopRig.now.plus(Duration.ofHours(1));
        override(new FloorOverride.Floor(Replicas.of(3), end), "bo", "before");
        override(new FloorOverride.Pin(Replicas.of(5), end), "ann", "<launch>");
        rig.post(rig.loopRig.step(loop));

        assertThat(rig.get("").body())
                .contains(
                        "<th scope=\"row\">overrides</th><td>pin 5 until "
                                + end
                                + ", by ann: &lt;launch&gt;<br>floor 3 until "
                                + end
                                + ", by bo: before<br></td>");
        assertThat(chat().path("overrides")).hasSize(2);
        assertThat(chat().path("overrides").path(0).toString())
                .isEqualTo(
                        "{\"what\":\"pin\",\"replicas\":5,\"expires\":\"%s\",\"by\":\"ann\",\"why\":\"<launch>\"}"
                                .formatted(end));
    }

    @Test
    void anOverrideThatIsOverIsNotShown() throws Exception {
        override(new FloorOverride.Freeze(rig.loopRig.now.plusSeconds(90)), "ann", "launch");
        rig.post(rig.loopRig.step(loop));
        String meanwhile = rig.get("").body();
        rig.post(rig.loopRig.step(loop));

        assertThat(meanwhile).contains(">overrides<");
        assertThat(rig.get("").body()).doesNotContain(">overrides<");
        assertThat(chat().path("overrides").isArray()).isTrue();
        assertThat(chat().path("overrides")).isEmpty();
    }

    @Test
    void theLedgerShowsTheSameOverridesAndNotWhoActs() {
        Instant end = rig.loopRig.now.plus(Duration.ofHours(1));
        override(new FloorOverride.Ceiling(Replicas.of(4), end), "ann", "budget");
        rig.post(rig.loopRig.step(loop));
        WorkloadStatus shown = rig.board.fresh("chat").orElseThrow();
        LedgerQuery cycles = LedgerQuery.all().kind(CycleRecord.CYCLE).newest(1);
        Draft cycle = rig.loopRig.ledger.read(cycles).get(0).content();

        WorkloadStatus read = WorkloadStatus.of(cycle, Optional.of("tokens"), Optional.empty());

        assertThat(shown.overrides()).hasSize(1);
        assertThat(read.overrides()).isEqualTo(shown.overrides());
        assertThat(StatusJson.write(List.of(read), Optional.empty()).findValue("acts")).isNull();
    }
}
