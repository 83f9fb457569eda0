package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.settings.CacheSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the daemon is told to ask for means what the daemon takes it for. */
class DaemonDocumentTest {
    private static final String REQUEST =
            " * (sum(rate(vllm:prompt_tokens_total{fleet=\"group\"}[1h])) +"
                    + " sum(rate(vllm:generation_tokens_total{fleet=\"group\"}[1h]))) /"
                    + " sum(rate(vllm:request_success_total{fleet=\"group\"}[1h]))";

    /** An answer of minutes is no wait of minutes: it would count as turned away whatever the fleet. */
    @Test
    void whatIsHeldAgainstTheWaitIsTheTimeToTheFirstToken() throws IOException {
        assertThat(signals().path("latency_p99").textValue())
                .contains("vllm:time_to_first_token_seconds_bucket");
    }

    /** Demand is in tokens, and both are added to it: a request counts for as many as one had in the last hour. */
    @Test
    void whatWaitsAndWhatWasTurnedAwayIsCountedInTokensAsDemandIs() throws IOException {
        assertThat(signals().path("queued").textValue())
                .startsWith("(sum(haproxy_backend_current_queue{proxy=~\"chat_(gpu|p0)\"}) * ")
                .contains(" + sum(vllm:num_requests_waiting{fleet=\"group\"}) * ")
                .endsWith(")" + REQUEST);
        assertThat(signals().path("turned_away").textValue())
                .startsWith(
                        "(sum(rate(haproxy_backend_requests_denied_total{proxy=~\"chat_loop_p.\"}[1m]) and on (instance) up{job=\"gateway\"} == 1)"
                                + " + sum(rate(haproxy_backend_responses_denied_total{proxy=~\"chat_loop_p.\"}[1m]) and on (instance) up{job=\"gateway\"} == 1)) * ")
                .endsWith(")" + REQUEST);
    }

    /** A sum with what nobody tells is nothing: who waits at the replicas would not be seen either. */
    @Test
    void whereNoGatewayCountsTheReplicasTellWhoWaits() throws IOException {
        JsonNode signals = document(Optional.empty(), false).at("/workloads/0/signals");

        assertThat(signals.path("queued").textValue())
                .isEqualTo(
                        "sum(vllm:num_requests_waiting{fleet=\"group\"})"
                                + " * clamp_min(count(max_over_time(up{fleet=\"group\"}[1h]) == 1 and up{fleet=\"group\"}) / count(up{fleet=\"group\"} == 1), 1)"
                                + REQUEST);
        assertThat(signals.has("turned_away")).isFalse();
        assertThat(Dashboard.of(List.of(FleetExamples.chat()), false)).doesNotContain("haproxy");
    }

    /** What is delivered lies there, and nothing else does: a release brings its books. */
    @Test
    void booksAreThoseOfTheRelease() throws IOException {
        assertThat(document().path("runbooks").textValue())
                .isEqualTo("/opt/tidegate/release/books");
    }

    /** The books' own default is one gateway beside the daemon, which here there never is. */
    @Test
    void booksWriteTheFlagsThatTheGatewaysFollow() throws IOException {
        FlagHash flags =
                new FlagHash(
                        CacheSettings.Kind.MANAGED,
                        List.of("cache.example:6379"),
                        true,
                        GatewayNode.PASSWORDS);

        assertThat(document(Optional.of(flags)).at("/runbook_parameters/flags/0").textValue())
                .isEqualTo("redis-flags:address=cache.example:6379,hash=tidegate:flags");
        assertThat(document().has("runbook_parameters")).isFalse();
    }

    private static JsonNode signals() throws IOException {
        return document().at("/workloads/0/signals");
    }

    private static JsonNode document() throws IOException {
        return document(Optional.empty());
    }

    private static JsonNode document(Optional<FlagHash> flags) throws IOException {
        return document(flags, true);
    }

    private static JsonNode document(Optional<FlagHash> flags, boolean gateways)
            throws IOException {
        return new YAMLMapper().readTree(DaemonExamples.document(flags, gateways));
    }
}
