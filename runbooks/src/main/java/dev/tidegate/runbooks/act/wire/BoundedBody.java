package dev.tidegate.runbooks.act.wire;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response as text up to a number of bytes, since an endless one would fill the memory until
 * the request times out. For one response.
 */
public final class BoundedBody implements BodySubscriber<String> {
    private final int limit;
    private final boolean beginningIsEnough;
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    private BoundedBody(int limit, boolean beginningIsEnough) {
        this.limit = limit;
        this.beginningIsEnough = beginningIsEnough;
    }

    /**
     * Fails with {@link AnswerTooLongException} if there is more.
     *
     * @param limit bytes
     */
    public static BoundedBody whole(int limit) {
        return new BoundedBody(limit, false);
    }

    /**
     * Leaves out what is beyond.
     *
     * @param limit bytes
     */
    public static BoundedBody beginning(int limit) {
        return new BoundedBody(limit, true);
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        Subscription from = Objects.requireNonNull(subscription);
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[Math.min(part.remaining(), limit - read.size())];
            part.get(bytes);
            read.writeBytes(bytes);
            if (part.hasRemaining()) {
                from.cancel();
                endAtLimit();
                return;
            }
        }
        if (beginningIsEnough && read.size() == limit) {
            from.cancel(); // the next part may never come
            onComplete();
        } else {
            from.request(1);
        }
    }

    private void endAtLimit() {
        if (beginningIsEnough) {
            onComplete();
        } else {
            onError(new AnswerTooLongException(limit));
        }
    }

    @Override
    public void onError(Throwable why) {
        text.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        text.complete(read.toString(StandardCharsets.UTF_8));
    }
}
