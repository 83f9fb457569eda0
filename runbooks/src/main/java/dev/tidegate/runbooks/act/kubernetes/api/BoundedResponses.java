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

/**
 * Limits duration and size of a response body: the client's own timeout covers only the headers,
 * and it reads the body into memory. Thread-safe.
 */
final class BoundedResponses implements Interceptor {
    private static final Duration LIMIT = Duration.ofMillis(1_500); // from the headers on
    private static final int MAX_BYTES =
            8 << 20; // bytes; no cluster keeps an object of more than two

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> all, HttpRequest request) {
        AtomicLong received = new AtomicLong();
        return (parts, body) -> {
            long more = parts.stream().mapToLong(ByteBuffer::remaining).sum();
            if (received.addAndGet(more) > MAX_BYTES) {
                throw new IOException("the answer is longer than " + MAX_BYTES + " bytes");
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
            Executor executor =
                    CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture<Void> end = CompletableFuture.runAsync(body::cancel, executor);
            CompletableFuture<Void> unused =
                    body.done().whenComplete((done, failed) -> end.cancel(false));
        }
    }
}
