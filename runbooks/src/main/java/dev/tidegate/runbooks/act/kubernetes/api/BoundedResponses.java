package dev.tidegate.runbooks.act.kubernetes.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Ends an answer that has no end: the client's own limit ends with its head, and it reads all of it into memory. Thread-safe. */
final class BoundedResponses implements Interceptor {
    private static final Duration LIMIT = Duration.ofMillis(1_500); // from the head on
    private static final int MOST = 8 << 20; // bytes; no cluster keeps an object of more than two

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> all, HttpRequest request) {
        AtomicLong seen = new AtomicLong();
        return (parts, body) -> {
            long more = parts.stream().mapToLong(ByteBuffer::remaining).sum();
            if (seen.addAndGet(more) > MOST) {
                throw new IOException("the answer is longer than " + MOST + " bytes");
            }
            all.consume(parts, body);
        };
    }

    @Override
    public void after(
            HttpRequest request,
            HttpResponse<?> response,
            AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (response.body() instanceof AsyncBody body) {
            Executor then =
                    CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture<Void> end = CompletableFuture.runAsync(body::cancel, then);
            CompletableFuture<Void> unused =
                    body.done().whenComplete((done, failed) -> end.cancel(false));
        }
    }
}
