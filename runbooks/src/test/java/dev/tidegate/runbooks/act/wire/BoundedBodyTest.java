package dev.tidegate.runbooks.act.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

final class BoundedBodyTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void aWholeAnswerIsOneUpToTheLimit() {
        BoundedBody body = started(BoundedBody.whole(4));

        body.onNext(List.of(bytes("ab"), bytes("cd")));
        body.onComplete();

        assertThat(text(body)).isCompletedWithValue("abcd");
        assertThat(asked).containsExactly("more", "more");
    }

    @Test
    void aByteMoreIsRefusedAndNoneIsAskedFor() {
        BoundedBody body = started(BoundedBody.whole(4));

        body.onNext(List.of(bytes("abc"), bytes("de")));
        body.onComplete();

        assertThat(text(body))
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(AnswerTooLongException.class);
        assertThat(asked).containsExactly("more", "cancel");
    }

    @Test
    void aBeginningDoesNotWaitForMore() {
        BoundedBody body = started(BoundedBody.beginning(4));

        body.onNext(List.of(bytes("ab")));
        body.onNext(List.of(bytes("cd")));

        assertThat(text(body)).isCompletedWithValue("abcd");
        assertThat(asked).containsExactly("more", "more", "cancel");
    }

    @Test
    void aBeginningLeavesOutTheRest() {
        BoundedBody body = started(BoundedBody.beginning(4));

        body.onNext(List.of(bytes("abcdef"), bytes("gh")));

        assertThat(text(body)).isCompletedWithValue("abcd");
        assertThat(asked).containsExactly("more", "cancel");
    }

    private BoundedBody started(BoundedBody body) {
        body.onSubscribe(
                new Subscription() {
                    @Override
                    public void request(long count) {
                        asked.add("more");
                    }

                    @Override
                    public void cancel() {
                        asked.add("cancel");
                    }
                });
        return body;
    }

    private static CompletableFuture<String> text(BoundedBody body) {
        return body.getBody().toCompletableFuture();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
