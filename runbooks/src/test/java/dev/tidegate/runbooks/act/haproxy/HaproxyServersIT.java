package dev.tidegate.runbooks.act.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Needs(Component.HAPROXY)
final class HaproxyServersIT extends ActuatorContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));

    private final Gateway gateway = Gateway.start();
    private final HaproxyServers servers = new HaproxyServers(CLOCK);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Override
    protected Actuator actuator() {
        return servers;
    }

    @Override
    protected Target target() {
        var coordinates =
                new TreeMap<>(HaproxyServers.target(gateway.socket(), "gpu", "gpu2").coordinates());
        coordinates.put("state-file", gateway.serverStates().toString());
        return new Target(HaproxyServers.KIND, coordinates);
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of(
                        "weight", IntNode.valueOf(30),
                        "maxconn", IntNode.valueOf(5),
                        "state", TextNode.valueOf("drain")));
    }

    @Override
    protected Target absentTarget() {
        return HaproxyServers.target(gateway.socket(), "gpu", "gpu9");
    }

    private Observed now() {
        return observed(servers.read(target()));
    }

    private Outcome set(String field, JsonNode value) {
        return servers.apply(servers.plan(now(), new TreeMap<>(Map.of(field, value))), held(1));
    }

    @Test
    void readsWhatTheConfigurationSays() {
        assertThat(now().count("weight")).isEqualTo(100);
        assertThat(now().count("maxconn")).isEqualTo(13);
        assertThat(now().field("state").asText()).isEqualTo("ready");
    }

    @Test
    void reloadKeepsWeightAndDrain() {
        set("weight", IntNode.valueOf(30));
        set("state", TextNode.valueOf("drain"));

        gateway.haproxy().reload();

        assertThat(now().count("weight")).isEqualTo(30);
        assertThat(now().field("state").asText()).isEqualTo("drain");
    }

    @Test
    void whatAReloadWouldForgetIsNotYetAsDesired() {
        gateway.haproxy().runtimeApi("set server gpu/gpu2 weight 30");
        gateway.haproxy().runtimeApi("set server gpu/gpu2 state drain");

        Change change = servers.plan(now(), weightAndDrain());
        Outcome outcome = servers.apply(change, held(1));
        gateway.haproxy().reload();

        assertThat(change.fields()).hasSize(2).allMatch(FieldChange::isSaveOnly);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(now().count("weight")).isEqualTo(30);
        assertThat(now().field("state").asText()).isEqualTo("drain");
        assertThat(servers.plan(now(), weightAndDrain()).isEmpty()).isTrue();
    }

    @Test
    void aChangeWhoseMakerDiedBeforeItWasSavedIsNotDone() {
        Change change = servers.plan(now(), weightAndDrain());
        gateway.haproxy().runtimeApi("set server gpu/gpu2 weight 30");
        gateway.haproxy().runtimeApi("set server gpu/gpu2 state drain"); // and then died

        assertThat(servers.verify(change)).isInstanceOf(Outcome.Retriable.class);
        assertThat(servers.apply(change, held(2))).isInstanceOf(Outcome.Done.class);
        gateway.haproxy().reload();
        assertThat(now().holdsAfter(change)).isTrue();
    }

    @Test
    void whatTheConfigurationSaysLastsWithoutAFile() {
        var configured =
                new TreeMap<String, JsonNode>(
                        Map.of("weight", IntNode.valueOf(100), "state", TextNode.valueOf("ready")));

        assertThat(servers.plan(now(), configured).isEmpty()).isTrue();
    }

    @Test
    void aFileOfStatesThatIsGarbageIsMended() throws IOException {
        Files.writeString(
                gateway.serverStates(), "# be_name srv_name srv_uweight\ngpu gpu2 many\n");

        assertThat(set("weight", IntNode.valueOf(30))).isInstanceOf(Outcome.Done.class);

        gateway.haproxy().reload();
        assertThat(now().count("weight")).isEqualTo(30);
    }

    private static SortedMap<String, JsonNode> weightAndDrain() {
        return new TreeMap<>(
                Map.of("weight", IntNode.valueOf(30), "state", TextNode.valueOf("drain")));
    }

    /** HAProxy has no place to keep it: whoever set it must look again after a reload. */
    @Test
    void reloadForgetsMaxconnAndReadingShowsIt() {
        set("maxconn", IntNode.valueOf(5));

        gateway.haproxy().reload();

        assertThat(now().count("maxconn")).isEqualTo(13);
    }

    @Test
    void serverInMaintenanceGetsNoRequests() {
        set("state", TextNode.valueOf("maint"));

        assertThat(now().field("status").asText()).startsWith("MAINT");
        assertThat(gateway.status("P0")).isEqualTo(200);
    }

    /** Gateways begin with places for servers to come, which the configuration disables. */
    @Test
    void aServerThatTheConfigurationDisablesCanBeMadeReady() {
        Target disabled = HaproxyServers.target(gateway.socket(), "gpu", "gpu3");
        Observed before = observed(servers.read(disabled));

        Change change =
                servers.plan(before, new TreeMap<>(Map.of("state", TextNode.valueOf("ready"))));
        Outcome outcome = servers.apply(change, held(1));

        assertThat(before.field("state").asText()).isEqualTo("maint");
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(observed(servers.read(disabled)).field("state").asText()).isEqualTo("ready");
        assertThat(observed(servers.read(disabled)).field("status").asText()).isEqualTo("no check");
    }

    @Test
    void weightBeyondTheScaleIsRefused() {
        assertThat(set("weight", IntNode.valueOf(300)))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
    }

    @Test
    void unknownStateIsRefused() {
        assertThat(set("state", TextNode.valueOf("asleep"))).isInstanceOf(Outcome.Permanent.class);
        assertThat(now().field("state").asText()).isEqualTo("ready");
    }
}
