package dev.tidegate.runbooks.act.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatMessagesIT extends SendActuatorContract {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));

    private final HttpReceiver receiver = HttpReceiver.start();
    private final ChatMessages chat = chat(receiver.url());

    private static ChatMessages chat(String url) {
        return new ChatMessages(
                name -> name.equals("ON_CALL") ? Optional.of(url) : Optional.empty(), CLOCK);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Override
    protected SendActuator actuator() {
        return chat;
    }

    @Override
    protected Target target() {
        return ChatMessages.target("ON_CALL");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(Map.of("text", TextNode.valueOf("tier 2: \"shedding\" P3")));
    }

    @Override
    protected Outcome sentToNobody(Change change) {
        return chat("http://127.0.0.1:1/").apply(change, held(true));
    }

    @Override
    protected List<String> arrivedKeys() {
        return receiver.received().stream().map(r -> r.headers().get("Idempotency-Key")).toList();
    }

    @Test
    void textIsSentAsSlackWantsIt() {
        chat.apply(change(), held(true));

        assertThat(receiver.received().get(0).body())
                .isEqualTo("{\"text\":\"tier 2: \\\"shedding\\\" P3\"}");
    }

    @Test
    void unknownWebhookIsSaidSo() {
        Change change = new Change(ChatMessages.target("NO_SUCH"), change().fields(), "key");

        assertThat(chat.apply(change, held(true))).isInstanceOf(Outcome.Permanent.class);
    }
}
