package dev.tidegate.runbooks.act.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PagerEventsIT extends SendActuatorContract {
    private final HttpReceiver receiver = HttpReceiver.start();
    private final PagerEvents pages = pages(receiver.url());

    private static PagerEvents pages(String url) {
        return new PagerEvents(
                URI.create(url), name -> Optional.of("routing-of-" + name), ChatMessagesIT.CLOCK);
    }

    @BeforeEach
    void acceptLikeThePager() {
        receiver.answerWith(202);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Override
    protected SendActuator actuator() {
        return pages;
    }

    @Override
    protected Target target() {
        return PagerEvents.target("GPU_TEAM");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return fields(Map.of("summary", "demand is out of reach", "severity", "critical"));
    }

    @Override
    protected Outcome sentToNobody(Change change) {
        return pages("http://127.0.0.1:1/").apply(change, held(true));
    }

    @Override
    protected List<String> arrivedKeys() {
        return events().stream().map(event -> event.path("dedup_key").asText()).toList();
    }

    private static SortedMap<String, JsonNode> fields(Map<String, String> values) {
        var fields = new TreeMap<String, JsonNode>();
        values.forEach((name, value) -> fields.put(name, TextNode.valueOf(value)));
        return fields;
    }

    private List<JsonNode> events() {
        return receiver.received().stream().map(received -> parse(received.body())).toList();
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    private Outcome send(Map<String, String> values) {
        return pages.apply(
                Change.between((Observed) pages.read(target()), fields(values)), held(true));
    }

    @Test
    void eventHasTheFormOfTheEventsApi() {
        pages.apply(change(), held(true));

        JsonNode event = events().get(0);
        assertThat(event.path("routing_key").asText()).isEqualTo("routing-of-GPU_TEAM");
        assertThat(event.path("event_action").asText()).isEqualTo("trigger");
        assertThat(event.at("/payload/summary").asText()).isEqualTo("demand is out of reach");
        assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(event.at("/payload/source").asText()).isEqualTo("tidegate");
    }

    @Test
    void aSummaryThatThePagerWouldRefuseIsCut() {
        send(Map.of("summary", "😀".repeat(2_000)));
        send(Map.of("summary", "é".repeat(1_024)));

        String cut = events().get(0).at("/payload/summary").asText();
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(1_024);
        assertThat(cut).endsWith("😀…");
        assertThat(events().get(1).at("/payload/summary").asText()).isEqualTo("é".repeat(1_024));
    }

    @Test
    void incidentIsResolvedByItsName() {
        send(Map.of("incident", "chat-shortfall", "summary", "short"));
        send(Map.of("incident", "chat-shortfall", "action", "resolve"));

        assertThat(arrivedKeys()).containsExactly("chat-shortfall", "chat-shortfall");
        assertThat(events().get(1).path("event_action").asText()).isEqualTo("resolve");
    }

    @Test
    void unknownSeverityIsRefusedBeforeItIsSent() {
        assertThat(send(Map.of("severity", "dreadful"))).isInstanceOf(Outcome.Permanent.class);
        assertThat(receiver.received()).isEmpty();
    }
}
