package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.stacks.settings.FleetSettings;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What alert rules, dashboard and daemon count as turned away, in the exporter of a real HAProxy: each answer for lack of room once, under
 * its fleet and class, and nothing that a client or a replica did.
 */
@Needs(value = Component.HAPROXY, installed = true)
class GatewayCountsIT extends GatewayRig {
    private static final Pattern DENIED =
            Pattern.compile(
                    "(?m)^haproxy_backend_(?:requests|responses)_denied_total\\{proxy=\"([a-z0-9]+_(?:loop|shed)_p\\d)\"} ([1-9]\\d*)$");

    @Override
    FleetSettings[] fleets() {
        return new FleetSettings[] {FleetExamples.chat(), FleetExamples.named("code")};
    }

    @Test
    void clientsMistakesAndTheirOwnLimitsAreNotCounted() throws Exception {
        assertThat(gateway.get("/v1/chat", "")).isEqualTo(401);
        assertThat(gateway.post("/v1/refuse", "Bearer first", "p0").statusCode()).isEqualTo(400);
        assertThat(gateway.post("/v1/unknown", "Bearer last", "p3").statusCode()).isEqualTo(404);
        int limited = 0;
        for (int i = 0; i < RunningGateway.BUCKET + 5; i++) {
            limited += gateway.post("/v1/chat", "Bearer busy", "p2").statusCode() == 429 ? 1 : 0;
        }

        assertThat(limited).isPositive();
        assertThat(turnedAway()).isEmpty();
    }

    @Test
    void whoFindsNoSlotInTimeIsCountedOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> held = gateway.full();

        assertThat(gateway.post("/v1/chat", "Bearer other", "p2").body()).contains("busy");
        gateway.say("set map " + gateway.map("queues") + " maxq_p3 -1");
        assertThat(gateway.post("/v1/chat", "Bearer last", "p3").body()).contains("full");

        assertThat(turnedAway()).containsExactlyInAnyOrder("chat_loop_p2 1", "chat_loop_p3 1");
        gateway.release();
        held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }

    @Test
    void whomTheTierTurnsAwayIsCounted() throws Exception {
        gateway.say("set map " + gateway.map("flags") + " shed_p3 1");
        assertThat(gateway.post("/v1/chat", "Bearer last", "p3").body()).contains("shed");
        gateway.say("set map " + gateway.map("flags") + " static 1");
        assertThat(gateway.post("/v1/chat", "Bearer first", "p0").body()).contains("unavailable");

        assertThat(turnedAway()).containsExactlyInAnyOrder("chat_shed_p3 1", "chat_shed_p0 1");
    }

    @Test
    void whoAsksAFleetWithoutAReplicaIsCountedThere() throws Exception {
        HttpResponse<String> response = gateway.ask("code", "Bearer first");

        assertThat(response.body()).contains("no_replica");
        assertThat(turnedAway()).containsExactly("code_loop_p0 1");
    }

    private List<String> turnedAway() throws Exception {
        Matcher denied = DENIED.matcher(gateway.metrics());
        return denied.results().map(found -> found.group(1) + " " + found.group(2)).toList();
    }
}
