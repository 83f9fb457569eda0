package dev.tidegate.runbooks.act.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.RedisServer;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Needs(Component.REDIS)
final class RedisParametersIT extends ActuatorContract {
    private final RedisServer redis = RedisServer.start();
    private final RedisParameters parameters =
            new RedisParameters(
                    new RedisAccess(Optional.empty(), Optional.empty(), false), RedisKeysIT.CLOCK);

    @AfterEach
    void stop() {
        redis.close();
    }

    @Override
    protected Actuator actuator() {
        return parameters;
    }

    @Override
    protected Target target() {
        return RedisParameters.target(redis.address());
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return fields(Map.of("maxmemory", "64mb", "maxmemory-policy", "allkeys-lfu"));
    }

    @Override
    protected Target absentTarget() {
        return RedisParameters.target("127.0.0.1:1");
    }

    /** A server is there or cannot be reached. */
    @Override
    protected boolean knowsAbsence() {
        return false;
    }

    private static SortedMap<String, JsonNode> fields(Map<String, String> values) {
        var fields = new TreeMap<String, JsonNode>();
        values.forEach((name, value) -> fields.put(name, TextNode.valueOf(value)));
        return fields;
    }

    private Outcome set(String name, String value) {
        return parameters.apply(
                parameters.plan(observed(parameters.read(target())), fields(Map.of(name, value))),
                held(1));
    }

    @Test
    void unknownParameterIsInvalid() {
        assertThat(set("no-such-parameter", "1"))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
    }

    @Test
    void oneRefusedParameterTakesTheOthersBack() {
        Outcome outcome =
                parameters.apply(
                        parameters.plan(
                                observed(parameters.read(target())),
                                fields(
                                        Map.of(
                                                "maxmemory",
                                                "64mb",
                                                "maxmemory-policy",
                                                "no-such-policy"))),
                        held(1));

        assertThat(outcome).isInstanceOf(Outcome.Permanent.class);
        assertThat(observed(parameters.read(target())).field("maxmemory").asText()).isEqualTo("0");
    }

    @Test
    void secretsAreNeitherReadNorWritten() {
        assertThat(set("requirepass", "secret")).isInstanceOf(Outcome.Permanent.class);
        assertThat(observed(parameters.read(target())).fields()).doesNotContainKey("requirepass");
    }
}
