package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway's own script between a real Redis and a real HAProxy: what books write there is what the gateway does. */
@Needs(
        value = {Component.HAPROXY, Component.SOCAT, Component.REDIS},
        installed = true)
class FlagsIT extends GatewayRig {
    private FlagFollower flags;

    @BeforeEach
    void start() throws Exception {
        flags = new FlagFollower(folder, gateway);
    }

    @AfterEach
    void stop() {
        flags.close();
    }

    @Test
    void aFlagThatABookWroteTurnsTheLastClassAwayUntilItIsTakenBack() throws Exception {
        assertThat(flags.follow()).as(flags.said()).isZero();
        assertThat(last().statusCode()).isEqualTo(200);

        flags.set("shed_p3", "1", "force_cache", "1");

        assertThat(last().body()).contains("shed");
        assertThat(first().statusCode()).isEqualTo(200);
        assertThat(Files.readAllLines(gateway.map("flags"))).contains("shed_p3 1", "force_cache 0");

        flags.takeBack("shed_p3");

        assertThat(last().statusCode()).isEqualTo(200);
    }

    /** While it is turned over, both are good; who shows neither changes nothing. */
    @Test
    void theFlagsAreReadByWhoShowsThePasswordOfNowOrTheOneBefore() throws Exception {
        flags.shows("before");
        flags.set("shed_p3", "1");
        assertThat(last().body()).contains("shed");

        flags.cache("HDEL", "tidegate:flags", "shed_p3");
        flags.shows("other");

        assertThat(flags.follow()).isNotZero();
        assertThat(flags.said()).contains("all flags stay");
        assertThat(last().body()).contains("shed");
    }

    @Test
    void withoutItsCacheAGatewayGoesOnAsItIs() throws Exception {
        flags.set("shed_p3", "1");

        flags.killCache();

        assertThat(flags.follow()).isNotZero();
        assertThat(last().body()).contains("shed");
        assertThat(Files.readAllLines(gateway.map("flags"))).contains("shed_p3 1");
    }

    @Test
    void whatIsNoHashOfFlagsChangesNothing() throws Exception {
        flags.set("shed_p3", "1");

        flags.cache("DEL", "tidegate:flags");
        flags.cache("SET", "tidegate:flags", "other");

        assertThat(flags.follow()).isNotZero();
        assertThat(flags.said()).contains("WRONGTYPE");
        assertThat(last().body()).contains("shed");
    }

    /** A real client writes a value in a form of its own: quotes and ends of lines do not end it. */
    @Test
    void noValueIsACommand() throws Exception {
        flags.set("static", "1\"\n2) \"1; clear map #0", "shed_p3", "1");

        assertThat(gateway.say("show map " + gateway.map("flags")))
                .contains("static 0", "shed_p3 1", "shed_p0 0");
    }

    /** Short queues are a tier of their own: who would wait behind more than that is told at once. */
    @Test
    void aFlagShortensTheQueueOfAClass() throws Exception {
        flags.set("maxq_p3", "1");
        List<CompletableFuture<HttpResponse<String>>> held = gateway.full();
        List<CompletableFuture<HttpResponse<String>>> waiting = gateway.waiting(8);

        assertThat(last().body()).contains("full");

        gateway.release();
        held.forEach(CompletableFuture::join);
        waiting.forEach(CompletableFuture::join);
    }

    private HttpResponse<String> last() throws Exception {
        return gateway.post("/v1/chat", "Bearer last", "p3");
    }

    private HttpResponse<String> first() throws Exception {
        return gateway.post("/v1/chat", "Bearer first", "p0");
    }
}
