package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rendered gateway in a real HAProxy, before replicas that fail at what they have received. */
@Needs(value = Component.HAPROXY, installed = true)
class FailingReplicaIT extends GatewayRig {
    /** It may be what ends a model server: the first class's eleven attempts would end a fleet. */
    @ParameterizedTest
    @CsvSource({
        "Bearer first, /v1/fail",
        "Bearer first, /v1/crash",
        "Bearer other, /v1/fail",
        "Bearer other, /v1/crash"
    })
    void aRequestThatReplicasFailAtIsSentToThreeOfThem(String key, String path) throws Exception {
        onConnectionsThatAreKept(key);

        HttpResponse<String> response = gateway.post(path, key, "p0");

        assertThat(gateway.failures()).isEqualTo(3);
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("failed");
        assertThat(response.headers().firstValue("X-Gw")).isEmpty();
        assertThat(gateway.post("/v1/chat", key, "p0").statusCode()).isEqualTo(200);
    }

    /** Its work is not done twice. */
    @ParameterizedTest
    @CsvSource({"/v1/fail, 500, no", "/v1/crash, 502, {\"error\":{\"type\":\"failed\"}}"})
    void theLastClassIsSentToOneOnly(String path, int status, String body) throws Exception {
        onConnectionsThatAreKept("Bearer last");

        HttpResponse<String> response = gateway.post(path, "Bearer last", "p0");

        assertThat(gateway.failures()).isEqualTo(1);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
    }

    /**
     * It has the fewest connections, since it answers at once: by those the first class's reserve would send it everything.
     */
    @Test
    void aReplicaThatFailsFastDoesNotAttractTheFirstClass() throws Exception {
        try (StandInReplica fails = new StandInReplica(500)) {
            var held = gateway.hold(2, "chat_p0,gpu_1", any -> "Bearer first");
            gateway.join("chat", "gpu_2", fails.port());
            for (String backend : List.of("chat_gpu", "chat_p0")) {
                gateway.say("set server " + backend + "/gpu_2 health up");
            }

            for (int i = 0; i < 20; i++) {
                assertThat(gateway.post("/v1/chat", "Bearer first", "p0").statusCode())
                        .isEqualTo(200);
            }

            assertThat(gateway.counted("chat_p0,gpu_2", 17)).startsWith("DOWN");
            gateway.release();
            held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
        }
    }

    /** As a load balancer's are: on those HAProxy may say nothing of a failure. */
    private void onConnectionsThatAreKept(String key) throws Exception {
        assertThat(gateway.post("/v1/chat", key, "p0").statusCode()).isEqualTo(200);
    }

    /** Waiting is no failure: the first three turns of the third class end without a slot. */
    @Test
    void turnsInTheQueueDoNotCount() throws Exception {
        var held = gateway.full();

        assertThat(gateway.post("/v1/chat", "Bearer other", "p2").body()).contains("busy");

        gateway.release();
        held.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }
}
