package dev.tidegate.runbooks.act.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class HttpRequestsIT extends SendActuatorContract {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));

    private final HttpReceiver receiver = HttpReceiver.start();
    private final HttpRequests requests =
            new HttpRequests(
                    name -> name.equals("TOKEN") ? Optional.of("s3cret") : Optional.empty(), CLOCK);

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Override
    protected SendActuator actuator() {
        return requests;
    }

    @Override
    protected Target target() {
        return HttpRequests.target(receiver.url());
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of("body", JsonNodeFactory.instance.objectNode().put("drain", true)));
    }

    @Override
    protected Outcome sentToNobody(Change change) {
        Target nobody = HttpRequests.target("http://127.0.0.1:1/");
        return requests.apply(new Change(nobody, change.fields(), change.key()), held(true));
    }

    @Override
    protected List<String> arrivedKeys() {
        return receiver.received().stream().map(r -> r.headers().get("Idempotency-Key")).toList();
    }

    private Outcome send(Map<String, JsonNode> fields) {
        return requests.apply(Change.between(observed(), new TreeMap<>(fields)), held(true));
    }

    private Observed observed() {
        return (Observed) requests.read(target());
    }

    @TestFactory
    Stream<DynamicTest> statusTellsWhatBecameOfIt() {
        Map<Integer, Class<? extends Outcome>> meanings =
                Map.of(
                        401, Outcome.Permanent.class,
                        404, Outcome.Permanent.class,
                        409, Outcome.Permanent.class,
                        422, Outcome.Permanent.class,
                        429, Outcome.Retriable.class,
                        500, Outcome.Unknown.class,
                        503, Outcome.Unknown.class);
        return meanings.entrySet().stream()
                .map(
                        meaning ->
                                DynamicTest.dynamicTest(
                                        "status " + meaning.getKey(),
                                        () -> {
                                            receiver.answerWith(meaning.getKey());
                                            assertThat(send(desired()))
                                                    .isInstanceOf(meaning.getValue());
                                        }));
    }

    @Test
    void onlyTheExpectedStatusIsDone() {
        receiver.answerWith(200);

        assertThat(send(Map.of("expect", IntNode.valueOf(202))))
                .isInstanceOf(Outcome.Permanent.class);
        assertThat(send(Map.of("expect", IntNode.valueOf(200)))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void connectionCutAfterSendingLeavesTheOutcomeOpen() {
        receiver.cutOff();

        assertThat(send(desired())).isInstanceOf(Outcome.Unknown.class);
        assertThat(receiver.received()).isNotEmpty();
    }

    @Test
    void secretGoesAlongAndStaysOutOfTheOutcome() {
        Outcome outcome = send(Map.of("secret", TextNode.valueOf("TOKEN")));

        assertThat(receiver.received().get(0).headers())
                .containsEntry("Authorization", "Bearer s3cret");
        assertThat(outcome.toString()).doesNotContain("s3cret");
    }

    @Test
    void missingSecretSendsNothing() {
        assertThat(send(Map.of("secret", TextNode.valueOf("NO_SUCH"))))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
        assertThat(receiver.received()).isEmpty();
    }
}
